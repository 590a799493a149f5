"""Posts a line away: connectors that publish, a new post with its accounts, wall times to come."""

from typing import Any

from models import connectors
from models.database import Database
from models.posts import media as media_store
from models.posts import posts
from models.posts.changes import NewPost, NewTarget, PostDone
from models.posts.media import NewMedia
from models.posts.times import wall_of
from models.posts.views import MediaView, PostView
from tests.support.stores import NOW, OPERATOR, recipe

ZONE = "Asia/Amman"
HOUR = 3_600_000
DAY = 24 * HOUR
PRACTICE = NewTarget(platform="practice", handle="@ammandental")
X = NewTarget(platform="x", handle="ammandental")


def with_platforms(db: Database, *platforms: str) -> None:
    """Connectors that publish there."""
    for name in platforms or ("practice", "x", "bluesky", "instagram"):
        connectors.install(db, recipe(f"{name}_post", platform=name, kind="publish"), now=NOW)


def wall(ms_from_now: int = HOUR, zone: str = ZONE) -> str:
    """A wall time so far from now, to the minute."""
    return wall_of(NOW + ms_from_now, zone)


def made(db: Database, text: str = "Meet Dr. Lina", **facts: Any) -> PostDone:
    """A new post for the practice wall, a draft unless a time is said."""
    known: dict[str, Any] = {"targets": [PRACTICE]}
    return posts.create(db, NewPost(text=text, **known | facts), actor=OPERATOR, now=NOW)


def a_draft(db: Database, text: str = "Meet Dr. Lina", **facts: Any) -> PostView:
    """A post without a time."""
    return made(db, text, **facts).post


def a_scheduled(db: Database, text: str = "Meet Dr. Lina", **facts: Any) -> PostView:
    """A post for an hour from now."""
    return made(db, text, **{"wall": wall(), "zone": ZONE} | facts).post


def a_file(db: Database, name: str = "smile.png", **facts: Any) -> MediaView:
    """The row of a picture."""
    known: dict[str, Any] = {"mime": "image/png", "sha256": "ab" * 32, "size_bytes": 10}
    return media_store.add(db, NewMedia(name=name, **known | facts), actor=OPERATOR, now=NOW)
