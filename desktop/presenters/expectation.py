"""What to expect of a new job: only from own past runs of the same kind, never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from desktop.i18n import number, t, tn
from desktop.presenters import times
from desktop.presenters.new_job import Draft, JobKind
from desktop.presenters.text import isolate, plain
from models.views import JobView

DAYS = 30
ENOUGH_FOR_QUARTILES = 4
MOST_SEEN = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """Figures for the whole job."""

    rows: int
    runs: int
    """From how many past runs."""
    shortest: int
    longest: int
    """Milliseconds on one device."""
    proofs: int


class Past:
    """The finished searches of the last days, by kind and by what they looked for."""

    def __init__(self, jobs: Iterable[JobView]) -> None:
        self._jobs = [job for job in jobs if job.started_at and job.completed_at]
        self._by_search: dict[tuple[str, str, str], JobView] = {}
        for job in sorted(self._jobs, key=lambda job: job.completed_at or 0):
            self._by_search[_key(_worker(job), *_search(job))] = job

    def like(self, kind: JobKind) -> list[JobView]:
        """Those that were worked by the same connectors."""
        return [job for job in self._jobs if _worker(job) == _worker_of(kind)]

    def seen(self, kind: JobKind, query: str, place: str) -> JobView | None:
        """The last time that just this was searched."""
        return self._by_search.get(_key(_worker_of(kind), query, place))


def _worker(job: JobView) -> str:
    return str(job.input.get("connector") or job.type)


def _worker_of(kind: JobKind) -> str:
    return kind.type if kind.type == "google_maps_search" else kind.connector


def _search(job: JobView) -> tuple[str, str]:
    return str(job.input.get("query") or ""), str(job.input.get("location") or "")


def _key(worker: str, query: str, place: str) -> tuple[str, str, str]:
    return worker, " ".join(query.split()).casefold(), " ".join(place.split()).casefold()


def expect(past: Past, draft: Draft) -> Expected | None:
    """The figures for a draft; None when no run was like it."""
    like, searches = past.like(draft.kind), max(1, len(draft.pairs()))
    if not like:
        return None
    most = int(draft.limit) if draft.limit.strip().isdecimal() else 0
    rows = [job.evidence_count for job in like]
    each = min(median(rows), most) if most else median(rows)
    spans = sorted((job.completed_at or 0) - (job.started_at or 0) for job in like)
    short, long = spans[0], spans[-1]
    if len(spans) >= ENOUGH_FOR_QUARTILES:
        quarters = quantiles(spans, n=4)
        short, long = int(quarters[0]), int(quarters[2])
    return Expected(
        rows=rounded(each * searches),
        runs=len(like),
        shortest=short * searches,
        longest=long * searches,
        proofs=rounded(median(job.proof_count for job in like) * searches),
    )


def rounded(value: float) -> int:
    """As exact as an expectation may sound: two leading digits."""
    whole = round(value)
    step = 10 ** max(0, len(str(whole)) - 2)
    return round(whole / step) * step


def source_words(expected: Expected) -> str:
    """Where the figures come from."""
    return tn(
        "from {n} run like it in the last 30 days",
        "from {n} runs like it in the last 30 days",
        expected.runs,
    )


def time_words(expected: Expected) -> str:
    """How long it takes."""
    short, long = times.span(expected.shortest), times.span(expected.longest)
    if short == long:
        return t("{time} on one device", time=short)
    return t("{short} to {long} on one device", short=short, long=long)


def foot_words(expected: Expected) -> str:
    """All in one line, for the dialog of many searches."""
    rows = t("about {n} rows", n=number(expected.rows))
    return t("{rows}, {time}", rows=rows, time=time_words(expected))


def seen_words(job: JobView, now: int) -> str:
    """The last time, for the list of many searches: "ran 09:48, 214 rows"."""
    rows = tn("{n} row", "{n} rows", job.evidence_count)
    return t("ran {time}, {rows}", time=times.clock(job.completed_at or 0, now), rows=rows)


def seen_sentence(job: JobView, now: int) -> str:
    """The last time, in a sentence."""
    return t(
        "“{title}” ran {time} and found {rows}.",
        title=isolate(plain(job.title, longest=80)),
        time=times.clock(job.completed_at or 0, now),
        rows=tn("{n} row", "{n} rows", job.evidence_count),
    )
