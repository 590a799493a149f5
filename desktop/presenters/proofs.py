"""A proof in words: its title, its file, its clocks, and what may be claimed of it."""

import unicodedata
from dataclasses import dataclass

from desktop.i18n import digits, mark, number, t, tn
from desktop.presenters import phases, times
from desktop.presenters.phases import State
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.media import MAGIC
from models.queries.proofs import ProofFilter, ProofTotals
from models.views import ProofView

KINDS = {
    "results": mark("Results"),
    "page": mark("Page"),
    "failure": mark("Failure"),
    "captcha": mark("Captcha"),
    "needs_user": mark("Needs you"),
    "log": mark("Log"),
    "before": mark("Before"),
    "after": mark("After"),
    "permalink": mark("Permalink"),
    "look": mark("Profile"),
}
FORMS = {
    "image/png": ("PNG", ".png"),
    "image/jpeg": ("JPEG", ".jpg"),
    "image/webp": ("WebP", ".webp"),
    "text/html": (mark("Web page"), ".html"),
    "multipart/related": (mark("Web page archive"), ".mhtml"),
    "text/plain": (mark("Text"), ".txt"),
    "application/json": (mark("JSON"), ".json"),
}
INTEGRITY = ("intact", "changed", "missing")
MINUTE = 60_000
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a file, and how loudly."""

    title: str
    text: str
    tone: Tone
    icon: str


def is_picture(proof: ProofView) -> bool:
    """Whether the file is of a form that is shown; pages are kept and never rendered."""
    return proof.mime in MAGIC


def can_be_redacted(proof: ProofView) -> bool:
    """Only an original picture whose file is as it was captured."""
    whole = proof.integrity not in ("changed", "missing")
    return is_picture(proof) and proof.parent_id is None and whole


def drawing(proof: ProofView) -> str:
    """The icon of a file that is not shown."""
    return "file-code" if proof.mime in ("text/html", "multipart/related") else "file-text"


def kind(code: str) -> str:
    """The word for what was captured."""
    return t(KINDS[code]) if code in KINDS else plain(code, longest=60)


def title(proof: ProofView) -> str:
    """What the capture shows."""
    words = plain(proof.title, longest=200) or kind(proof.kind)
    return t("{title}, redacted copy", title=words) if proof.parent_id is not None else words


def second_line(proof: ProofView, now: int) -> str:
    """When and by whom: "10:16, Laptop Mona - Firefox"."""
    device = plain(proof.device_name, longest=120)
    time = times.wall(proof.captured_at)
    return f"{time}, {isolate(device)}" if device else time


def state(proof: ProofView, *, checking: bool = False) -> State:
    """The integrity of the file, as far as it is known."""
    if proof.parent_id is not None and proof.integrity == "intact" and not checking:
        return State(t("Redacted copy"), Tone.NEUTRAL, "pencil")
    return phases.of_integrity("checking" if checking else proof.integrity, late=proof.late)


def sentence(proof: ProofView, now: int) -> str:
    """The proof in one sentence, for those who listen instead of looking."""
    parts = (
        title(proof),
        state(proof).word,
        times.clock(proof.captured_at, now),
        plain(proof.device_name, longest=120),
        plain(proof.job_title, longest=120),
    )
    return ", ".join(part for part in parts if part)


def day(at: int, now: int) -> str:
    """The heading of a day."""
    today = times.start_of_day(now)
    if at >= today:
        return t("Today")
    if at >= times.start_of_day(today - 1):
        return t("Yesterday")
    words = times.long_day(at)
    return words if times.local(at).year == times.local(now).year else f"{words} {times.year(at)}"


def form(proof: ProofView) -> str:
    """The form of the file in a word."""
    known = FORMS.get(proof.mime)
    return t(known[0]) if known else plain(proof.mime, longest=60)


def file(proof: ProofView) -> str:
    """Form, measures and size: "PNG, 1280 × 800, 212 KB"."""
    parts = [form(proof)]
    if is_picture(proof) and proof.width and proof.height:
        parts.append(isolate(digits(f"{proof.width} × {proof.height}")))
    parts.append(size(proof.size_bytes))
    return ", ".join(parts)


def apart(proof: ProofView) -> str:
    """How far the two clocks stood apart: "118 ms apart"."""
    if proof.clock_skew_ms is None:
        return ""
    length = abs(proof.clock_skew_ms)
    if length < 10 * times.SECOND:
        return t("{n} ms apart", n=length)
    return t("{time} apart", time=times.span(length))


def hub_clock(proof: ProofView) -> str:
    """When it came, and how far from the device's clock."""
    if proof.received_at is None:
        return ""
    received, captured = proof.received_at, proof.captured_at
    is_same_day = times.local(received).date() == times.local(captured).date()
    shown = times.precise(received) if is_same_day else times.exact(received)
    return ", ".join(part for part in (shown, apart(proof)) if part)


def page(proof: ProofView) -> str:
    """The address of the page, without what every address begins with."""
    return plain(proof.page_url).removeprefix("https://")


CLAIMS = {
    "intact": Claim(
        mark("Unaltered since capture"),
        mark("File and digest agree."),
        Tone.SUCCESS,
        "shield-check",
    ),
    "late": Claim(
        mark("Unaltered since capture"),
        mark("It arrived after the run had lost its job. The file is as it was captured."),
        Tone.SUCCESS,
        "shield-check",
    ),
    "changed": Claim(
        mark("Changed since capture"),
        mark("The file differs from what was captured. It proves nothing any more."),
        Tone.DANGER,
        "shield-alert",
    ),
    "missing": Claim(
        mark("The file is missing"),
        mark("It is not in the data folder. Put it back from a backup, then check again."),
        Tone.DANGER,
        "shield-x",
    ),
    "copy": Claim(
        mark("Redacted copy"),
        mark("Parts were blacked out at this desk. The original is kept beside it."),
        Tone.NEUTRAL,
        "pencil",
    ),
    "unchecked": Claim(
        mark("Not checked yet"),
        mark("Nothing is known of the file yet."),
        Tone.WARNING,
        "shield-question-mark",
    ),
}


def claim(proof: ProofView, now: int, *, checking: bool = False) -> Claim:
    """What may be said of the file: integrity since capture, never more."""
    if checking:
        return Claim(t("Checking the file"), "", Tone.INFO, "loader-circle")
    key = "late" if proof.late and proof.integrity == "intact" else proof.integrity
    if proof.parent_id is not None and proof.integrity == "intact":
        key = "copy"
    known = CLAIMS.get(key, CLAIMS["unchecked"])
    words = t(known.text)
    if proof.checked_at is not None and key != "unchecked":
        checked = t("Checked {time}.", time=times.clock(proof.checked_at, now))
        words = f"{words} {checked}"
    return Claim(t(known.title), words, known.tone, known.icon)


def totals(found: ProofTotals) -> str:
    """The quiet fact of the page: "2 318, 3.1 GB"."""
    return f"{number(found.files)}, {size(found.size_bytes)}" if found.files else ""


def place(index: int, count: int) -> str:
    """Which of a run's captures this is: "2 of 3"."""
    return t("{n} of {count}", n=index + 1, count=count)


def file_name(proof: ProofView) -> str:
    """A name for a copy that every file system takes: "Results page 1 2026-11-23 10.16.04.png"."""
    at = times.local(proof.captured_at)
    suffix = FORMS.get(proof.mime, ("", ".bin"))[1]
    kept = (letter if _is_harmless(letter) else " " for letter in proof.title or proof.kind)
    words = " ".join("".join(kept).split())[:LONGEST_NAME].strip(" .") or "proof"
    return f"{words} {at:%Y-%m-%d %H.%M.%S}{suffix}"


def _is_harmless(letter: str) -> bool:
    """Letters, marks of writing, digits and a few signs; nothing that a path could mean."""
    return unicodedata.category(letter)[0] in "LN" or letter in "-_,()" or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def filters_on(filter: ProofFilter) -> int:
    """How many filters narrow the gallery, the text not counted."""
    return len(filter.kinds) + len(filter.integrity) + (filter.job_id is not None)


def narrowed(filter: ProofFilter) -> bool:
    """Whether text or filters may leave proofs out."""
    return bool((filter.text or "").strip()) or filters_on(filter) > 0


def nothing_matches(filter: ProofFilter, total: int) -> tuple[str, str]:
    """Title and text where text and filters leave nothing."""
    words = plain(filter.text, longest=60).strip()
    title = t("Nothing matches “{words}”", words=isolate(words)) if words else t("Nothing matches")
    on = filters_on(filter)
    parts = [tn("{n} filter is on.", "{n} filters are on.", on)] if on else []
    parts.append(tn("Looked through {n} proof.", "Looked through {n} proofs.", total))
    return title, " ".join(parts)
