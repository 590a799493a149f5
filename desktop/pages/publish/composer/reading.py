"""What the composer reads, as functions for the pool of readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models import pauses
from models.accounts import accounts
from models.accounts.accounts import key_of
from models.accounts.views import AccountView
from models.pauses import PauseView
from models.posts import media as media_store
from models.posts import series, slots
from models.posts.series import SeriesStanding
from models.posts.times import Resolved
from models.posts.views import MediaView, PostView
from models.queries import devices as device_queries
from models.queries import posts as queries
from models.views import DeviceView


@dataclass(frozen=True, slots=True)
class World:
    """Where one may publish."""

    accounts: list[AccountView]
    devices: list[DeviceView]
    pauses: list[PauseView]


@dataclass(frozen=True, slots=True)
class Opened:
    """A post and its files."""

    post: PostView
    files: list[MediaView]


def world(db: Any, now: int) -> World:
    """Every account, every device."""
    return World(accounts.all(db), device_queries.all(db, now=now), pauses.all(db))


def post(db: Any, post_id: str, now: int) -> Opened:
    """Raises NotFound("post", id)."""
    found = queries.get(db, post_id, now=now)
    used = {use.id for use in found.media}
    used |= {use.id for target in found.targets for use in target.media}
    return Opened(found, list(media_store.some(db, sorted(used)).values()))


def standing(db: Any, post: PostView) -> SeriesStanding | None:
    """The series of a post; None for one that comes once."""
    return None if post.series_id is None else series.standing(db, post.series_id, post.at)


def files(db: Any, ids: Sequence[str]) -> list[MediaView]:
    """What these files are."""
    return list(media_store.some(db, ids).values())


def next_slot(db: Any, keys: Sequence[str], zone: str, after: int) -> Resolved | None:
    """The first free slot of the first of these accounts that has any."""
    for account in accounts.all(db):
        if key_of(account.platform, account.handle) in keys and account.slots:
            return slots.next_free(db, account, zone, after)
    return None
