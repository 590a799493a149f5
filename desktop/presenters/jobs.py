"""A job in words: its type, its icon, its second line, what may be done with it."""

from msgspec import structs

from desktop.i18n import mark, percent, t, tn
from desktop.presenters import phases, times
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from models.views import JobView

TYPES = {
    "google_maps": (mark("Maps list"), "map-pin"),
    "google_maps_search": (mark("Maps, then web"), "map-pin"),
    "SEARCH_SINGLE": (mark("Search page"), "search"),
    "SEARCH_BULK": (mark("Bulk search"), "layers"),
    "PUBLISH_POST": (mark("Publish"), "send"),
    "PUBLISH_VARIANT": (mark("Publish"), "send"),
    "SCHEDULE_POST": (mark("Schedule"), "calendar-clock"),
    "VERIFY_POST": (mark("Verify"), "scan-eye"),
}
CONNECTORS_WITH_MAPS = frozenset({"google_maps"})
OVER = frozenset({"COMPLETED", "FAILED", "CANCELLED"})


def _kind(job: JobView) -> str:
    """The type that a single search with a maps connector amounts to."""
    connector = job.input.get("connector")
    if job.type == "SEARCH_SINGLE" and connector in CONNECTORS_WITH_MAPS:
        return str(connector)
    return job.type


def type_word(job: JobView) -> str:
    """What kind of work this is: "Maps list"."""
    known = TYPES.get(_kind(job))
    return t(known[0]) if known else plain(job.type)


def icon(job: JobView) -> str:
    """The icon of the kind of work."""
    known = TYPES.get(_kind(job))
    return known[1] if known else "circle-dashed"


def title(job: JobView) -> str:
    """The title as it may be shown."""
    return plain(job.title, longest=300)


def second_line(job: JobView) -> str:
    """The line under the title: the kind, and how far a bulk is."""
    if job.children_total:
        done = t("{done} of {total} done", done=job.children_done, total=job.children_total)
        return f"{type_word(job)}, {done}"
    if job.status == "FAILED" and job.error_message:
        return f"{type_word(job)}: {plain(job.error_message, longest=200)}"
    return type_word(job)


def device(job: JobView) -> str:
    """The device column: who has it, or why nobody has."""
    if job.assigned_agent_name:
        return plain(job.assigned_agent_name, longest=120)
    if job.children_total or job.status in OVER:
        return ""
    return t("No device yet")


def updated(job: JobView, now: int) -> str:
    """The last column: a length of time while the job lives, a moment when it is over."""
    if job.status in OVER:
        return times.clock(job.completed_at or job.updated_at, now)
    return times.ago(job.updated_at, now)


def bar_tone(job: JobView) -> Tone:
    """The tone of the progress bar."""
    if job.phase in ("running", "needs_user", "failed"):
        return phases.PHASES[job.phase].tone
    return Tone.NEUTRAL


def took(job: JobView) -> str:
    """How long a finished job took: "took 3 min"."""
    if job.started_at is None or job.completed_at is None:
        return ""
    return t("took {time}", time=times.span(job.completed_at - job.started_at))


def progress_words(job: JobView) -> str:
    """What is being done, for the line beside a bar: "reading Maadi, 128 rows"."""
    said = plain(job.message, longest=200)
    if said:
        return said
    if job.evidence_count:
        return tn("{n} row", "{n} rows", job.evidence_count)
    return ""


def only_moved_on(before: JobView, after: JobView) -> bool:
    """Whether a job only got further: everything else that is told of it is as it was."""
    steps = {name: getattr(after, name) for name in ("progress", "message", "updated_at")}
    return structs.replace(before, checkpoint=after.checkpoint, **steps) == after


def can_cancel(job: JobView) -> bool:
    """Whether Cancel makes sense."""
    return job.status not in OVER and not job.cancel_requested


def can_retry(job: JobView) -> bool:
    """Whether Try again makes sense."""
    return job.status in ("FAILED", "CANCELLED")


def sentence(job: JobView, now: int) -> str:
    """The job in one sentence, for those who listen instead of looking."""
    parts = [title(job), phases.of_job(job, now).word]
    if job.status == "RUNNING":
        parts.append(percent(job.progress))
    if job.evidence_count:
        parts.append(tn("{n} row", "{n} rows", job.evidence_count))
    parts.append(device(job))
    return ", ".join(part for part in parts if part)
