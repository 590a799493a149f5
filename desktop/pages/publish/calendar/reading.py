"""What the Calendar tab reads, as functions for the pool of readers."""

from dataclasses import dataclass
from typing import Any

from models.accounts import accounts
from models.accounts.views import AccountView
from models.posts.views import PostView
from models.queries import posts as queries


@dataclass(frozen=True, slots=True)
class Shown:
    """A post and the moment at which it stands on the calendar."""

    post: PostView
    at: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """One reading."""

    shown: list[Shown]
    unscheduled: list[PostView]
    accounts: list[AccountView]


def read(
    db: Any, since: int, until: int, workspace_id: str | None, account_id: str | None, now: int
) -> Calendar:
    """Posts between two moments, those without a time, and the accounts one may filter by."""
    found = queries.calendar(db, since, until, workspace_id, account_id, now=now)
    waiting = queries.unscheduled(db, workspace_id, now=now)
    if account_id is not None:
        waiting = [p for p in waiting if any(t.account_id == account_id for t in p.targets)]
    return Calendar(
        shown=[Shown(post, shown_at(post)) for post in found],
        unscheduled=waiting,
        accounts=accounts.all(db, workspace_id),
    )


def shown_at(post: PostView) -> int:
    """Where a post stands: its time, else when it went out first, else when it was made."""
    if post.at is not None:
        return post.at
    out = [t.published_at for t in post.targets if t.published_at is not None]
    return min(out) if out else post.created_at
