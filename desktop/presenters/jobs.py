"""A job in words: its type, its icon, its second line, what may be done with it."""

from msgspec import structs

from desktop.i18n import mark, percent, t, tn
from desktop.presenters import outcomes, phases, platforms, times
from desktop.presenters.text import isolate, plain
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
PUBLISHING = frozenset({"PUBLISH_POST", "PUBLISH_VARIANT", "SCHEDULE_POST", "VERIFY_POST"})
_PERMITTED = frozenset({"NOT_FOUND", "NOT_PUBLISHED", "REJECTED_BY_SITE", "OUTCOME_UNKNOWN"})
"""Ends of publications that were given a permit: no plain new try follows."""
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
    words = plain(job.title, longest=300)
    if job.type == "VERIFY_POST":
        return t("Look for “{title}”", title=isolate(words))
    return words


def publishes(job: JobView) -> bool:
    """Whether it is about a post: sends one, waits for its time, or looks for one."""
    return job.type in PUBLISHING


def in_doubt(job: JobView) -> bool:
    """Whether nobody knows whether its post went out."""
    if job.type != "PUBLISH_VARIANT":
        return False
    looked = job.error_code == "NOT_FOUND" and job.needs_user_action
    return job.phase in ("unknown", "verifying") or looked


def account(job: JobView) -> str:
    """The account that it publishes to or looks at: "Facebook Page, ammandental"."""
    given = job.input.get("account")
    if not isinstance(given, dict):
        return ""
    platform, handle = str(given.get("platform") or ""), str(given.get("handle") or "")
    name = isolate(platforms.account(None, handle))
    return t("{platform}, {account}", platform=isolate(platforms.name(platform)), account=name)


def platform(job: JobView) -> str:
    """The platform that it publishes to or looks at; "" for any other job."""
    given = job.input.get("account")
    known = given.get("platform") if isinstance(given, dict) else None
    return platforms.name(known) if isinstance(known, str) else ""


def why(job: JobView) -> str:
    """Why a job waits for the operator, in a line."""
    if job.error_code == "NOT_FOUND" and in_doubt(job):
        return t(
            "Two looks did not find it. It is not sent again unless you order it; "
            "there is no hurry."
        )
    if in_doubt(job):
        known = outcomes.cause(job.needs_user_message or "")
        again = t("It will not be sent again.")
        return t("Nobody knows whether it went out: {why}.", why=known) + f" {again}"
    if job.phase == "missed":
        return t("It did not go out, and it never goes out late by itself.")
    return plain(job.needs_user_message or job.message or job.error_message)


def post_id(job: JobView) -> str | None:
    """The post that it is about."""
    found = job.input.get("postId")
    return found if isinstance(found, str) else None


def second_line(job: JobView) -> str:
    """The line under the title: the kind, and how far a bulk is."""
    if job.children_total:
        done = t("{done} of {total} done", done=job.children_done, total=job.children_total)
        return f"{type_word(job)}, {done}"
    if job.status == "FAILED" and job.error_message and not in_doubt(job):
        return f"{type_word(job)}: {plain(job.error_message, longest=200)}"
    where = platform(job)
    return t(", ").join((type_word(job), isolate(where))) if where else type_word(job)


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
    if job.phase in ("running", "needs_user", "failed", "unknown", "verifying"):
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
    """Whether Cancel makes sense; what is in doubt is decided instead."""
    return job.status not in OVER and not job.cancel_requested and not in_doubt(job)


def can_retry(job: JobView) -> bool:
    """Whether Try again makes sense. After a permit only a decision leads to a new attempt."""
    if job.status not in ("FAILED", "CANCELLED") or job.type in ("SCHEDULE_POST", "VERIFY_POST"):
        return False
    return not publishes(job) or job.error_code not in _PERMITTED


def can_duplicate(job: JobView) -> bool:
    """Whether the same job may be made once more; a post is copied as a draft, in Publish."""
    return not publishes(job)


def sentence(job: JobView, now: int) -> str:
    """The job in one sentence, for those who listen instead of looking."""
    parts = [title(job), phases.of_job(job, now).word]
    if job.status == "RUNNING":
        parts.append(percent(job.progress))
    if job.evidence_count:
        parts.append(tn("{n} row", "{n} rows", job.evidence_count))
    parts.append(device(job))
    return ", ".join(part for part in parts if part)
