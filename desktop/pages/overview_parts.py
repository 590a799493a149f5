"""The sections of Overview: what needs the operator, what runs, today, proofs, devices, hub."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.pages.overview_rows import DeviceRow, FactRow, NeedsRow, NextPostRow, RunningRow
from desktop.presenters import proofs as proof_words
from desktop.presenters import times
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.figures import Figure
from desktop.widgets.frames import Card, Headed, RowsCard, clear, column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.pictures import Thumbnail
from models.posts.views import PostView
from models.queries import overview
from models.views import DeviceView, JobView, ProofView

RUNNING_SHOWN = 6
PROOFS_SHOWN = 6
POSTS_SHOWN = 4
PICTURE = QSize(136, 86)


def quiet(words: str) -> QWidget:
    """A row that only says that there is nothing."""
    made = QWidget()
    made.setFixedHeight(44)
    row(PlainLabel(words, tone=Tone.MUTED), None, parent=made).setContentsMargins(16, 0, 16, 0)
    return made


class JobsSection(Headed):
    """A card of job rows; rows stay (with focus and pointer) while the same jobs are shown."""

    def __init__(
        self,
        title: str,
        make: Callable[[JobView, bool], NeedsRow | RunningRow],
        nothing: str,
        links: tuple[QWidget, ...] = (),
    ) -> None:
        self._card = RowsCard()
        super().__init__(title, self._card, links=links)
        self._make = make
        self._nothing = nothing
        self._rows: dict[str, NeedsRow | RunningRow] = {}

    def show_jobs(self, jobs: Sequence[JobView]) -> None:
        """Show these jobs."""
        if jobs and list(self._rows) == [job.id for job in jobs]:
            for job in jobs:
                self._rows[job.id].show_view(job)
            return
        self._rows = {job.id: self._make(job, not index) for index, job in enumerate(jobs)}
        rows: list[QWidget] = list(self._rows.values())
        self._card.set_rows(rows or [quiet(self._nothing)])

    def update_job(self, job: JobView) -> None:
        """A job that is shown has moved on."""
        if job.id in self._rows:
            self._rows[job.id].show_view(job)

    def count(self) -> int:
        """How many are shown."""
        return len(self._rows)


class TodaySection(Headed):
    """Four figures since midnight, in a row or two by two."""

    def __init__(self) -> None:
        self._figures = {
            "evidence": Figure(t("evidence rows")),
            "jobs": Figure(t("searches done")),
            "posts": Figure(t("posts out")),
            "proofs": Figure(t("proofs")),
        }
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        super().__init__(t("Today"), self._grid)
        self.place(4)

    def place(self, columns: int) -> None:
        """So many in a row."""
        for index, figure in enumerate(self._figures.values()):
            self._grid.addWidget(figure, index // columns, index % columns)

    def show_today(self, today: overview.Today, since: int) -> None:
        """Show the figures."""
        self.fact.setText(t("since {time}", time=times.wall(since)))
        new, known = number(today.evidence_new), number(today.evidence_known)
        failed = tn("{n} failed", "{n} failed", today.jobs_failed)
        damaged = tn("{n} damaged", "{n} damaged", today.proofs_damaged)
        state = damaged if today.proofs_damaged else t("all intact")
        kept = t("{state}, {size}", state=state, size=size(today.proofs_bytes))
        shown = {
            "evidence": (
                number(today.evidence_new + today.evidence_known),
                today.evidence_hourly,
                t("{new} new, {known} already known", new=new, known=known),
            ),
            "jobs": (
                number(today.jobs_completed),
                today.jobs_hourly,
                failed if today.jobs_failed else t("none failed"),
            ),
            "posts": (_out(today), today.posts_hourly, _doubts(today)),
            "proofs": (
                number(today.proofs),
                today.proofs_hourly,
                kept if today.proofs else t("none yet"),
            ),
        }
        for key, (value, hours, remark) in shown.items():
            self._figures[key].show_figure(value, hours, remark)


def _out(today: overview.Today) -> str:
    """How many are out, and of how many where that is not all."""
    if today.posts_out >= today.posts_sent:
        return number(today.posts_out)
    return t("{n} of {m}", n=number(today.posts_out), m=number(today.posts_sent))


def _doubts(today: overview.Today) -> str:
    """What of today's posts is not well."""
    parts = []
    if today.posts_unknown:
        parts.append(tn("{n} unknown", "{n} unknown", today.posts_unknown))
    if today.posts_failed:
        parts.append(tn("{n} failed", "{n} failed", today.posts_failed))
    if len(parts) == 2:
        return t("{some}, {others}", some=parts[0], others=parts[1])
    if parts:
        return parts[0]
    return t("all accounted for") if today.posts_sent else t("none sent")


class ProofsSection(Headed):
    """The latest proofs as small pictures."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._line = row(spacing=10)
        gallery = Button(
            t("Open gallery"), Kind.LINK, on_click=lambda: desk.navigator.show_page("proofs")
        )
        super().__init__(t("Latest proofs"), self._line, links=(gallery,))
        self._shown: list[str] = []

    def show_proofs(self, proofs: Sequence[ProofView]) -> None:
        """Show these, the newest first."""
        proofs = proofs[:PROOFS_SHOWN]
        ids = [proof.id for proof in proofs]
        self.setVisible(bool(proofs))
        if ids == self._shown:
            return
        self._shown = ids
        clear(self._line)
        for proof in proofs:
            self._line.addWidget(self._tile(proof), 1)
        for _ in range(PROOFS_SHOWN - len(proofs)):
            self._line.addWidget(QWidget(), 1)

    def _tile(self, proof: ProofView) -> QWidget:
        title = plain(proof.title or proof.job_title, longest=120)
        picture = Thumbnail(
            self._desk.thumbnails,
            proof.sha256,
            name=title,
            size=PICTURE,
            drawing="" if proof_words.is_picture(proof) else proof_words.drawing(proof),
        )
        picture.clicked.connect(lambda: self._desk.navigator.show_page("proofs", proof.id))
        when = times.clock(proof.captured_at, self._desk.clock())
        where = plain(proof.device_name, longest=80)
        words = t("{time}, {device}", time=when, device=isolate(where)) if where else when
        caption = ElidedLabel(words, Role.CAPTION, Tone.MUTED)
        tile = QWidget()
        name = ElidedLabel(title, Role.SMALL, weight=500, foreign=True)
        column(picture, 4, name, caption, spacing=0, parent=tile)
        return tile


class NextPostsSection(Headed):
    """What goes out next; out of view while nothing does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._card = RowsCard()
        calendar = Button(
            t("Calendar"), Kind.LINK,
            on_click=lambda: desk.navigator.show_page("publish", "calendar"),
        )  # fmt: skip
        super().__init__(t("Next posts"), self._card, links=(calendar,))
        self._shown: list[PostView] = []

    def show_posts(self, posts: Sequence[PostView], now: int) -> None:
        """Show the next of these."""
        ahead = [post for post in posts if post.status == "scheduled" and post.at is not None]
        shown = ahead[:POSTS_SHOWN]
        self.setVisible(bool(shown))
        today = sum(times.start_of_day(post.at or 0) == times.start_of_day(now) for post in ahead)
        self.fact.setText(t("{n} today", n=today) if today else "")
        if shown != self._shown:
            self._shown = shown
            self._card.set_rows([NextPostRow(self._desk, post) for post in shown])


class DevicesSection(Headed):
    """The devices and what they do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._card = RowsCard()
        pair = Button(t("Pair a device"), Kind.LINK, on_click=desk.navigator.pair_device)
        super().__init__(t("Devices"), self._card, links=(pair,))
        self._rows: dict[str, DeviceRow] = {}

    def show_devices(self, devices: Sequence[DeviceView], working: dict[str, JobView]) -> None:
        """Show these devices, given the running job of each."""
        online = sum(device.id in self._desk.bridge.online for device in devices)
        words = t("{online} of {all} online", online=online, all=len(devices)) if devices else ""
        self.fact.setText(words)
        if devices and list(self._rows) == [device.id for device in devices]:
            for device in devices:
                self._rows[device.id].show_view(device, working.get(device.id))
            return
        self._rows = {
            device.id: DeviceRow(self._desk, device, working.get(device.id)) for device in devices
        }
        rows: list[QWidget] = list(self._rows.values())
        self._card.set_rows(rows or [quiet(t("No device is paired."))])


class HubSection(Headed):
    """What is true of the hub."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._facts = {
            "address": FactRow(t("Address"), mono=True),
            "reach": FactRow(t("Reachable")),
            "queue": FactRow(t("Queue")),
            "rows": FactRow(t("Evidence")),
            "ledger": FactRow(t("Ledger")),
        }
        card = Card()
        column(*self._facts.values(), spacing=5, parent=card).setContentsMargins(16, 12, 16, 12)
        super().__init__(t("Hub"), card)

    def show_hub(self, desk: overview.Desk, *, on_lan: bool) -> None:
        """Show these facts."""
        hub = self._desk.hub
        since = times.clock(hub.since, self._desk.clock()) if hub.since else ""
        self.fact.setText(t("running since {time}", time=since) if since else t("not running"))
        here, everywhere = t("this computer"), t("this computer and office network")
        self._facts["address"].say(hub.address.removesuffix("/agent"))
        self._facts["reach"].say(everywhere if on_lan else here)
        self._facts["queue"].say(
            t(
                "{running} running, {waiting} waiting",
                running=desk.running_count,
                waiting=desk.waiting_count,
            )
        )
        self._facts["rows"].say(tn("{n} row", "{n} rows", desk.evidence_rows))
        self._facts["ledger"].say(tn("{n} entry", "{n} entries", desk.ledger_entries))
