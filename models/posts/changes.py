"""What goes into and comes out of the state changes of posts."""

import msgspec
from msgspec import UNSET, UnsetType

from models.posts.views import MediaUse, PostView
from models.views import JobView

LATE_POLICIES = ("publish", "ask", "skip")
DEFAULT_GRACE_MINUTES = 20


class NewTarget(msgspec.Struct, frozen=True, kw_only=True):
    """An account to publish to; what is None is the post's own."""

    platform: str
    handle: str
    text: str | None = None
    link: str | None = None
    """The empty text: no link here, whatever the post has."""
    media: list[MediaUse] | None = None
    first_comment: str | None = None


class NewPost(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody writes. Without `wall` (or `at`) and `zone` it is a draft."""

    text: str
    title: str | None = None
    """None = the first words of the text."""
    link: str | None = None
    media: list[MediaUse] = msgspec.field(default_factory=list)
    targets: list[NewTarget] = msgspec.field(default_factory=list)
    wall: str | None = None
    zone: str | None = None
    at: int | None = None
    """The very moment, instead of a wall time."""
    late_policy: str = "publish"
    grace_minutes: int = DEFAULT_GRACE_MINUTES
    workspace_id: str | None = None
    """None = the default one."""
    rule: str | None = None
    """It comes again by this rule (`models.posts.times`), `wall` being the first date."""
    allow_duplicate: bool = False
    """The operator was told of the same content nearby, and means it."""


class PostChange(msgspec.Struct, frozen=True, kw_only=True):
    """What of a post is to be another; the rest stays."""

    title: str | UnsetType | None = UNSET
    text: str | UnsetType = UNSET
    link: str | UnsetType | None = UNSET
    media: list[MediaUse] | UnsetType = UNSET
    targets: list[NewTarget] | UnsetType = UNSET
    """All of them: an account that is not named any more is taken out."""
    late_policy: str | UnsetType = UNSET
    grace_minutes: int | UnsetType = UNSET
    allow_duplicate: bool = False


class PostDone(msgspec.Struct, frozen=True, kw_only=True):
    """What a change did: the post now, the other posts and the jobs that it touched."""

    post: PostView
    others: list[PostView] = msgspec.field(default_factory=list)
    """Further occurrences of a series."""
    created: list[JobView] = msgspec.field(default_factory=list)
    changed: list[JobView] = msgspec.field(default_factory=list)
    adjusted: str | None = None
    """gap | fold: the wall time asked for does not exist, or comes twice."""
