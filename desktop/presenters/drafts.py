"""A post being written, and what it says on each account."""

import msgspec

from models.accounts.accounts import key_of
from models.posts.changes import DEFAULT_GRACE_MINUTES, NewPost, NewTarget, PostChange
from models.posts.checks import checked_title
from models.posts.views import MediaUse, PostView, TargetView


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """All that somebody wrote; kept as JSON beside the store until the store has it."""

    post_id: str | None = None
    """None until the store has it."""
    workspace_id: str | None = None
    title: str | None = None
    """None: the first words of the text."""
    text: str = ""
    link: str | None = None
    media: list[MediaUse] = []
    targets: list[NewTarget] = []
    late_policy: str = "publish"
    grace_minutes: int = DEFAULT_GRACE_MINUTES

    @property
    def is_empty(self) -> bool:
        """Nothing is worth keeping."""
        return not (self.text.strip() or self.link or self.media or self.title or self.targets)

    def target(self, key: str) -> NewTarget | None:
        """What an account (by its key) says."""
        return next((one for one in self.targets if key_of(one.platform, one.handle) == key), None)

    def with_target(self, target: NewTarget) -> "Draft":
        """The account says this; put behind the others when it is new."""
        key = key_of(target.platform, target.handle)
        if self.target(key) is None:
            return msgspec.structs.replace(self, targets=[*self.targets, target])
        changed = [
            target if key_of(one.platform, one.handle) == key else one for one in self.targets
        ]
        return msgspec.structs.replace(self, targets=changed)

    def without_target(self, key: str) -> "Draft":
        """The account is left out."""
        kept = [one for one in self.targets if key_of(one.platform, one.handle) != key]
        return msgspec.structs.replace(self, targets=kept)

    def text_for(self, key: str) -> str:
        """The text that counts on an account."""
        target = self.target(key)
        return self.text if target is None or target.text is None else target.text

    def link_for(self, key: str) -> str | None:
        """The link that counts on an account."""
        target = self.target(key)
        own = self.link if target is None or target.link is None else target.link
        return own or None

    def media_for(self, key: str) -> list[MediaUse]:
        """The files that count on an account."""
        target = self.target(key)
        return self.media if target is None or target.media is None else target.media

    def new_post(self) -> NewPost:
        """As the store takes a new one, without a time."""
        return NewPost(
            title=self.title,
            text=self.text,
            link=self.link,
            media=self.media,
            targets=self.targets,
            workspace_id=self.workspace_id,
            late_policy=self.late_policy,
            grace_minutes=self.grace_minutes,
        )

    def change(self) -> PostChange:
        """As the store takes it for a post that it has."""
        return PostChange(
            title=self.title,
            text=self.text,
            link=self.link,
            media=self.media,
            targets=self.targets,
            late_policy=self.late_policy,
            grace_minutes=self.grace_minutes,
        )


def draft_of(post: PostView) -> Draft:
    """What stands in the store, ready to be changed."""
    return Draft(
        post_id=post.id,
        workspace_id=post.workspace_id,
        title=None if post.title == checked_title(None, post.text) else post.title,
        text=post.text,
        link=post.link,
        media=post.media,
        targets=[_target_of(target) for target in post.targets],
        late_policy=post.late_policy,
        grace_minutes=post.grace_minutes,
    )


def _target_of(target: TargetView) -> NewTarget:
    return NewTarget(
        platform=target.platform,
        handle=target.handle,
        text=target.text if target.own_text else None,
        link=target.link or "" if target.own_link else None,
        media=target.media if target.own_media else None,
        first_comment=target.first_comment,
    )
