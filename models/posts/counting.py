"""How long a text is as each platform counts it. Sources and dates: `resources/platforms.json`.

weighted    X: code points weigh one or two, a link 23, an emoji two, by twitter-text version 3
graphemes   what a reader sees as one character
mastodon    graphemes; a link 23, of `@name@host` only `@name`
threads     code points; an emoji as many as its UTF-8 has bytes
utf16       UTF-16 units, JavaScript's `length`
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
import regex

from models.posts.content import canonical_text
from models.posts.limits import platform as platform_of

NEAR: Final = 0.85
"""From this part of the limit on a text is nearly too long."""

_LINK: Final = 23
_LONE: Final = re.compile("[\ud800-\udfff]")
_GRAPHEME: Final = regex.compile(r"\X")
_EMOJI: Final = regex.compile(
    r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}|\u20E3|\p{Emoji_Modifier}"
)
_MENTION: Final = regex.compile(r"(?<![\w/])@(\w+)@[a-z0-9.-]+[a-z0-9]", regex.IGNORECASE)


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a limit a text uses."""

    used: int
    limit: int
    left: int
    """Negative when there is too much."""
    unit: str
    """As above; `bytes` where a second limit, of UTF-8 bytes, is the tighter one."""
    over: bool
    near: bool
    """Not over, but nearly."""


def body(text: str, link: str | None) -> str:
    """What is typed: the text, and behind a blank line the link, unless the text has it."""
    # Half a character may stand in a field while somebody types; it counts as one.
    text = canonical_text(_LONE.sub("\ufffd", text))
    if not link or link in text:
        return text
    return f"{text}\n\n{link}" if text else link


def count(platform: str, text: str, link: str | None, *, media: bool = False) -> Count | None:
    """None for a platform that nothing is known about."""
    known = platform_of(platform)
    if known is None:
        return None
    typed = body(text, link)
    limit, _ = known.limits(media=media)
    counted = _counted(measure(known.unit, typed), limit, known.unit)
    if known.bytes is None:
        return counted
    in_bytes = _counted(len(typed.encode()), known.bytes, "bytes")
    tighter = in_bytes.used * counted.limit > counted.used * in_bytes.limit
    return in_bytes if tighter else counted


def too_long(platform: str, text: str, link: str | None, *, media: bool) -> Count | None:
    """The count when no account of this platform may write so much, else None."""
    known, counted = platform_of(platform), count(platform, text, link, media=media)
    if known is None or counted is None or not counted.over:
        return None
    _, most = known.limits(media=media)
    if counted.unit != "bytes" and (most is None or counted.used <= most):
        return None
    return counted


def measure(unit: str, text: str) -> int:
    """The length of a text in a unit."""
    return _MEASURES[unit](text)


def graphemes(text: str) -> int:
    """What a reader sees as characters."""
    return len(_GRAPHEME.findall(text))


def _weighted(text: str) -> int:
    from twitter_text import parse_tweet  # a second of regular expressions: only when needed

    return int(parse_tweet(text).weightedLength) if text else 0


def _mastodon(text: str) -> int:
    """Only links with their protocol are links there."""
    short: list[str] = []
    end = 0
    for link in _links(text):
        start, stop = link["indices"]
        if link["url"].lower().startswith(("http://", "https://")):
            short += [text[end:start], "x" * _LINK]
            end = stop
    return graphemes(_MENTION.sub(r"@\1", "".join([*short, text[end:]])))


def _links(text: str) -> list[dict[str, Any]]:
    from twitter_text import extract_urls_with_indices

    found: list[dict[str, Any]] = extract_urls_with_indices(text)
    return found


def _threads(text: str) -> int:
    clusters = _GRAPHEME.findall(text)
    return sum(len(c.encode()) if _EMOJI.search(c) else len(c) for c in clusters)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_MEASURES: Final[Mapping[str, Callable[[str], int]]] = {
    "weighted": _weighted,
    "graphemes": graphemes,
    "mastodon": _mastodon,
    "threads": _threads,
    "utf16": _utf16,
}


def _counted(used: int, limit: int, unit: str) -> Count:
    return Count(
        used=used,
        limit=limit,
        left=limit - used,
        unit=unit,
        over=used > limit,
        near=limit * NEAR <= used <= limit,
    )
