"""A new job while it is written: its kinds, its draft, the request it becomes, what is wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.i18n import language, mark, t, tn
from desktop.presenters import search_lines, times
from desktop.presenters.text import plain
from hub.services.jobs import NewJobRequest
from models.errors import InvalidInput
from models.inputs import MOST_CHILDREN
from models.views import ConnectorView, JobView

DEFAULT_LIMIT = "120"
DAYS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class JobKind:
    """What may be chosen at the left of the dialog."""

    key: str
    type: str
    connector: str
    words: str
    hint: str
    icon: str
    needs: tuple[str, ...]
    """Connectors that a device must have."""
    many: bool = True
    """Whether it works on many searches or places under one job."""


def kinds(connectors: Iterable[ConnectorView]) -> list[JobKind]:
    """The shipped kinds, then every other search connector that is installed."""
    shipped = [
        JobKind(
            "google_maps", "google_maps", "google_maps", t("Maps list"),
            t("phone, rating, address"), "map-pin", ("google_maps",),
        ),
        JobKind(
            "google_maps_search", "google_maps_search", "google_maps", t("Maps, then web"),
            t("also looks for what is missing"), "layers", ("google_maps", "google_search"),
            many=False,
        ),
        JobKind(
            "google_search", "SEARCH_SINGLE", "google_search", t("Search page"),
            t("titles, links, snippets"), "search", ("google_search",),
        ),
    ]  # fmt: skip
    known = {kind.connector for kind in shipped}
    own = [c for c in connectors if c.kind == "search" and c.id not in known]
    return shipped + [
        JobKind(
            connector.id, "SEARCH_SINGLE", connector.id, connector_name(connector),
            plain(connector.hosts[0], longest=60) if connector.hosts else "", "globe",
            (connector.id,),
        )
        for connector in own
    ]  # fmt: skip


def connector_name(connector: ConnectorView) -> str:
    """Its name in the language of the window."""
    names = connector.name
    return plain(names.get(language()) or names.get("en") or connector.id, longest=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The dialog as it stands; nothing in it is checked."""

    kind: JobKind
    many: bool = False
    query: str = ""
    places: tuple[str, ...] = ()
    lines: str = ""
    place_lines: str = ""
    language: str | None = None
    limit: str = DEFAULT_LIMIT
    device_id: str | None = None
    workspace_id: str | None = None
    later: bool = False
    day: int = 0
    """Days from today."""
    time: str = ""

    def queries(self) -> list[str]:
        """What is looked for."""
        if self.many:
            return search_lines.taken(search_lines.read(self.lines))
        return [self.query] if self.query.strip() else []

    def locations(self) -> list[str]:
        """Where."""
        if self.many:
            return search_lines.taken(search_lines.read(self.place_lines))
        return list(self.places)

    def pairs(self) -> list[tuple[str, str]]:
        """Every search as (query, place), in the order in which they are made."""
        places = self.locations() or [""]
        return [(query, place) for query in self.queries() for place in places]


def request(draft: Draft, now: int) -> NewJobRequest:
    """What the hub is asked for. Raises InvalidInput for what only the dialog can know."""
    kind, queries, places = draft.kind, draft.queries(), draft.locations()
    common: dict[str, Any] = {"limit": _limit(draft.limit)}
    if draft.language:
        common["language"] = draft.language
    if draft.many or len(places) > 1:
        if not kind.many:
            raise InvalidInput("input.location", "may be one place only")
        type = "SEARCH_BULK"
        input: dict[str, Any] = {"connector": kind.connector, "queries": queries, **common}
        if places:
            input["locations"] = places
    else:
        type = kind.type
        input = {"query": draft.query, **common}
        if places:
            input["location"] = places[0]
        if kind.type == "SEARCH_SINGLE":
            input["connector"] = kind.connector
    return NewJobRequest(
        type=type,
        input=input,
        workspace_id=draft.workspace_id,
        device_id=draft.device_id,
        run_after=starts_at(draft, now) if draft.later else None,
    )


def _limit(text: str) -> int:
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > 9:
        raise InvalidInput("input.limit", "must be a whole number")
    return int(digits)


_CLOCK = re.compile(r"^\s*(\d{1,2})[:.٫](\d{2})\s*$")


def starts_at(draft: Draft, now: int) -> int:
    """The moment of "At a time". Raises InvalidInput("runAfter")."""
    found = _CLOCK.match(draft.time)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InvalidInput("runAfter", "must be a time")
    day = times.local(now).date() + timedelta(days=draft.day)
    moment = datetime(day.year, day.month, day.day, int(found[1]), int(found[2])).astimezone()
    at = int(moment.timestamp() * 1000)
    if at <= now:
        raise InvalidInput("runAfter.past", "has passed")
    return at


def next_full_hour(now: int) -> tuple[int, str]:
    """A first proposal for "At a time": (days from today, time)."""
    later = times.local(now) + timedelta(hours=1)
    days = (later.date() - times.local(now).date()).days
    return days, f"{later:%H}:00"


def day_choices(now: int) -> list[tuple[str, object]]:
    """Today, tomorrow, and the days after by their names."""
    noon = times.start_of_day(now) + times.DAY // 2
    named = [times.long_day(noon + days * times.DAY) for days in range(2, DAYS_AHEAD)]
    words = [t("Today"), t("Tomorrow"), *named]
    return [(word, days) for days, word in enumerate(words)]


def languages() -> list[tuple[str, object]]:
    """The languages of a site that the shipped connectors can read."""
    return [
        (t("As in Settings"), None),
        (t("English"), "en"),
        (t("Arabic"), "ar"),
        (t("French"), "fr"),
        (t("German"), "de"),
        (t("Spanish"), "es"),
        (t("Portuguese"), "pt"),
    ]


RULES = {
    "query": mark("Write what to look for, with at most 500 characters."),
    "lines": mark("Write at least one search, each with at most 500 characters."),
    "places": mark("Write each place with at most 500 characters."),
    "language": mark("Choose another language."),
    "limit": mark("Write a whole number from 1 to 1000."),
    "device": mark("This device is not paired any more. Choose another one."),
    "workspace": mark("This workspace is not there any more. Choose another one."),
    "when": mark("Write a time such as 14:30."),
}
"""What to do, by the field of the dialog."""

_FIELDS = {
    "input.language": "language",
    "input.limit": "limit",
    "input.location": "places",
    "input.locations": "places",
    "deviceId": "device",
    "workspaceId": "workspace",
    "runAfter": "when",
    "runAfter.past": "when",
}


def field_of(error: InvalidInput, draft: Draft) -> str:
    """The field of the dialog that an error speaks of; "" when it is none of them."""
    path = error.field.partition("[")[0]
    if path in ("input.query", "input.queries"):
        return "lines" if draft.many else "query"
    return _FIELDS.get(path, "")


def wrong(error: InvalidInput, draft: Draft) -> str:
    """What is wrong and what to do, in the language of the window."""
    if error.field == "runAfter.past":
        return t("This time has passed.")
    if error.field == "input.location" and not draft.kind.many and len(draft.locations()) > 1:
        return t("One place only. For several, choose Maps list or Search page.")
    if len(draft.pairs()) > MOST_CHILDREN:
        return t(
            "These make {n} searches; {most} at most.", n=len(draft.pairs()), most=MOST_CHILDREN
        )
    field = field_of(error, draft)
    if not field:
        return plain(error.message)
    index = re.search(r"\[(\d+)\]", error.field)
    if index and draft.many and field in ("lines", "places"):
        text = draft.lines if field == "lines" else draft.place_lines
        lines = [line for line in search_lines.read(text) if line.taken]
        number = lines[int(index[1])].number if int(index[1]) < len(lines) else 0
        return t("Line {n}: {rule}", n=number, rule=t(RULES[field]))
    return t(RULES[field])


def start_words(draft: Draft) -> str:
    """The filled button."""
    count = len(draft.pairs())
    if draft.later:
        if count < 2:
            return t("Schedule the search")
        return tn("Schedule {n} search", "Schedule {n} searches", count)
    return tn("Start {n} search", "Start {n} searches", count) if count > 1 else t("Start")


def last_draft(job: JobView, known: list[JobKind]) -> Draft | None:
    """The draft that the last search leaves behind: all but what was looked for."""
    connector = job.input.get("connector")
    for kind in known:
        if job.type == kind.type and connector in (None, kind.connector):
            break
        if job.type == "SEARCH_BULK" and kind.many and connector == kind.connector:
            break
    else:
        return None
    places = job.input.get("locations") or [job.input.get("location")]
    return Draft(
        kind=kind,
        places=tuple(place for place in places if isinstance(place, str) and place),
        language=job.input.get("language"),
        limit=str(job.input.get("limit") or DEFAULT_LIMIT),
    )
