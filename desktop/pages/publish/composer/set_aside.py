"""What was written and is not used at the moment: kept as long as its draft is open, and there
again when it is wanted."""

from typing import Any

from desktop.presenters import variants
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.variants import Part
from models.posts.changes import NewTarget


class SetAside:
    """Own texts, links and files of accounts that share those of all, and whole accounts that
    were left out."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, Part], Any] = {}
        self._targets: dict[str, NewTarget] = {}

    def has(self, key: str, part: Part) -> bool:
        """Whether an account has something to take up again."""
        return (key, part) in self._parts

    def share(self, draft: Draft, row: Row, part: Part) -> Draft:
        """The account uses what all use; what it had is set aside."""
        had = variants.own(draft, row.key, part)
        if had is not None:
            self._parts[row.key, part] = had
        return variants.with_own(draft, row, part, None)

    def take_up(self, draft: Draft, row: Row, part: Part) -> Draft:
        """The account has its own again: what it had, or what all have to begin with."""
        shared = {
            Part.TEXT: draft.text,
            Part.LINK: draft.link or "",
            Part.FILES: list(draft.media),
        }
        had = self._parts.pop((row.key, part), shared[part])
        return variants.with_own(draft, row, part, had)

    def leave_out(self, draft: Draft, row: Row) -> Draft:
        """The post does not go to the account."""
        target = draft.target(row.key)
        if target is not None:
            self._targets[row.key] = target
        return draft.without_target(row.key)

    def choose(self, draft: Draft, row: Row) -> Draft:
        """The post goes to the account, with what it had if it was left out before."""
        if draft.target(row.key) is not None:
            return draft
        new = NewTarget(platform=row.platform, handle=row.handle)
        return draft.with_target(self._targets.pop(row.key, new))

    def left_out(self, key: str) -> NewTarget | None:
        """What an account had that was left out."""
        return self._targets.get(key)

    def keep(self, key: str, target: NewTarget) -> None:
        """Set this aside for an account that was left out."""
        self._targets[key] = target
