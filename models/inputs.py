"""What a job of each type may be given, checked before anything is stored."""

import itertools
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from models import json_text
from models.errors import InvalidInput
from models.names import checked_text
from models.publishing import inputs as publishing_inputs

MOST_CHILDREN: Final = 2_000
_MOST_OPTIONS: Final = 16_384

_Query = Annotated[str, Meta(max_length=500)]
_Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
_Limit = Annotated[int, Meta(ge=1, le=1000)]
_ConnectorId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]{0,99}$")]


class _Strict(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the inputs."""


class _Single(_Strict):
    """`SEARCH_SINGLE`: one search with any search connector."""

    connector: _ConnectorId
    query: _Query
    location: _Query | None = None
    language: _Language | None = None
    limit: _Limit | None = None
    options: dict[str, Any] | None = None


class _Bulk(_Strict):
    """`SEARCH_BULK`: queries × locations."""

    connector: _ConnectorId
    queries: Annotated[list[_Query], Meta(max_length=MOST_CHILDREN)]
    locations: Annotated[list[_Query], Meta(max_length=MOST_CHILDREN)] | None = None
    language: _Language | None = None
    limit: _Limit | None = None


class _Center(_Strict):
    """A point on the map."""

    lat: Annotated[float, Meta(ge=-90, le=90)]
    lng: Annotated[float, Meta(ge=-180, le=180)]


class _Maps(_Strict):
    """`google_maps` and `google_maps_search`."""

    query: _Query
    location: _Query | None = None
    language: _Language | None = None
    limit: _Limit | None = None
    center: _Center | None = None
    zoom: Annotated[float, Meta(ge=1, le=22)] | None = None


_Publishing = (
    publishing_inputs.SchedulePost | publishing_inputs.PublishPost | publishing_inputs.VerifyPost
)
_Input = _Single | _Bulk | _Maps | _Publishing

_SHAPES: Final[Mapping[str, type[_Input]]] = {
    "SEARCH_SINGLE": _Single,
    "SEARCH_BULK": _Bulk,
    "google_maps": _Maps,
    "google_maps_search": _Maps,
    **publishing_inputs.SHAPES,
}
TYPES: Final = (*_SHAPES, publishing_inputs.PUBLISH_VARIANT)
"""Every type there is. `PUBLISH_VARIANT` is made by the hub: `validate` refuses it."""

PARENT_TYPES: Final = frozenset({"SEARCH_BULK"}) | publishing_inputs.PARENTS

_NEEDS: Final = {
    "google_maps": ("google_maps",),
    "google_maps_search": ("google_maps", "google_search"),
}

_RULES: Final = {
    "connector": "must be the id of a connector, such as google_search",
    "query": "must be a text of at most 500 characters",
    "location": "must be a text of at most 500 characters",
    "language": "must be a language code, such as en or ar",
    "limit": "must be a whole number from 1 to 1000",
    "options": "must be an object",
    "queries": f"must be a list of 1 to {MOST_CHILDREN} texts of at most 500 characters",
    "locations": f"must be a list of at most {MOST_CHILDREN} texts of at most 500 characters",
    "center": 'must be {"lat": …, "lng": …}',
    "lat": "must be a number from -90 to 90",
    "lng": "must be a number from -180 to 180",
    "zoom": "must be a number from 1 to 22",
    **publishing_inputs.RULES,
}


class Validated(msgspec.Struct, frozen=True, kw_only=True):
    """A normalised input with what follows from it."""

    type: str
    input: dict[str, Any]
    title: str
    needs: tuple[str, ...]
    """Connector ids an agent must have, the one that works the job first; empty for a parent, and
    for what publishes: there the platform says it, which the store knows."""
    children: tuple["Validated", ...] = ()
    """The searches of a bulk job: queries × locations, doubles dropped."""


def validate(type: str, input: Mapping[str, Any]) -> Validated:
    """Raises InvalidInput with the path of the field ("type", "input.limit", "input.queries")."""
    if type == publishing_inputs.PUBLISH_VARIANT:
        raise InvalidInput("type", "is made by the hub itself; order PUBLISH_POST with the post")
    shape = _SHAPES.get(type)
    if shape is None:
        raise InvalidInput("type", f"must be one of {', '.join(_SHAPES)}")
    checked = _checked(shape, input)
    if isinstance(checked, _Publishing):
        kept = publishing_inputs.check(checked)
        return Validated(type=type, input=kept, title=type, needs=())
    if isinstance(checked, _Bulk):
        return _bulk(checked)
    return _search(type, msgspec.to_builtins(checked))


def _search(type: str, input: dict[str, Any]) -> Validated:
    _refuse_unstorable(input.get("options"))
    query = _words(input["query"], "input.query")
    if not query:
        raise InvalidInput("input.query", "must not be empty")
    location = _words(input.pop("location", ""), "input.location")
    return Validated(
        type=type,
        input=input | {"query": query} | ({"location": location} if location else {}),
        title=f"{query}, {location}" if location else query,
        needs=_NEEDS.get(type) or (input["connector"],),
    )


def _bulk(bulk: _Bulk) -> Validated:
    queries = _distinct(bulk.queries, "input.queries")
    locations = _distinct(bulk.locations or [], "input.locations")
    if not queries:
        raise InvalidInput("input.queries", "must hold at least one text that is not empty")
    total = len(queries) * max(1, len(locations))
    if total > MOST_CHILDREN:
        raise InvalidInput(
            "input.queries", f"make {total} searches with the locations; {MOST_CHILDREN} at most"
        )
    common = msgspec.to_builtins(bulk)
    del common["queries"]
    common.pop("locations", None)
    children = (
        _search("SEARCH_SINGLE", common | {"query": query} | location)
        for query, location in itertools.product(
            queries, [{"location": place} for place in locations] or [{}]
        )
    )
    places = {"locations": locations} if locations else {}
    return Validated(
        type="SEARCH_BULK",
        input=common | {"queries": queries} | places,
        title=", ".join(_summary(part) for part in (queries, locations) if part),
        needs=(),
        children=tuple(children),
    )


def _summary(texts: list[str]) -> str:
    """The first, and how many more."""
    return texts[0] if len(texts) == 1 else f"{texts[0]} (+{len(texts) - 1})"


def _refuse_unstorable(options: dict[str, Any] | None) -> None:
    """What the recipe is told must have a JSON form of decent size."""
    try:
        if len(json_text.dump(options)) > _MOST_OPTIONS:
            raise InvalidInput("input.options", f"must have at most {_MOST_OPTIONS} characters")
    except (UnicodeEncodeError, RecursionError, TypeError) as error:
        raise InvalidInput("input.options", f"must be storable as JSON ({error})") from None


def _words(text: str, field: str) -> str:
    """The text with single spaces."""
    return " ".join(checked_text(text, field=field).split())


def _distinct(texts: list[str], field: str) -> list[str]:
    """Without empty ones and doubles (compared without case), in order."""
    found: dict[str, str] = {}
    for index, text in enumerate(texts):
        cleaned = _words(text, f"{field}[{index}]")
        if cleaned:
            found.setdefault(cleaned.casefold(), cleaned)
    return list(found.values())


def _checked(shape: type[_Input], input: Mapping[str, Any]) -> _Input:
    try:
        return msgspec.convert(input, shape)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None


_PATH: Final = re.compile(r" - at `\$\.?(.*)`$")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING: Final = re.compile(r"Object missing required field `(.*?)`")


def _refusal(text: str) -> InvalidInput:
    """msgspec's words as a field and a rule."""
    at = _PATH.search(text)
    path = ["input", *([at[1]] if at and at[1] else [])]
    said: tuple[re.Pattern[str], Callable[[str], str]]
    for said in (
        (_UNKNOWN, lambda name: "is not known for this type"),
        (_MISSING, lambda name: f"is required; it {_RULES[name]}"),
    ):
        if found := said[0].search(text):
            return InvalidInput(".".join([*path, found[1]]), said[1](found[1]))
    field = re.sub(r"\[.*", "", path[-1].rpartition(".")[2])
    return InvalidInput(".".join(path), _RULES.get(field, "must be an object"))
