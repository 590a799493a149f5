"""Whether a post that a site shows is the one that was to be published."""

import re
import unicodedata
from collections.abc import Iterable

from hub.agent.wall_site import Shown
from models.clock import parse_rfc3339
from models.posts.content import canonical_text

SLACK_MS = 60_000
"""So far the site's clock and the hub's may be apart."""

_LINK = re.compile(r"https?://\S+")


def body(text: str, link: str | None) -> str:
    """What is typed: the text, and the link below it unless the text has it."""
    return text if not link or link in text else f"{text}\n\n{link}".lstrip("\n")


def find(items: Iterable[Shown], text: str, media_count: int, after: int | None) -> Shown | None:
    """The newest that shows this text and was not there before `after` (UTC milliseconds)."""
    for one in items:
        if after is not None and parse_rfc3339(one.at) < after - SLACK_MS:
            continue
        if same(one.text, text) and (one.pictures > 0) == (media_count > 0):
            return one
    return None


def same(seen: str, wanted: str) -> bool:
    """Whether two texts say the same, whatever a site made of blanks and links."""
    bare = _folded(wanted)
    # Of a post that is nothing but a link nothing is left to compare.
    return _folded(seen) == bare if bare else canonical_text(seen) == canonical_text(wanted)


def _folded(text: str) -> str:
    """Without links, which sites shorten, and with single blanks."""
    return " ".join(_LINK.sub(" ", unicodedata.normalize("NFC", text)).split())
