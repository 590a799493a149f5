"""Posts for the sample: a fortnight of two clients' publications, made by the engine itself.

Everything goes in by the functions of the models layer, in the order of time. `before` makes what
lies behind the sample's now, `after` what is to come.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from hub.recipes import shipped_recipes
from models import connectors, devices, jobs, proofs
from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.devices import Binding
from models.ids import new_id
from models.posts import media as media_store
from models.posts import posts
from models.posts.changes import NewPost, NewTarget
from models.posts.media import NewMedia
from models.posts.times import wall_of
from models.posts.views import MediaUse
from models.proofs import Declaration
from models.publishing import attempts, outcomes, permits, schedules, verification
from models.queries import devices as device_queries
from models.queries import jobs as job_queries
from models.views import JobView

if TYPE_CHECKING:
    from tests.support.sample import Maker

ZONE = "Asia/Amman"
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
CLINIC_FACEBOOK = ("facebook", "Amman Dental Group")
CLINIC_LINKEDIN = ("linkedin", "Amman Dental Group")
CLINIC_INSTAGRAM = ("instagram", "@ammandental")
CLINIC_X = ("x", "@ammandental")
COFFEE_INSTAGRAM = ("instagram", "@cairo.coffee.house")
COFFEE_X = ("x", "@cairocoffeehs")
COFFEE_FACEBOOK = ("facebook", "Cairo Coffee House")
COFFEE_LINKEDIN = ("linkedin", "Cairo Coffee House")
Account = tuple[str, str]

NAMES = {
    COFFEE_INSTAGRAM: "Cairo Coffee House",
    COFFEE_X: "Cairo Coffee House",
    CLINIC_INSTAGRAM: "Amman Dental Group",
}
PROFILES = {
    "Front desk - Chrome": (CLINIC_FACEBOOK, COFFEE_X, CLINIC_LINKEDIN, COFFEE_FACEBOOK),
    "Laptop Mona - Firefox": (CLINIC_INSTAGRAM, CLINIC_X),
    "Studio PC - Edge": (COFFEE_INSTAGRAM, COFFEE_LINKEDIN),
}
"""Which browser is signed in where."""

SLOTS = ["MO 09:30", "WE 17:00", "FR 10:00"]
PARTS = ("before", "after", "permalink", "page", "log")


@dataclass(frozen=True)
class Plan:
    """A post of the sample: when, what, where, and what becomes of it."""

    day: int
    """Of November 2026."""
    time: str
    title: str
    text: str
    where: tuple[Account, ...]
    end: str = "scheduled"
    """published | partly | failed | missed | unknown | not_found | held | scheduled | draft"""
    coffee: bool = False
    picture: bool = True
    own: str | None = None
    """The text of its X account, when that has its own."""
    missing: tuple[str, ...] = ()
    """Parts of the proof that did not come."""


OUD = (
    "Live oud and hand drums this Friday from 19:00 at our Zamalek branch. Free entry, and the "
    "first 30 guests get a cold brew on us."
)
OUD_SHORT = (
    "Live oud and hand drums this Friday from 19:00 at our Zamalek branch. Free entry, the first "
    "30 guests get a cold brew on us. The kitchen stays open until midnight. Book a table: "
    "https://cairocoffee.example/fri #Zamalek #CairoNights #LiveMusic"
)
BEHIND = (
    Plan(12, "10:00", "Autumn opening hours", "From Sunday we open at 08:00 and close at 20:00.",
         (CLINIC_FACEBOOK, CLINIC_INSTAGRAM), "published"),
    Plan(14, "18:00", "Espresso week", "Espresso week: every second cup is on the house.",
         (COFFEE_X, COFFEE_INSTAGRAM), "published", coffee=True),
    Plan(17, "09:30", "Five minutes of floss", "Five minutes a day that your gums will thank.",
         (CLINIC_LINKEDIN,), "published", picture=False, missing=("page", "permalink")),
    Plan(19, "12:00", "Menu card", "Our new menu card is here, in two languages.",
         (COFFEE_FACEBOOK,), "missed", coffee=True),
    Plan(21, "09:30", "Weekend opening hours", "We are open on Saturday from 10:00 to 16:00.",
         (CLINIC_FACEBOOK, CLINIC_INSTAGRAM), "published"),
    Plan(22, "10:00", "Toothbrush tips", "A soft brush, two minutes, twice a day. That is all.",
         (CLINIC_X, CLINIC_FACEBOOK), "published", picture=False, missing=("page",)),
    Plan(22, "13:00", "Barista workshop", "Learn to pour a heart: workshop on 5 December.",
         (COFFEE_X,), "failed", coffee=True),
    Plan(22, "15:30", "Student mornings", "Students get every filter coffee for half the price.",
         (COFFEE_LINKEDIN,), "not_found", coffee=True, picture=False),
    Plan(23, "09:10", "Meet Dr. Lina", "Meet Dr. Lina, our new orthodontist. She joins the Abdoun "
         "clinic in December.\n\nتعرّفوا إلى الدكتورة لينا، أخصائية تقويم الأسنان.",
         (CLINIC_LINKEDIN, CLINIC_FACEBOOK), "published"),
    Plan(23, "10:10", "Winter check-up offer", "A check-up and a cleaning for 25 JOD, until the "
         "end of December.", (CLINIC_FACEBOOK,), "unknown"),
)  # fmt: skip
AHEAD = (
    Plan(23, "11:15", "Meet the team, part 2", "Nour and Omar at the front desk know every name.",
         (CLINIC_FACEBOOK, CLINIC_LINKEDIN)),
    Plan(23, "12:30", "Lunch deal", "Soup, sandwich and a coffee for 120 EGP, until 15:00.",
         (COFFEE_INSTAGRAM,), coffee=True),
    Plan(23, "14:30", "Friday live music", OUD, (COFFEE_INSTAGRAM, COFFEE_X), coffee=True,
         own=OUD_SHORT),
    Plan(24, "10:00", "Whitening: myths", "Lemon juice does not whiten. It dissolves.",
         (CLINIC_X, CLINIC_FACEBOOK, CLINIC_LINKEDIN), picture=False),
    Plan(24, "16:00", "Cold brew week", "Sixteen hours in the making, gone in ten minutes.",
         (COFFEE_INSTAGRAM, COFFEE_FACEBOOK), coffee=True),
    Plan(25, "09:00", "Insurance partners", "These insurers are billed directly by us.",
         (CLINIC_LINKEDIN,), "held", picture=False),
    Plan(25, "18:00", "Quiz night", "Eight tables, forty questions, one espresso machine to win.",
         (COFFEE_X, COFFEE_INSTAGRAM), coffee=True),
    Plan(26, "11:00", "Braces for adults", "It is never too late for a straight smile.",
         (CLINIC_FACEBOOK, CLINIC_INSTAGRAM)),
    Plan(26, "13:30", "New autumn menu 2", "Pumpkin, dates and cardamom: the autumn menu goes on.",
         (COFFEE_INSTAGRAM, COFFEE_X, COFFEE_FACEBOOK), coffee=True),
    Plan(27, "10:00", "Friday breakfast", "فطور الجمعة من التاسعة حتى الواحدة، والقهوة علينا.",
         (COFFEE_INSTAGRAM,), coffee=True),
    Plan(30, "09:30", "Gum care in winter", "Dry air, dry mouth: what helps in the cold months.",
         (CLINIC_INSTAGRAM,)),
)  # fmt: skip
DRAFTS = (
    Plan(20, "16:00", "Gum care in five steps", "Five steps, five minutes, healthy gums.",
         (CLINIC_FACEBOOK, CLINIC_INSTAGRAM), "draft"),
    Plan(21, "11:00", "Loyalty card, last call", "Ten stamps, one free bag of beans.",
         (COFFEE_X, COFFEE_INSTAGRAM, COFFEE_FACEBOOK), "draft", coffee=True),
    Plan(22, "12:00", "Children’s first visit", "", (CLINIC_FACEBOOK,), "draft", picture=False),
    Plan(22, "17:00", "Latte art contest", "", (COFFEE_INSTAGRAM,), "draft", coffee=True,
         picture=False),
)  # fmt: skip


def before(maker: "Maker") -> None:
    """Accounts and profiles, and what went out (or did not) until this morning."""
    _install(maker)
    for plan in (*DRAFTS, *BEHIND):
        _make(maker, plan)


def after(maker: "Maker") -> None:
    """What is to come."""
    for plan in AHEAD:
        _make(maker, plan)


def _install(maker: "Maker") -> None:
    start = _at(10, "08:00")
    for recipe in shipped_recipes().values():
        if recipe["kind"] in ("publish", "verify"):
            connectors.install(maker.db, recipe, now=start)
    known = [c.id for c in connectors.all(maker.db) if c.kind in ("publish", "verify")]
    for name, held in PROFILES.items():
        device = device_queries.get(maker.db, maker.made.devices[name])
        bound = [Binding(platform=p, handle=h, display_name=NAMES.get((p, h))) for p, h in held]
        devices.opened(
            maker.db, device.id, version="1.0.0",
            capabilities=[*device.capabilities, *known], accounts=bound, browser=device.browser,
            address=device.address, now=start,
        )  # fmt: skip
    for place, (platform, handle) in enumerate(dict.fromkeys(sum(PROFILES.values(), ()))):
        coffee = "coffee" in handle.casefold()
        account = accounts.ensure(
            maker.db, platform, handle, display_name=NAMES.get((platform, handle)),
            workspace_id=maker.made.coffee if coffee else maker.made.dental,
            actor=maker.made.operator, now=start + place,
        )  # fmt: skip
        accounts.change(
            maker.db, account.id, AccountChange(press="agent", slots=SLOTS, zone=ZONE),
            actor=maker.made.operator, now=start + place,
        )  # fmt: skip


def _make(maker: "Maker", plan: Plan) -> None:
    at = _at(plan.day, plan.time)
    made = min(at - 2 * DAY, _at(23, "08:40"))
    is_draft = plan.end == "draft"
    done = posts.create(
        maker.db,
        NewPost(
            title=plan.title,
            text=plan.text,
            media=[MediaUse(id=_picture(maker, plan, made))] if plan.picture else [],
            targets=[_target(plan, account) for account in plan.where],
            workspace_id=maker.made.coffee if plan.coffee else maker.made.dental,
            wall=None if is_draft else wall_of(at, ZONE),
            zone=None if is_draft else ZONE,
        ),
        actor=maker.made.operator,
        now=made,
    )
    post = done.post
    maker.made.posts[plan.title] = post.id
    if plan.end == "held" and post.job_id is not None:
        maker.db.execute_sql("UPDATE job SET held = 1 WHERE id = ?", (post.job_id,))
    elif plan.end == "missed" and post.job_id is not None:
        schedules.fall_due(maker.db, post.job_id, now=at + 40 * MINUTE)
    elif plan.end not in ("draft", "scheduled", "held") and post.job_id is not None:
        sent = schedules.fall_due(maker.db, post.job_id, now=at)
        for number, job in enumerate(sent.jobs[1:]):
            _publish(maker, plan, job, at + number * 20 * SECOND)


def _target(plan: Plan, account: Account) -> NewTarget:
    platform, handle = account
    own = plan.own if platform == "x" else None
    comment = "The recipe is in our stories." if plan.title == "Cold brew week" else None
    return NewTarget(platform=platform, handle=handle, text=own, first_comment=comment)


def _publish(maker: "Maker", plan: Plan, job: JobView, at: int) -> None:
    db = maker.db
    account = (job.input["account"]["platform"], job.input["account"]["handle"])
    name = next(name for name, held in PROFILES.items() if account in held)
    start = at + 3 * SECOND
    run = maker.claim(job.id, name, start)
    device = run.run.device_id
    maker.say(run, 20, "opened the composer", start + SECOND)
    maker.log(run, "info", f"signed in as {account[1]}", start + 2 * SECOND)
    maker.say(run, 60, "the text stands in the composer", start + 5 * SECOND)
    _proof(maker, run, plan, "before", start + 7 * SECOND)
    permit = permits.grant(
        db, device, job.id, run.run.epoch, digest=job.input["contentDigest"],
        platform=account[0], handle=account[1], now=start + 8 * SECOND,
    )  # fmt: skip
    attempt = attempts.of_epoch(db, job.id, run.run.epoch)
    assert attempt is not None
    if plan.end != "unknown":
        pressed = start + 9 * SECOND
        attempt = outcomes.submitted(db, attempt, permit.permit, pressed - 118, now=pressed)
    if plan.end == "failed":
        jobs.fail(
            db, device, job.id, run.run.epoch, "REJECTED_BY_SITE",
            "The site refused the post: the picture is too small.", retryable=False,
            now=start + 14 * SECOND, jitter=0.0,
        )  # fmt: skip
        return
    if plan.end in ("unknown", "not_found"):
        _lose(maker, plan, job, run.run.epoch, start + 12 * SECOND, device)
        return
    number = len(maker.made.posts) * 7 + 80_213
    for part in ("after", "permalink", "page", "log"):
        if part not in plan.missing:
            _proof(maker, run, plan, part, start + 13 * SECOND)
    link = f"https://{account[0]}.example/{account[1].lstrip('@').replace(' ', '')}/{number}"
    published = datetime.fromtimestamp((start + 10 * SECOND) / 1000).astimezone()
    output = {
        "permalink": link, "platformPostId": str(number),
        "publishedAt": published.isoformat(),
    }  # fmt: skip
    jobs.complete(db, device, job.id, run.run.epoch, output, now=start + 16 * SECOND)


def _lose(maker: "Maker", plan: Plan, job: JobView, epoch: int, at: int, device: str) -> None:
    """The connection went after the permit; looks follow, which do not find it."""
    db = maker.db
    jobs.lease_lost(db, job.id, epoch, now=at, jitter=0.0)
    if plan.end != "not_found":
        return
    attempt = attempts.of_epoch(db, job.id, epoch)
    assert attempt is not None
    verification.heard(db, attempt, "pressed", now=at + 2 * MINUTE)
    for number in range(2):
        when = at + 40 * SECOND + number * 11 * MINUTE
        look = next(
            (one for one in job_queries.listed(db, job_queries.JobFilter(
                types=("VERIFY_POST",), statuses=("PENDING",)), now=when)
             if one.input["runId"] == attempt.run_id),
            None,
        )  # fmt: skip
        if look is None:
            return
        when = max(when, (look.run_after or 0) + SECOND)
        name = next(n for n, id in maker.made.devices.items() if id == device)
        run = maker.claim(look.id, name, when)
        _look_proof(maker, run, when + 4 * SECOND)
        output = {
            "found": False, "checked": 20, "journal": "pressed",
            "newest": {"text": "Coffee of the week: Sidamo", "at": "2026-11-20T09:00:00Z"},
        }  # fmt: skip
        jobs.complete(db, device, look.id, run.run.epoch, output, now=when + 6 * SECOND)


def _proof(maker: "Maker", run: Any, plan: Plan, part: str, at: int) -> None:
    if part in ("page", "log"):
        is_page = part == "page"
        text = f"<html><body><p>{plan.text}</p></body></html>" if is_page else "[]"
        content, mime = text.encode(), "text/html" if is_page else "application/json"
        _keep(maker, run, part, mime, content, at)
        return
    content = post_picture(plan.title, plan.text, done=part != "before", coffee=plan.coffee)
    _keep(maker, run, part, "image/png", content, at)


def _look_proof(maker: "Maker", run: Any, at: int) -> None:
    content = post_picture("Cairo Coffee House", "Coffee of the week: Sidamo", done=True,
                           coffee=True)  # fmt: skip
    _keep(maker, run, "look", "image/png", content, at)


def _keep(maker: "Maker", run: Any, kind: str, mime: str, content: bytes, at: int) -> None:
    asset, digest = new_id(), hashlib.sha256(content).hexdigest()
    is_picture = mime == "image/png"
    declaration = Declaration(
        asset_id=asset, kind=kind, mime=mime, size_bytes=len(content), sha256=digest,
        captured_at=at - 118, page_url="https://wall.example/", title=kind,
        width=PICTURE[0] if is_picture else None, height=PICTURE[1] if is_picture else None,
    )  # fmt: skip
    proofs.declare(
        maker.db, run.run.device_id, run.job.id, run.run.epoch, declaration, clock_skew_ms=118,
        now=at,
    )  # fmt: skip
    upload = maker.files.begin(asset, size_bytes=len(content), sha256=digest, mime=mime)
    upload.write(0, content)
    upload.finish()
    proofs.commit_stored(maker.db, asset, now=at)
    proofs.record_check(maker.db, asset, "intact", actor="system", now=at)


def _picture(maker: "Maker", plan: Plan, at: int) -> str:
    content = hills(plan.coffee)
    digest = hashlib.sha256(content).hexdigest()
    upload = maker.files.begin(
        new_id(), size_bytes=len(content), sha256=digest, mime="image/png", postable=True
    )
    upload.write(0, content)
    upload.finish()
    new = NewMedia(
        sha256=digest, mime="image/png", name="coffee.png" if plan.coffee else "clinic.png",
        size_bytes=len(content), width=PICTURE[0], height=PICTURE[1],
    )  # fmt: skip
    return media_store.add(maker.db, new, actor=maker.made.operator, now=at).id


def _at(day: int, time: str) -> int:
    hour, _, minute = time.partition(":")
    moment = datetime(2026, 11, day, int(hour), int(minute))
    return int(moment.astimezone().timestamp() * 1000)


# ---------------------------------------------------------------- pictures

PICTURE = (960, 540)
_drawn: dict[tuple[object, ...], bytes] = {}


def hills(coffee: bool) -> bytes:
    """A picture to post: hills and a sun."""
    key = ("hills", coffee)
    if key not in _drawn:
        _drawn[key] = _hills(coffee)
    return _drawn[key]


def _hills(coffee: bool) -> bytes:
    ground, hill, sun = ("#F3E6D8", "#9C6B3F", "#DDB892") if coffee else (
        "#DCEDEA", "#2B8A78", "#F2D27A")  # fmt: skip
    image = QImage(*PICTURE, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(sun))
    painter.drawEllipse(QRectF(640, 90, 130, 130))
    painter.setBrush(QColor(hill))
    for left, top, width in ((-60, 300, 620), (380, 240, 720)):
        middle = QPointF(left + width / 2, top)
        ends = QPointF(left, PICTURE[1]), QPointF(left + width, PICTURE[1])
        painter.drawPolygon(QPolygonF([ends[0], middle, ends[1]]))
    painter.end()
    return _png(image)


def post_picture(title: str, text: str, *, done: bool, coffee: bool) -> bytes:
    """A page of a social site: the composer before, the post after."""
    key = (title, text, done, coffee)
    if key not in _drawn:
        _drawn[key] = _post_picture(title, text, done=done, coffee=coffee)
    return _drawn[key]


def _post_picture(title: str, text: str, *, done: bool, coffee: bool) -> bytes:
    image = QImage(*PICTURE, QImage.Format.Format_RGB32)
    image.fill(QColor("#EEF0F4"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRoundedRect(QRectF(180, 40, 600, 460), 14, 14)
    painter.setBrush(QColor("#B5651D" if coffee else "#2B8A78"))
    painter.drawEllipse(QRectF(210, 70, 54, 54))
    painter.setPen(QColor("#1A1E26"))
    font = painter.font()
    font.setPixelSize(20)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(280, 70, 470, 30), title)
    font.setBold(False)
    painter.setFont(font)
    painter.drawText(
        QRectF(210, 145, 540, 230), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, text
    )
    painter.setPen(Qt.PenStyle.NoPen)
    if not done:
        painter.setBrush(QColor("#3A50C9"))
        painter.drawRoundedRect(QRectF(630, 430, 120, 44), 10, 10)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(QRectF(630, 430, 120, 44), Qt.AlignmentFlag.AlignCenter, "Post")
    else:
        painter.setPen(QColor("#5E6777"))
        painter.drawText(QRectF(210, 440, 400, 30), "12   3   now")
    painter.end()
    return _png(image)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
