"""An outcome in doubt, in words: its state, what is known, what was seen, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from desktop.i18n import mark, number, t, tn
from desktop.presenters import phases, platforms, posts, times
from desktop.presenters.phases import State
from desktop.presenters.text import isolate, plain, short_digest
from desktop.presenters.timeline import Moment
from desktop.theme.tones import Tone
from models.posts.views import LookView, OutcomeView, PublishingRunView, TimelineEntry
from models.publishing.outcomes import REASONS as CAUSES
from models.views import ProofView

GROUPS = {
    "to_decide": mark("To decide"),
    "looking": mark("Being looked for"),
    "decided": mark("Decided this month"),
}
"""The three groups of the table, in their order."""

SYSTEM = "system"

REASONS = {
    "socket": mark("no answer from the page"),
    "restart": mark("the hub stopped while the permit was out"),
    "lease": mark("the device was silent too long"),
    "permit_over": mark("the permit ran out without a word"),
    "cancelled": mark("the job was stopped after the permit"),
    "no_link": mark("the page did not say where the post is"),
    "no_permit": mark("the device says it pressed without a permit"),
    "returned": mark("the device says it pressed with a returned permit"),
    "restored": mark("the data came from a backup"),
    "taken_back": mark("the device says it pressed, and then that it did not"),
}
"""Why an outcome is in doubt, by the codes of the ledger."""

_CODES = {text: code for code, text in CAUSES.items()}
"""The store keeps the cause as a sentence."""

JOURNALS = {
    "none": mark("journal: no entry"),
    "intent": mark("journal: “about to press”, nothing after"),
    "pressed": mark("journal: “pressed”, nothing after"),
}
"""What the device's own journal said."""

PROFILES = {
    "x": "https://x.com/{handle}",
    "instagram": "https://www.instagram.com/{handle}/",
    "threads": "https://www.threads.com/@{handle}",
    "bluesky": "https://bsky.app/profile/{handle}",
    "telegram": "https://t.me/{handle}",
}
"""Where an account shows its posts, where the handle says it."""


def of_run(run: PublishingRunView) -> State:
    """The chip of an outcome."""
    known = {
        "not_found": posts.STATES["not_found"],
        "not_published": posts.STATES["not_published"],
        "published": phases.PHASES["published"],
        "verifying": phases.PHASES["verifying"],
        "failed": phases.PHASES["failed"],
    }.get(run.state, phases.PHASES["unknown"])
    return State(t(known.word), known.tone, known.icon)


def of_outcome(outcome: OutcomeView) -> State:
    """The chip of an outcome; while looks are planned it is being verified."""
    if outcome.group == "looking":
        known = phases.PHASES["verifying"]
        return State(t(known.word), known.tone, known.icon)
    return of_run(outcome.run)


def pressed(run: PublishingRunView) -> str:
    """When the button was pressed, by the device's clock: "10:11:52"."""
    at = run.pressed_at or run.submitted_at
    return times.seconds(at) if at is not None else t("not known")


def journal(outcome: OutcomeView, *, online: bool) -> str:
    """The column of the device's journal: "says “pressed”, heard 10:13"."""
    run = outcome.run
    if run.journal_heard_at is None:
        return t("not heard yet") if online else t("not heard, device is offline")
    time = times.wall(run.journal_heard_at)
    said = {
        "none": t("no entry, heard {time}", time=time),
        "intent": t("says “about to press”, heard {time}", time=time),
        "pressed": t("says “pressed”, heard {time}", time=time),
    }
    return said.get(run.journal or "none", said["none"])


def looks(outcome: OutcomeView) -> str:
    """ "2, not found"."""
    if not outcome.looks:
        return t("none yet")
    found = any(look.outcome == "found" for look in outcome.looks)
    words = t("found") if found else t("not found")
    return t("{n}, {what}", n=len(outcome.looks), what=words)


def next_step(outcome: OutcomeView, now: int, *, online: bool) -> tuple[str, Tone]:
    """The last column: what happens next, or how it was decided."""
    run = outcome.run
    if outcome.group == "decided":
        return decided(run), Tone.MUTED
    if run.state == "not_found":
        return t("Your decision"), Tone.UNKNOWN
    if run.next_look_at is not None and run.next_look_at > now:
        time = times.wall(run.next_look_at)
        if outcome.looks:
            return t("Second look {time}", time=time), Tone.TEXT2
        return t("First look {time}", time=time), Tone.TEXT2
    if run.state == "verifying":
        return t("Looking now"), Tone.TEXT2
    if not online:
        return t("Waits for the device"), Tone.TEXT2
    if outcome.group == "looking":
        return t("A look is due"), Tone.TEXT2
    return t("Your decision"), Tone.UNKNOWN


def decided(run: PublishingRunView, name: str = "") -> str:
    """How it ended: "Found by itself", "Sami: it is there"."""
    who = isolate(plain(name, longest=60)) or t("an operator")
    if run.resolved_by and run.resolved_by != SYSTEM:
        if run.state == "published":
            return t("{name}: it is there", name=who)
        return t("{name}: it is not there", name=who)
    if run.recovered:
        return t("Found by itself")
    if run.state == "published":
        return t("The device answered")
    return t("Decided")


def title(outcome: OutcomeView) -> str:
    """The title of the post."""
    return plain(outcome.post_title, longest=200).strip() or t("Untitled")


def sentence(outcome: OutcomeView, now: int, *, online: bool) -> str:
    """The outcome in one sentence, for those who listen instead of looking."""
    parts = [
        title(outcome),
        platforms.name(outcome.target.platform),
        posts.account(outcome.target),
        of_outcome(outcome).word,
        next_step(outcome, now, online=online)[0],
    ]
    return t(", ").join(part for part in parts if part)


def banner(outcome: OutcomeView, now: int) -> tuple[str, str, Tone, str]:
    """What the dialog says first: title, text, tone, icon."""
    run = outcome.run
    if run.state == "published":
        title_ = t("This post went out.")
        text = decided(run) if run.resolved_by or run.recovered else ""
        return title_, text, Tone.SUCCESS, "circle-check"
    if run.state == "not_published":
        return (
            t("The post did not go out."),
            t("Nothing more happens by itself."),
            Tone.NEUTRAL,
            "ban",
        )
    if run.state == "failed":
        return (
            t("The site said no to this post."),
            t("The agent looked and did not find it. It is not sent again unless you order it."),
            Tone.DANGER,
            "circle-x",
        )
    title_ = t("We cannot know yet whether this post went out.")
    if run.state == "not_found":
        text = t(
            "Two looks did not find it. It is not sent again unless you order it; "
            "there is no hurry."
        )
    elif run.next_look_at is not None and run.next_look_at > now:
        time = times.wall(run.next_look_at)
        text = t("It will not be sent again. Next look at {time}.", time=time)
    else:
        text = t("It will not be sent again.")
    return title_, text, Tone.UNKNOWN, "circle-question-mark"


def reason(run: PublishingRunView) -> str:
    """Why it is in doubt."""
    return cause(run.unknown_reason or "")


def cause(said: str) -> str:
    """A cause of doubt as the store keeps it, in our words where we know it."""
    known = REASONS.get(_CODES.get(said, said))
    return t(known) if known else plain(said, longest=160)


_KINDS: dict[str, tuple[str, str, Tone]] = {
    "created": (mark("Written"), "pencil", Tone.NEUTRAL),
    "approved": (mark("Approved"), "check", Tone.NEUTRAL),
    "scheduled": (mark("Scheduled"), "calendar-clock", Tone.NEUTRAL),
    "claimed": (mark("Time reached"), "calendar-clock", Tone.NEUTRAL),
    "before": (mark("Composer filled"), "camera", Tone.NEUTRAL),
    "permit": (mark("Permit given"), "key-round", Tone.NEUTRAL),
    "permit_returned": (mark("Permit returned unpressed"), "undo-2", Tone.NEUTRAL),
    "pressed": (mark("Button pressed"), "mouse-pointer-click", Tone.WARNING),
    "unknown": (mark("Connection lost"), "unplug", Tone.UNKNOWN),
    "device_back": (mark("Device is back"), "plug", Tone.NEUTRAL),
    "look_found": (mark("Look: found"), "scan-eye", Tone.SUCCESS),
    "look_not_found": (mark("Look: not found"), "scan-eye", Tone.INFO),
    "published": (mark("Published, after"), "circle-check", Tone.SUCCESS),
    "permalink": (mark("Permalink opened, kept"), "link", Tone.NEUTRAL),
    "resolved": (mark("Decided"), "check", Tone.NEUTRAL),
    "failed": (mark("Failed"), "circle-x", Tone.DANGER),
    "cancelled": (mark("Cancelled"), "ban", Tone.MUTED),
}

_LOOKS = (mark("First look: not found"), mark("Second look: not found"))


BEGINNING = frozenset({"created", "approved", "scheduled", "claimed"})
"""What happened before a device did anything."""


def moments(
    entries: Sequence[TimelineEntry],
    now: int,
    *,
    run: PublishingRunView,
    names: dict[str, str],
    whole: bool = True,
) -> list[Moment]:
    """What happened to a publication, oldest first, to the second on the day of the run.

    `names` are operators by id; without `whole` it begins with what the device did.
    """
    shown = []
    looked = 0
    day = times.local(run.started_at).date()
    for entry in entries:
        if not whole and entry.kind in BEGINNING:
            continue
        words, icon, tone = _KINDS.get(entry.kind, (entry.kind, "circle-dot", Tone.NEUTRAL))
        name = t(words)
        if entry.kind == "look_not_found":
            name = t(_LOOKS[looked]) if looked < len(_LOOKS) else name
            looked += 1
        elif entry.kind in ("approved", "resolved") and _who(entry, names):
            name = t("{what} by {name}", what=name, name=isolate(_who(entry, names)))
        elif entry.kind == "claimed":
            name = t("Time reached, run {n}", n=run.attempt)
        at = entry.at
        time = times.seconds(at) if times.local(at).date() == day else times.clock(at, now)
        shown.append(Moment(icon, name, _detail(entry, run), time, tone))
    return shown


def _who(entry: TimelineEntry, names: dict[str, str]) -> str:
    actor = str(entry.detail.get("actor") or entry.detail.get("by") or "")
    return plain(names.get(actor, ""), longest=60)


def _detail(entry: TimelineEntry, run: PublishingRunView) -> str:
    """The quiet words of an event."""
    said = entry.detail
    device = plain(str(said.get("device") or run.device_name), longest=80)
    match entry.kind:
        case "approved":
            digest = str(said.get("digest") or "")
            return t("digest {digest}", digest=isolate(short_digest(digest))) if digest else ""
        case "claimed":
            return isolate(device)
        case "before":
            return t("screenshot kept, text as approved")
        case "permit":
            return t("this post, this account, once")
        case "pressed":
            if run.commit_by == "operator":
                return t("by a person, in “{device}”", device=isolate(device))
            return t("by the agent, in “{device}”", device=isolate(device))
        case "unknown":
            return reason(run)
        case "device_back":
            return t(JOURNALS.get(str(said.get("journal") or run.journal or "none"), ""))
        case "look_not_found" | "look_found":
            count = said.get("checked", said.get("readCount", said.get("read_count")))
            return tn("{n} post read", "{n} posts read", count) if isinstance(count, int) else ""
        case "published":
            return t("permalink read from the page") if run.permalink else ""
        case "permalink":
            seq = entry.audit_seq
            return t("ledger entry {n}", n=number(seq)) if seq is not None else ""
        case "failed":
            return plain(run.error_message, longest=160)
        case "resolved":
            return plain(run.note, longest=160)
    return ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact of a look: its name and its value."""

    name: str
    value: str


def look_name(index: int, look: LookView) -> str:
    """ "First look 10:14"."""
    time = times.wall(look.at)
    if index == 0:
        return t("First look {time}", time=time)
    if index == 1:
        return t("Second look {time}", time=time)
    return t("Look {n} {time}", n=index + 1, time=time)


def seen(outcome: OutcomeView, look: LookView) -> list[Pair]:
    """What one look compared and what it found."""
    target, run = outcome.target, outcome.run
    compared = [t("text")]
    if target.media:
        compared.append(tn("{n} picture", "{n} pictures", len(target.media)))
    if run.permitted_at is not None:
        compared.append(t("posted after {time}", time=times.wall(run.permitted_at)))
    read = look.read_count
    pairs = [Pair(t("Compared"), t(", ").join(compared))]
    if look.outcome == "found":
        pairs.append(Pair(t("Same text"), t("found")))
    elif read is not None:
        pairs.append(Pair(t("Same text"), tn("none of {n}", "none of {n}", read)))
    pictures = look.detail.get("samePicture")
    if isinstance(pictures, int) and read is not None and target.media:
        words = tn("{found} of {n}", "{found} of {n}", read, found=pictures)
        pairs.append(Pair(t("Same picture"), words))
    newest = plain(look.newest, longest=160).strip()
    pairs.append(Pair(t("Newest there"), isolate(newest) if newest else t("nothing was there")))
    also = look.detail.get("alsoChecked")
    if isinstance(also, str) and also.strip():
        pairs.append(Pair(t("Also checked"), isolate(plain(also, longest=160))))
    if look.permalink:
        pairs.append(Pair(t("Permalink"), isolate(posts.link(look.permalink))))
    pairs.append(Pair(t("Device"), isolate(plain(look.device_name, longest=80))))
    return pairs


def picture(proofs: Sequence[ProofView], kinds: tuple[str, ...]) -> ProofView | None:
    """The last capture of one of these kinds."""
    found = [proof for proof in proofs if proof.kind in kinds and proof.mime.startswith("image/")]
    return found[-1] if found else None


def kept(proof: ProofView) -> str:
    """ "10:11:38, intact"."""
    state = phases.of_integrity(proof.integrity, late=proof.late).word.lower()
    return t("{time}, {state}", time=times.seconds(proof.captured_at), state=state)


def profile(outcome: OutcomeView) -> str:
    """The address of the account's page; "" when nobody knows it."""
    for look in reversed(outcome.looks):
        for proof in look.proofs:
            if web_address(proof.page_url):
                return web_address(proof.page_url)
    form = PROFILES.get(outcome.target.platform)
    if form is None:
        return ""
    return form.format(handle=quote(outcome.target.handle.strip().removeprefix("@"), safe=".-_"))


def web_address(text: str | None) -> str:
    """An address that a browser may be sent to; "" for anything else."""
    cleaned = (text or "").strip()
    if not cleaned or any(letter <= " " for letter in cleaned):
        return ""
    try:
        parts = urlsplit(cleaned)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return cleaned if known and "@" not in parts.netloc else ""
