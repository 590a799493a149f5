"""The form of a post for one account: what it shares with the others and what is its own.

An account that is None stands for what all accounts share.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import structs

from desktop.i18n import t, tn
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from models.posts import limits as text_limits
from models.posts.changes import NewTarget
from models.posts.views import MediaUse


class Part(StrEnum):
    """What an account can have of its own; named as the field of a target."""

    TEXT = "text"
    LINK = "link"
    FILES = "media"


def own(draft: Draft, key: str, part: Part) -> Any:
    """What an account has of its own; None when it shares that with the others."""
    target = draft.target(key)
    return None if target is None else getattr(target, part)


def with_own(draft: Draft, row: Row, part: Part, value: Any) -> Draft:
    """The account says this for itself; None = what all say. An account that was not chosen is
    chosen by that."""
    if value is None and draft.target(row.key) is None:
        return draft
    return draft.with_target(structs.replace(_target(draft, row), **{part: value}))


def with_text(draft: Draft, row: Row | None, text: str) -> Draft:
    """Another text."""
    if row is None:
        return structs.replace(draft, text=text)
    return with_own(draft, row, Part.TEXT, text)


def with_link(draft: Draft, row: Row | None, link: str) -> Draft:
    """Another link; the empty text: none."""
    if row is None:
        return structs.replace(draft, link=link or None)
    return with_own(draft, row, Part.LINK, link if link or draft.link else None)


def with_files(draft: Draft, row: Row | None, files: Sequence[MediaUse]) -> Draft:
    """Other files."""
    if row is None:
        return structs.replace(draft, media=list(files))
    return with_own(draft, row, Part.FILES, list(files))


def with_comment(draft: Draft, row: Row, text: str) -> Draft:
    """Another first comment, on an account that was chosen."""
    target = draft.target(row.key)
    if target is None:
        return draft
    return draft.with_target(structs.replace(target, first_comment=text if text.strip() else None))


def files_of(draft: Draft, row: Row | None) -> list[MediaUse]:
    """The files that count there."""
    return draft.media if row is None else draft.media_for(row.key)


def link_of(draft: Draft, row: Row | None) -> str | None:
    """The link that counts there."""
    return draft.link if row is None else draft.link_for(row.key)


def all_files(draft: Draft) -> list[MediaUse]:
    """Every file that is used anywhere in the post."""
    return [*draft.media, *(use for target in draft.targets for use in target.media or ())]


def has_first_comment(platform: str) -> bool:
    """Whether a comment of one's own below the post is usual there."""
    known = text_limits.platform(platform)
    return known is not None and known.first_comment


def note(draft: Draft, row: Row, mimes: Mapping[str, str]) -> str:
    """What is to be known of an account at a glance: "text shortened", "2 photos", "same text";
    `mimes` of files by their id."""
    target = draft.target(row.key)
    if target is None:
        return ""
    facts = []
    if target.text is not None:
        shorter = len(target.text) < len(draft.text)
        facts.append(t("text shortened") if shorter else t("own text"))
    if target.media is not None:
        facts.append(_files(target.media, mimes) or t("no files"))
    elif target.text is None:
        facts.append(_files(draft.media, mimes) or t("same text"))
    return " · ".join(facts)


def _files(uses: Iterable[MediaUse], mimes: Mapping[str, str]) -> str:
    kinds = [mimes.get(use.id, "") for use in uses]
    count = len(kinds)
    if not count:
        return ""
    if all(kind.startswith("image/") for kind in kinds):
        return tn("{n} photo", "{n} photos", count)
    if all(kind.startswith("video/") for kind in kinds):
        return tn("{n} film", "{n} films", count)
    return tn("{n} file", "{n} files", count)


def _target(draft: Draft, row: Row) -> NewTarget:
    return draft.target(row.key) or NewTarget(platform=row.platform, handle=row.handle)
