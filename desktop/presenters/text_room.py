"""How long a text is on an account, how much room is left, and how that is counted."""

from typing import Final

from desktop.i18n import mark, number, t, tn
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import isolate
from desktop.theme.tones import Tone
from models.posts import counting
from models.posts.counting import Count

SHORT_FROM = 10_000
"""Limits from here on are told in thousands."""


def count(draft: Draft, row: Row) -> Count | None:
    """How much of the limit an account's text uses; None where nothing is known."""
    return counting.count(
        row.platform,
        draft.text_for(row.key),
        draft.link_for(row.key),
        media=bool(draft.media_for(row.key)),
    )


def count_words(counted: Count | None, text: str) -> str:
    """ "247 / 280", "168 / 63k"; without a limit how many characters there are."""
    if counted is None:
        return number(len(text))
    limit = number(counted.limit)
    if counted.limit >= SHORT_FROM:
        limit = t("{n}k", n=counted.limit // 1000)
    return isolate(f"{number(counted.used)} / {limit}")


def count_tone(counted: Count | None) -> Tone:
    """Amber when it is nearly too long, red when it is."""
    if counted is None:
        return Tone.NEUTRAL
    if counted.over:
        return Tone.DANGER
    return Tone.WARNING if counted.near else Tone.NEUTRAL


def left_words(counted: Count | None) -> str:
    """ "33 left", "12 over"; nothing while there is much room."""
    if counted is None:
        return ""
    if counted.over:
        return tn("{n} over", "{n} over", -counted.left)
    return tn("{n} left", "{n} left", counted.left)


def percent_of(counted: Count | None) -> int:
    """How full, 0..100."""
    if counted is None or not counted.limit:
        return 0
    return min(100, counted.used * 100 // counted.limit)


HINTS: Final = {
    "weighted": mark("A link counts as 23 characters on X."),
    "mastodon": mark("A link counts as 23 characters here."),
    "threads": mark("An emoji counts as several characters here."),
    "bytes": mark("Counted in bytes: other scripts and emoji use more than one."),
}
"""By the unit that a platform counts in."""


def hint(counted: Count | None, link: str | None, text: str) -> str:
    """What is worth knowing of how this text is counted."""
    if counted is None:
        return ""
    if counted.unit in ("weighted", "mastodon") and not (link or "://" in text):
        return ""
    if counted.unit == "threads" and text.isascii():
        return ""
    return t(HINTS[counted.unit]) if counted.unit in HINTS else ""
