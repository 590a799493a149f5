"""What a post must be: the form of its fields, and what it needs before it can be sent."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from models.errors import InvalidInput
from models.names import checked_name, checked_text
from models.posts import limits as text_limits
from models.posts import media as media_store
from models.posts.changes import LATE_POLICIES
from models.posts.counting import too_long
from models.posts.views import MediaUse, PostView
from models.publishing.inputs import LONGEST_GRACE_MINUTES
from models.rows import Database

LONGEST_TEXT: Final = 100_000
LONGEST_LINK: Final = 2_000
LONGEST_ALT: Final = 2_000
MOST_MEDIA: Final = 20
MOST_TARGETS: Final = 50
_TITLE: Final = 60


def checked_body(text: str, *, field: str = "text") -> str:
    """Raises InvalidInput(field)."""
    if len(checked_text(text, field=field)) > LONGEST_TEXT:
        raise InvalidInput(field, f"must have at most {LONGEST_TEXT} characters")
    return text


def checked_title(title: str | None, text: str) -> str:
    """The title, or the first words of the text; never empty. Raises InvalidInput("title")."""
    if title is not None and title.strip():
        return checked_name(title, field="title")
    words = " ".join(text.split())
    if len(words) > _TITLE:
        head = words[: _TITLE + 1].rpartition(" ")[0] or words[:_TITLE]
        words = f"{head.rstrip(' ,;:.–-')}…"
    return words or "…"


def checked_link(link: str | None, *, field: str = "link") -> str | None:
    """None for none. Raises InvalidInput(field)."""
    if link is None or not checked_text(link, field=field).strip():
        return None
    link = link.strip()
    try:
        parts = urlsplit(link)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(link) > LONGEST_LINK or any(c.isspace() or c < " " for c in link):
        raise InvalidInput(
            field,
            f"must be an address such as https://example.com, {LONGEST_LINK} characters at most",
        )
    return link


def checked_media(
    db: Database, uses: Sequence[MediaUse], *, field: str = "media"
) -> list[MediaUse]:
    """Files that are there, each once. Raises InvalidInput(field)."""
    if len(uses) > MOST_MEDIA:
        raise InvalidInput(field, f"must hold at most {MOST_MEDIA} files")
    known = media_store.some(db, [use.id for use in uses])
    seen: set[str] = set()
    for index, use in enumerate(uses):
        at = f"{field}[{index}]"
        if use.id not in known:
            raise InvalidInput(at, "names no file that was added")
        if use.id in seen:
            raise InvalidInput(at, "is there twice")
        if len(checked_text(use.alt, field=f"{at}.alt")) > LONGEST_ALT:
            raise InvalidInput(f"{at}.alt", f"must have at most {LONGEST_ALT} characters")
        seen.add(use.id)
    return list(uses)


def checked_lateness(late_policy: str, grace_minutes: int) -> None:
    """Raises InvalidInput("latePolicy") or ("graceMinutes")."""
    if late_policy not in LATE_POLICIES:
        raise InvalidInput("latePolicy", f"must be one of {', '.join(LATE_POLICIES)}")
    if not 0 <= grace_minutes <= LONGEST_GRACE_MINUTES:
        raise InvalidInput(
            "graceMinutes", f"must be a whole number from 0 to {LONGEST_GRACE_MINUTES}"
        )


def ready(db: Database, post: PostView, variant_ids: Sequence[str] | None = None) -> None:
    """A post that is to be sent says something, and its platforms take it.

    Raises InvalidInput("targets", "text", "targets[i].text", "targets[i].media").
    """
    if not post.targets:
        raise InvalidInput("targets", "must name at least one account")
    for index, target in enumerate(post.targets):
        if variant_ids is not None and target.variant_id not in variant_ids:
            continue
        own = f"targets[{index}]."
        if not target.text.strip() and not target.link and not target.media:
            raise InvalidInput(f"{own}text" if target.own_text else "text", "must not be empty")
        files = media_store.some(db, [use.id for use in target.media])
        mimes = [files[use.id].mime for use in target.media]
        text_limits.check_media(target.platform, mimes, field=f"{own}media")
        counted = too_long(target.platform, target.text, target.link, media=bool(mimes))
        if counted is not None:
            raise InvalidInput(
                f"{own}text",
                f"has {counted.used} of {counted.limit} that {target.platform} counts",
            )
