"""The vocabulary of states: each phase, run end and integrity with its word, tone and icon."""

from dataclasses import dataclass

from desktop.i18n import mark, t, tc
from desktop.presenters import times
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from models.views import JobView, RunView


@dataclass(frozen=True, slots=True)
class State:
    """A state as a chip shows it."""

    word: str
    tone: Tone
    icon: str

    @property
    def dashed(self) -> bool:
        """Only an unknown outcome has the dashed outline."""
        return self.tone is Tone.UNKNOWN

    @property
    def outlined(self) -> bool:
        """A state that is over and of no weight: an outline and no fill."""
        return self.tone is Tone.MUTED


PHASES = {
    "queued": State(mark("Queued"), Tone.NEUTRAL, "circle-dashed"),
    "scheduled": State(mark("Scheduled {time}"), Tone.NEUTRAL, "calendar-clock"),
    "waiting": State(mark("Waiting for a device"), Tone.NEUTRAL, "hourglass"),
    "running": State(mark("Running"), Tone.ACCENT, "loader-circle"),
    "retrying": State(mark("Retrying at {time}"), Tone.INFO, "rotate-cw"),
    "paused": State(mark("Paused"), Tone.NEUTRAL, "circle-pause"),
    "held": State(mark("Held"), Tone.WARNING, "lock"),
    "needs_user": State(mark("Needs you: {reason}"), Tone.WARNING, "hand"),
    "unknown": State(mark("Outcome unknown"), Tone.UNKNOWN, "circle-question-mark"),
    "verifying": State(mark("Verifying"), Tone.INFO, "scan-eye"),
    "completed": State(mark("Completed"), Tone.SUCCESS, "circle-check"),
    "published": State(mark("Published"), Tone.SUCCESS, "circle-check"),
    "failed": State(mark("Failed"), Tone.DANGER, "circle-x"),
    "missed": State(mark("Missed"), Tone.DANGER, "clock-alert"),
    "cancelled": State(mark("Cancelled"), Tone.MUTED, "ban"),
}

NOT_FOUND_TWICE = State(mark("Not found twice"), Tone.UNKNOWN, "circle-question-mark")
"""Looked for twice in vain: the operator decides."""

PUBLISHING = State(mark("Publishing {n} of {m}"), Tone.ACCENT, "loader-circle")

REASONS = {
    "captcha": mark("captcha"),
    "consent": mark("consent"),
    "login": mark("log in"),
    "blocked": mark("blocked"),
    "wrong_account": mark("wrong account"),
    "confirm": mark("confirm"),
    "other": mark("other"),
}

RUN_STATES = {
    "running": PHASES["running"],
    "completed": PHASES["completed"],
    "failed": PHASES["failed"],
    "lost": State(mark("Lease lost"), Tone.DANGER, "circle-x"),
    "not_found": State(mark("Not found"), Tone.DANGER, "circle-x"),
    "cancelled": PHASES["cancelled"],
}

INTEGRITY = {
    "intact": State(mark("Intact"), Tone.SUCCESS, "shield-check"),
    "checking": State(mark("Checking"), Tone.INFO, "loader-circle"),
    "late": State(mark("Arrived late"), Tone.INFO, "clock-alert"),
    "changed": State(mark("Changed"), Tone.DANGER, "shield-alert"),
    "missing": State(mark("File missing"), Tone.DANGER, "shield-x"),
    "unsigned": State(mark("Not signed"), Tone.WARNING, "shield-question-mark"),
}

CONFIDENCE = {"high": (mark("High"), 3), "medium": (mark("Medium"), 2), "low": (mark("Low"), 1)}
"""Word and number of bars."""


def reason(code: str | None) -> str:
    """The word for why a job needs the operator."""
    return t(REASONS.get(code or "other", REASONS["other"]))


def of_job(job: JobView, now: int) -> State:
    """The chip of a job, its slots filled."""
    known = PHASES.get(job.phase)
    if known is None:
        return State(plain(job.phase), Tone.NEUTRAL, "circle-dashed")
    if job.error_code == "NOT_FOUND" and job.needs_user_action:
        return State(t(NOT_FOUND_TWICE.word), NOT_FOUND_TWICE.tone, NOT_FOUND_TWICE.icon)
    if job.type == "PUBLISH_POST" and job.phase == "running" and job.children_total > 1:
        words = t(PUBLISHING.word, n=job.children_done, m=job.children_total)
        return State(words, PUBLISHING.tone, PUBLISHING.icon)
    time = times.clock(job.run_after, now) if job.run_after else ""
    words = t(known.word, time=time, reason=reason(job.needs_user_reason)).strip()
    return State(words, known.tone, known.icon)


def of_run(run: RunView, *, needs_user: bool = False) -> State:
    """The chip of a run; one that waits for the operator says so."""
    if needs_user and run.state == "running":
        return State(tc("run", "Needs you"), Tone.WARNING, "hand")
    known = RUN_STATES.get(run.state, RUN_STATES["lost"])
    return State(t(known.word), known.tone, known.icon)


def of_integrity(integrity: str, *, late: bool = False) -> State:
    """The chip of a proof file: what is wrong with it comes before how it came."""
    if integrity == "unchecked":
        integrity = "checking"
    known = INTEGRITY["late" if late and integrity == "intact" else integrity]
    return State(t(known.word), known.tone, known.icon)


def confidence(level: str) -> tuple[str, int]:
    """Word and bars (of three) of a confidence."""
    word, bars = CONFIDENCE.get(level, CONFIDENCE["low"])
    return t(word), bars
