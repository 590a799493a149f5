"""A finding in words: its kind, its place, what its snippet says, and how a search is counted."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from desktop.i18n import decimal, mark, number, t, tn
from desktop.presenters import phases, times
from desktop.presenters.cells import Cell, Hits, PlainCell
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from hub.exports.safe_text import escape
from models import arabic
from models.queries.evidence import EvidenceFilter
from models.views import EvidenceView

KINDS = {"place": (mark("Place"), "map-pin"), "web_result": (mark("Search result"), "search")}
SOURCES = {"google_maps": mark("Maps list"), "google_search": mark("Search page")}
HAS = {"phone": mark("Phone"), "website": mark("Web site")}
LONGEST_TITLE = 300


def icon(view: EvidenceView) -> str:
    """The drawing of what was found."""
    return KINDS.get(view.type, ("", "file-text"))[1]


def kind(view: EvidenceView) -> str:
    """What it is: the site's own category, else what the search looked for."""
    if view.category:
        return plain(view.category, longest=120)
    known = KINDS.get(view.type)
    return t(known[0]) if known else plain(view.type, longest=60)


def host(url: str | None) -> str:
    """The host of an address as the network knows it (no look-alike letters)."""
    if not url:
        return ""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        return plain(name if name.isascii() else name.encode("idna").decode(), longest=120)
    except ValueError:
        return ""


def place(view: EvidenceView) -> str:
    """Where it is: the address, else the host of its site."""
    return plain(view.address, longest=200) or host(view.website) or host(view.url)


def phone(view: EvidenceView) -> str:
    """The telephone number as it was found."""
    return plain(view.phone, longest=60)


def source(code: str, names: Mapping[str, str]) -> str:
    """Where it was read: the connector's name."""
    if code in SOURCES:
        return t(SOURCES[code])
    return plain(names.get(code) or code, longest=60)


def rating(view: EvidenceView) -> PlainCell:
    """The stars and, quietly, how many people gave them."""
    if view.rating is None:
        return PlainCell("")
    after = f"({number(view.reviews)})" if view.reviews is not None else ""
    return PlainCell(decimal(view.rating), Tone.TEXT, icon="star", after=after)


def seen(view: EvidenceView) -> int:
    """When the hub took it."""
    return view.received_at


def title(view: EvidenceView, words: list[str], *, new: bool) -> PlainCell:
    """The title with the search's hits, and whether it came while one looked."""
    shown = plain(view.title, longest=LONGEST_TITLE)
    hits: Hits = tuple((a, b - a) for a, b in arabic.spans(shown, words)) if words else ()
    return PlainCell(
        shown, Tone.TEXT, strong=True, icon=icon(view), hits=hits, badge=t("new") if new else ""
    )


def sentence(view: EvidenceView, names: Mapping[str, str], now: int) -> str:
    """The finding in one sentence, for those who listen instead of looking."""
    word, _ = phases.confidence(view.confidence)
    parts = [plain(view.title, longest=LONGEST_TITLE), kind(view), place(view), phone(view)]
    if view.rating is not None:
        parts.append(t("rating {rating}", rating=decimal(view.rating)))
    parts += [
        t("confidence {word}", word=word),
        source(view.source, names),
        times.clock(seen(view), now),
    ]
    return ", ".join(part for part in parts if part)


def counted(found: int, total: int, *, narrowed: bool) -> tuple[str, str]:
    """The figure and what stands behind it: ("8 106", "of 1 204 386 rows")."""
    if not narrowed:
        return number(found), tn("row", "rows", found)
    return number(found), tn("of {n} row", "of {n} rows", total)


def took(seconds: float) -> str:
    """How long a search took: "0.04 s"."""
    hundredths = max(1, math.ceil(seconds * 100))
    return t("{seconds} s", seconds=decimal(hundredths / 100, 2))


def filters_on(filter: EvidenceFilter) -> int:
    """How many filters narrow the table, the search not counted."""
    chosen = (filter.sources, filter.categories, filter.confidences, filter.has)
    return sum(len(values) for values in chosen) + (filter.job_id is not None)


def narrowed(filter: EvidenceFilter) -> bool:
    """Whether a search or a filter may leave rows out."""
    return bool((filter.text or "").strip()) or filters_on(filter) > 0


def filter_words(count: int) -> str:
    """ "2 filters on"."""
    return tn("{n} filter on", "{n} filters on", count) if count else t("No filter on")


def nothing_matches(filter: EvidenceFilter, total: int) -> tuple[str, str]:
    """Title and text where a search or filters leave nothing."""
    text = plain(filter.text, longest=60).strip()
    title = t("Nothing matches “{words}”", words=isolate(text)) if text else t("Nothing matches")
    on = filters_on(filter)
    parts = [tn("{n} filter is on.", "{n} filters are on.", on)] if on else []
    parts.append(tn("Looked through {n} row.", "Looked through {n} rows.", total))
    return title, " ".join(parts)


def news(count: int, *, more: bool) -> str:
    """The button that shows what came meanwhile."""
    if more:
        return t("More than {n} new rows", n=count)
    return tn("{n} new row", "{n} new rows", count)


def snippet_fields(view: EvidenceView) -> list[tuple[str, str]]:
    """All that the snippet holds, as pairs of name and value, plain and in its own order."""
    try:
        found = json.loads(view.snippet)
    except ValueError:
        return [(t("Text"), plain(view.snippet, lines=True))]
    if not isinstance(found, dict):
        return [(t("Text"), _value(found))]
    return [(field_name(str(name)), _value(value)) for name, value in found.items()]


FIELDS = {
    "phone": mark("Phone"),
    "website": mark("Web site"),
    "address": mark("Address"),
    "category": mark("Kind"),
    "rating": mark("Rating"),
    "reviews": mark("Reviews"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    "lat": mark("Latitude"),
    "lng": mark("Longitude"),
    "hours": mark("Hours"),
    "description": mark("Description"),
    "plusCode": mark("Plus code"),
    "displayedUrl": mark("Shown address"),
    "placeId": mark("Place id"),
    "featureId": mark("Feature id"),
    "knowledgeId": mark("Knowledge id"),
    "sponsored": mark("Sponsored"),
    "email": mark("Email"),
}


def field_name(name: str) -> str:
    """The word for a field of a snippet, or its own name."""
    return t(FIELDS[name]) if name in FIELDS else plain(name, longest=60)


def _value(value: object) -> str:
    if isinstance(value, str):
        return plain(value, lines=True)
    if isinstance(value, bool) or value is None:
        return {True: t("yes"), False: t("no"), None: "-"}[value]
    if isinstance(value, float):
        return f"{round(value, 6):.10g}" if abs(value) < 1e6 and value == value else str(value)
    return plain(json.dumps(value, ensure_ascii=False), lines=True)


_NUMBER = re.compile(r"\+[\d\s().-]+")
"""A telephone number: begins like a formula, but no spreadsheet can read one in it."""


def table(rows: Iterable[Iterable[Cell]]) -> str:
    """Cells as lines for the clipboard, safe to be put into a spreadsheet."""
    return "\n".join("\t".join(_pasted(cell) for cell in cells) for cells in rows)


def _pasted(cell: Cell) -> str:
    words = cell.text
    if isinstance(cell, PlainCell) and cell.after:
        words = f"{words} {cell.after}"
    return words if _NUMBER.fullmatch(words) else escape(words)


def copied(view: EvidenceView) -> str:
    """The finding as lines of name and value, for the clipboard."""
    pairs = [(t("Title"), plain(view.title)), (t("Link"), plain(view.url))]
    pairs += [pair for pair in snippet_fields(view) if pair not in pairs]
    return "\n".join(f"{name}\t{value}" for name, value in pairs if value)
