"""Which files can be proofs or stand in posts, and whether a file is what it claims to be."""

from typing import Final

from models.errors import RuleRefused

MAGIC: Final = {
    "image/png": (b"\x89PNG\r\n\x1a\n", b""),
    "image/jpeg": (b"\xff\xd8\xff", b""),
    "image/webp": (b"RIFF", b"WEBP"),
}
"""How an image file begins, and what stands four bytes after that."""

POSTABLE: Final = MAGIC | {
    "image/gif": (b"GIF8", b""),
    "video/mp4": (b"", b"ftyp"),
}
"""The same of files that posts carry."""

OPAQUE: Final = frozenset({"text/html", "multipart/related", "text/plain", "application/json"})
"""Kept and hashed, never rendered; they have no mark of their own to check."""

HEAD_BYTES: Final = 16
"""How much of a file `refuse_disguised` needs to see."""


def refuse_unsupported(mime: str) -> None:
    """Raises RuleRefused("UNSUPPORTED_MEDIA")."""
    if mime not in MAGIC and mime not in OPAQUE:
        allowed = ", ".join([*MAGIC, *sorted(OPAQUE)])
        raise RuleRefused("UNSUPPORTED_MEDIA", f"{mime} is no kind of proof; it can be {allowed}.")


def refuse_unpostable(mime: str) -> None:
    """Raises RuleRefused("UNSUPPORTED_MEDIA")."""
    if mime not in POSTABLE:
        allowed = ", ".join(POSTABLE)
        raise RuleRefused("UNSUPPORTED_MEDIA", f"{mime} cannot be posted; a file is {allowed}.")


def postable_mime(head: bytes) -> str | None:
    """What a file of a post is, by how it begins; None for anything else."""
    for mime in POSTABLE:
        if _begins_as(mime, head):
            return mime
    return None


def refuse_disguised(mime: str, head: bytes) -> None:
    """A picture or film must begin as its kind does. Raises RuleRefused("UNSUPPORTED_MEDIA")."""
    if mime in POSTABLE and not _begins_as(mime, head):
        raise RuleRefused("UNSUPPORTED_MEDIA", f"The file says {mime}, but does not begin as one.")


def _begins_as(mime: str, head: bytes) -> bool:
    begin, later = POSTABLE[mime]
    at = len(begin) + 4
    return head.startswith(begin) and head[at : at + len(later)] == later
