"""What a publication says, in one canonical form, and the digest that names it (protocol 5)."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

_SPACES: Final = " \t\u00a0"
"""What counts as a space at the end of a line; editors make U+00A0 of some."""


def canonical_text(text: str) -> str:
    """NFC, line ends LF, spaces at line ends and blank lines at the end removed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip(_SPACES) for line in text.split("\n")).rstrip("\n")


def content_digest(text: str, link: str | None, media: Iterable[str]) -> str:
    """SHA-256 (hex) of `text` NUL `link` NUL the media SHA-256s joined by commas."""
    said = "\0".join([canonical_text(text), link or "", ",".join(media)])
    return hashlib.sha256(said.encode()).hexdigest()


def publication_key(digest: str, account_key: str, slot: str) -> str:
    """What may be published once: this content on this account in this slot."""
    return hashlib.sha256("\0".join([digest, account_key, slot]).encode()).hexdigest()
