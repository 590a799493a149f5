"""Which files can be proofs, and whether a file is what it claims to be."""

from typing import Final

from models.errors import RuleRefused

MAGIC: Final = {
    "image/png": (b"\x89PNG\r\n\x1a\n", b""),
    "image/jpeg": (b"\xff\xd8\xff", b""),
    "image/webp": (b"RIFF", b"WEBP"),
}
"""How an image file begins, and what stands four bytes after that."""

OPAQUE: Final = frozenset({"text/html", "multipart/related", "text/plain", "application/json"})
"""Kept and hashed, never rendered; they have no mark of their own to check."""

HEAD_BYTES: Final = 16
"""How much of a file `refuse_disguised` needs to see."""


def refuse_unsupported(mime: str) -> None:
    """Raises RuleRefused("UNSUPPORTED_MEDIA")."""
    if mime not in MAGIC and mime not in OPAQUE:
        allowed = ", ".join([*MAGIC, *sorted(OPAQUE)])
        raise RuleRefused("UNSUPPORTED_MEDIA", f"{mime} is no kind of proof; it can be {allowed}.")


def refuse_disguised(mime: str, head: bytes) -> None:
    """An image must begin as its kind does. Raises RuleRefused("UNSUPPORTED_MEDIA")."""
    if mime not in MAGIC:
        return
    begin, later = MAGIC[mime]
    at = len(begin) + 4
    if not head.startswith(begin) or head[at : at + len(later)] != later:
        raise RuleRefused("UNSUPPORTED_MEDIA", f"The file says {mime}, but does not begin as one.")
