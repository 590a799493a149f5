"""Platforms and their accounts in words: "Facebook Page", "@ammandental"."""

import unicodedata

from desktop.i18n import mark, t
from desktop.presenters.text import plain

NAMES = {
    "x": "X",
    "facebook": mark("Facebook Page"),
    "linkedin": "LinkedIn",
    "instagram": "Instagram",
    "threads": "Threads",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "telegram": "Telegram",
    "practice": mark("Practice wall"),
}


def name(platform: str) -> str:
    """The platform as people call it."""
    known = NAMES.get(platform)
    return t(known) if known else plain(platform, longest=40)


def account(display_name: str | None, handle: str) -> str:
    """An account as it is shown: its name, else its handle. Not isolated."""
    return plain(display_name or handle, longest=120).strip() or plain(handle, longest=120)


def same_name(typed: str, wanted: str) -> bool:
    """Whether an account name was typed: without case and outer spaces, in one form (NFC)."""
    return bool(typed.strip()) and _folded(typed) == _folded(wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())
