"""A finding made ready for the store: canonical snippet, hash, the facts that tables show."""

import hashlib
from typing import Any, Final

import msgspec

from models import json_text
from models.arabic import normalise
from models.errors import InvalidInput

CONFIDENCES: Final = frozenset({"high", "medium", "low"})
_LONGEST_FACT: Final = 2_000
_LONGEST_SEARCH: Final = 8_000
_BIGGEST: Final = 2**53


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as reported; `index` is its place in the batch."""

    index: int
    type: str
    title: str
    source: str
    snippet: dict[str, Any] | str
    """An object, or its JSON text."""
    confidence: str
    url: str | None = None
    key: str | None = None
    collected_at: int | None = None


class Prepared(msgspec.Struct, frozen=True, gc=False):
    """What is stored of a finding; the facts and texts are in the order of the columns."""

    hash: bytes
    snippet: str
    size_bytes: int
    facts: tuple[str | int | float | None, ...]
    """phone, website, address, category, rating, reviews, latitude, longitude"""
    search_text: str


def prepare(finding: Finding) -> Prepared:
    """Raises InvalidInput for what cannot be stored: lone surrogates, NUL, unknown confidence."""
    if finding.confidence not in CONFIDENCES:
        raise InvalidInput("confidence", "must be high, medium or low")
    value = _value(finding.snippet)
    try:
        snippet = json_text.dump(value)
        named = "\0".join(
            (finding.source, finding.type, finding.key)
            if finding.key
            else (finding.source, finding.type, finding.title, finding.url or "", snippet)
        ).encode()
        texts = f"{finding.title}\n{finding.url or ''}".encode()
    except (UnicodeEncodeError, RecursionError):
        raise InvalidInput("snippet", "holds half a character or is nested too deep") from None
    if b"\0" in texts or named.count(b"\0") != (2 if finding.key else 4):
        raise InvalidInput("title", "this finding holds a NUL character")
    fields: dict[str, Any] = value if isinstance(value, dict) else {}
    return Prepared(
        hashlib.sha256(named).digest(),
        snippet,
        len(snippet.encode()),
        _facts(fields),
        _search_text(finding, value),
    )


def _value(snippet: dict[str, Any] | str) -> Any:
    """The snippet's value; a text that is no JSON is a value of its own."""
    if not isinstance(snippet, str):
        return snippet
    try:
        return json_text.load(snippet)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return snippet


def _facts(fields: dict[str, Any]) -> tuple[str | int | float | None, ...]:
    get = fields.get
    rating = _number(get("rating"))
    reviews = _number(get("reviews"))
    return (
        _text(get("phone")),
        _text(get("website")),
        _text(get("address")),
        _text(get("category")),
        rating,
        None if reviews is None else int(reviews),
        _number(get("latitude", get("lat"))),
        _number(get("longitude", get("lng"))),
    )


def _text(value: Any) -> str | None:
    """A fact that is shown as text; lists and objects are none."""
    if type(value) is str:
        return value[:_LONGEST_FACT] or None
    if type(value) is int or type(value) is float:
        return str(value) if abs(value) < _BIGGEST else None
    return None


def _number(value: Any) -> float | None:
    """A finite number, also from a text such as "4.8"."""
    kind = type(value)
    if kind is str:
        try:
            value = float(value)
        except ValueError:
            return None
    elif kind is not float and kind is not int:
        return None
    # NaN is in no interval.
    return value if -_BIGGEST < value < _BIGGEST else None


def _search_text(finding: Finding, value: Any) -> str:
    """Title, address and all texts of the snippet, folded."""
    texts = [finding.title]
    if finding.url:
        texts.append(finding.url)
    _collect(value, texts)
    return normalise("\n".join(texts)[:_LONGEST_SEARCH])


def _collect(value: Any, texts: list[str]) -> None:
    if type(value) is str:
        texts.append(value)
    elif type(value) is dict:
        for inner in value.values():
            if type(inner) is str:
                texts.append(inner)
            elif inner is not None:
                _collect(inner, texts)
    elif type(value) is list:
        for inner in value:
            _collect(inner, texts)
    elif type(value) is int:
        texts.append(str(value) if abs(value) < _BIGGEST else "")
