"""What the practice wall remembers: posts, pictures, and every press that reached it."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from models.posts.content import canonical_text

LIMIT: Final = 2_000
"""Characters (code points) of a post."""
MOST_PICTURES: Final = 4
PICTURE_BYTES: Final = 10_000_000
PICTURES: Final = ("image/png", "image/jpeg", "image/gif", "image/webp")
LATE_SECONDS: Final = 8.0
"""After this time a post of the mood `wall_late` can be seen."""


@dataclass(slots=True, frozen=True)
class Picture:
    """An uploaded picture; `sha256` names its bytes."""

    id: str
    mime: str
    data: bytes
    sha256: str


@dataclass(slots=True, frozen=True)
class WallPost:
    """One post. `at` and `visible_from` are UTC seconds; None: nobody ever sees it."""

    id: str
    handle: str
    text: str
    media: tuple[str, ...]
    at: float
    visible_from: float | None


@dataclass(slots=True)
class WallPosts:
    """Everything since the practice web began or was reset."""

    now: Callable[[], float] = time.time
    posts: list[WallPost] = field(default_factory=list)
    """Oldest first."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    presses: list[str] = field(default_factory=list)
    """For each press the SHA-256 of the canonical text it carried, in order."""

    def press(self, text: str) -> None:
        """A post was asked for, whatever becomes of it."""
        self.presses.append(content_name(text))

    def keep(
        self,
        handle: str,
        text: str,
        media: Sequence[str],
        *,
        late: float = 0.0,
        vanishes: bool = False,
    ) -> WallPost:
        """Put a post on the wall; `late` seconds pass before anybody sees it."""
        at = self.now()
        made = WallPost(
            id=f"{int(at * 1000)}{len(self.posts) % 1000:03d}",
            handle=handle,
            text=text,
            media=tuple(media),
            at=at,
            visible_from=None if vanishes else at + late,
        )
        self.posts.append(made)
        return made

    def add_picture(self, data: bytes, mime: str) -> Picture:
        """Keep the bytes of a picture under a new id."""
        made = Picture(f"m{len(self.pictures) + 1}", mime, data, hashlib.sha256(data).hexdigest())
        self.pictures[made.id] = made
        return made

    def is_visible(self, post: WallPost) -> bool:
        """Whether somebody who looks now sees it."""
        return post.visible_from is not None and post.visible_from <= self.now()

    def visible(self, handle: str | None = None) -> list[WallPost]:
        """What can be seen now, newest first; of one account or of all."""
        return [
            one
            for one in reversed(self.posts)
            if self.is_visible(one) and (handle is None or one.handle == handle)
        ]

    def reset(self) -> None:
        """As if nobody had ever been here; the clock stays."""
        self.posts.clear()
        self.pictures.clear()
        self.presses.clear()

    def truth(self) -> dict[str, Any]:
        """For `GET /practice/wall/truth`: what really happened, whatever anybody was told."""
        contents: dict[str, dict[str, int]] = {}

        def of(name: str) -> dict[str, int]:
            return contents.setdefault(name, {"presses": 0, "posts": 0, "visible": 0})

        for name in self.presses:
            of(name)["presses"] += 1
        for post in self.posts:
            counts = of(content_name(post.text))
            counts["posts"] += 1
            counts["visible"] += self.is_visible(post)
        return {
            "presses": len(self.presses),
            "byContent": contents,
            "posts": [
                {
                    "id": one.id,
                    "handle": one.handle,
                    "text": one.text,
                    "media": [self.pictures[name].sha256 for name in one.media],
                    "at": moment(one.at),
                    "visible": self.is_visible(one),
                }
                for one in self.posts
            ],
        }


def content_name(text: str) -> str:
    """SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical_text(text).encode("utf-8", "surrogatepass")).hexdigest()


def moment(at: float) -> str:
    """UTC seconds as RFC 3339 with milliseconds."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
