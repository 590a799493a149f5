"""What an account has of its own in a post, in a few words."""

from desktop.i18n import t, tn
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from models import text_limits


def note(draft: Draft, row: Row) -> str:
    """Whether an account has its own text, and how many files go with it."""
    target = draft.target(row.key)
    if target is None:
        return ""
    if target.text is not None:
        return t("own text")
    files = len(draft.media_for(row.key))
    return tn("{n} file", "{n} files", files) if files else t("same text")


def has_first_comment(platform: str) -> bool:
    """Whether a comment of one's own below the post is usual there."""
    known = text_limits.platform(platform)
    return known is not None and known.first_comment
