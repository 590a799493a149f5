"""A post being written: what it says on each account, how long that is, what is still missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from desktop.i18n import mark, number, t, tn
from desktop.presenters import platforms
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models import counting, text_limits
from models.account_views import AccountView
from models.accounts import key_of
from models.counting import Count
from models.pauses import PauseView
from models.post_changes import DEFAULT_GRACE_MINUTES, NewPost, NewTarget, PostChange
from models.post_checks import checked_title
from models.post_views import MediaUse, PostView, TargetView
from models.views import DeviceView

SHORT_FROM = 10_000
"""Limits from here on are told in thousands."""


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
        targets=[_target_of(target, post) for target in post.targets],
        late_policy=post.late_policy,
        grace_minutes=post.grace_minutes,
    )


def _target_of(target: TargetView, post: PostView) -> NewTarget:
    return NewTarget(
        platform=target.platform,
        handle=target.handle,
        text=target.text if target.own_text else None,
        link=None if target.link == post.link else target.link or "",
        media=None if target.media == post.media else target.media,
        first_comment=target.first_comment,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An account that one may publish to."""

    key: str
    platform: str
    handle: str
    name: str
    device: str
    """Where it would go out, or why it could not; in words."""
    tone: Tone
    account: AccountView | None
    """None: a browser is signed in to it, and nobody published to it yet."""
    device_id: str | None
    paused: bool


def rows(
    accounts: Sequence[AccountView],
    devices: Sequence[DeviceView],
    online: set[str],
    pauses: Iterable[PauseView],
    wanted: Iterable[NewTarget] = (),
    workspace_id: str | None = None,
) -> list[Row]:
    """Accounts of the store, those that browsers are signed in to, and those a draft names.

    With a workspace, accounts that belong to another are left out unless the draft names them.
    """
    named = {key_of(target.platform, target.handle) for target in wanted}
    foreign = {
        account.key
        for account in accounts
        if workspace_id is not None and account.workspace_id != workspace_id
    } - named
    known: dict[str, tuple[str, str, str | None, AccountView | None]] = {
        account.key: (account.platform, account.handle, account.display_name, account)
        for account in accounts
    }
    holders: dict[str, list[DeviceView]] = {}
    for device in devices:
        for binding in device.bindings if device.status != "revoked" else ():
            key = key_of(binding.platform, binding.handle)
            holders.setdefault(key, []).append(device)
            known.setdefault(key, (binding.platform, binding.handle, binding.display_name, None))
    for target in wanted:
        key = key_of(target.platform, target.handle)
        known.setdefault(key, (target.platform, target.handle, None, None))
    held = {(pause.scope, pause.target) for pause in pauses}
    return [
        _row(key, facts, holders.get(key, []), online, held)
        for key, facts in known.items()
        if key not in foreign
    ]


def _row(
    key: str,
    facts: tuple[str, str, str | None, AccountView | None],
    holders: list[DeviceView],
    online: set[str],
    held: set[tuple[str, str | None]],
) -> Row:
    platform, handle, display_name, account = facts
    here = next((device for device in holders if device.id in online), None)
    device = here or (holders[0] if holders else None)
    paused = {("account", key), ("platform", platform)} & held
    where = isolate(plain(device.name, longest=80)) if device is not None else ""
    tone = Tone.MUTED
    if paused:
        words, tone = t("Paused"), Tone.WARNING
    elif device is None:
        words, tone = t("No browser is signed in to it"), Tone.WARNING
    elif ("device", device.id) in held:
        words, tone = t("{device} is paused", device=where), Tone.WARNING
    elif here is None:
        words = t("{device}, offline", device=where)
    else:
        words = where
    return Row(
        key=key,
        platform=platform,
        handle=handle,
        name=platforms.account(display_name, handle),
        device=words,
        tone=tone,
        account=account,
        device_id=device.id if device is not None else None,
        paused=bool(paused),
    )


def count(draft: Draft, row: Row) -> Count | None:
    """How much of the limit an account's text uses; None where nothing is known."""
    return counting.count(
        row.platform,
        draft.text_for(row.key),
        draft.link_for(row.key),
        media=bool(draft.media_for(row.key)),
    )


def count_words(counted: Count | None, text: str) -> str:
    """ "247 / 280", "168 / 63k"; without a limit how many characters there are."""
    if counted is None:
        return number(len(text))
    limit = number(counted.limit)
    if counted.limit >= SHORT_FROM:
        limit = t("{n}k", n=counted.limit // 1000)
    return isolate(f"{number(counted.used)} / {limit}")


def count_tone(counted: Count | None) -> Tone:
    """Amber when it is nearly too long, red when it is."""
    if counted is None:
        return Tone.NEUTRAL
    if counted.over:
        return Tone.DANGER
    return Tone.WARNING if counted.near else Tone.NEUTRAL


def left_words(counted: Count | None) -> str:
    """ "33 left", "12 over"; nothing while there is much room."""
    if counted is None:
        return ""
    if counted.over:
        return tn("{n} over", "{n} over", -counted.left)
    return tn("{n} left", "{n} left", counted.left)


def percent_of(counted: Count | None) -> int:
    """How full, 0..100."""
    if counted is None or not counted.limit:
        return 0
    return min(100, counted.used * 100 // counted.limit)


def note(draft: Draft, row: Row) -> str:
    """Whether an account has its own text, and how many files go with it."""
    target = draft.target(row.key)
    if target is None:
        return ""
    if target.text is not None:
        return t("own text")
    files = len(draft.media_for(row.key))
    return tn("{n} file", "{n} files", files) if files else t("same text")


HINTS: Final = {
    "weighted": mark("A link counts as 23 characters on X."),
    "mastodon": mark("A link counts as 23 characters here."),
    "threads": mark("An emoji counts as several characters here."),
    "bytes": mark("Counted in bytes: other scripts and emoji use more than one."),
}
"""By the unit that a platform counts in."""


def hint(counted: Count | None, link: str | None, text: str) -> str:
    """What is worth knowing of how this text is counted."""
    if counted is None:
        return ""
    if counted.unit in ("weighted", "mastodon") and not (link or "://" in text):
        return ""
    if counted.unit == "threads" and text.isascii():
        return ""
    return t(HINTS[counted.unit]) if counted.unit in HINTS else ""


def has_first_comment(platform: str) -> bool:
    """Whether a comment of one's own below the post is usual there."""
    known = text_limits.platform(platform)
    return known is not None and known.first_comment


def problems(draft: Draft, rows: Sequence[Row], mimes: dict[str, str]) -> list[str]:
    """What stands in the way of sending it, the first thing first; `mimes` of files by their id."""
    if not draft.targets:
        return [t("Choose at least one account.")]
    found: list[str] = []
    by_key = {row.key: row for row in rows}
    for target in draft.targets:
        row = by_key.get(key_of(target.platform, target.handle))
        if row is None:
            continue
        said = _problem(draft, row, mimes)
        if said:
            found.append(said)
    return found


def _problem(draft: Draft, row: Row, mimes: dict[str, str]) -> str:
    name = isolate(row.name)
    files = draft.media_for(row.key)
    if not (draft.text_for(row.key).strip() or draft.link_for(row.key) or files):
        return t("Write something for {account}.", account=name)
    counted = counting.too_long(
        row.platform, draft.text_for(row.key), draft.link_for(row.key), media=bool(files)
    )
    if counted is not None:
        return _too_long(row, counted)
    known = text_limits.platform(row.platform)
    if known is None:
        return ""
    platform = platforms.name(row.platform)
    if known.media.required and not files:
        return t("{platform} has no posts without a picture or film.", platform=platform)
    if len(files) > known.media.most:
        return tn(
            "{platform} takes {n} file at most.",
            "{platform} takes {n} files at most.",
            known.media.most,
            platform=platform,
        )
    wrong = [m for use in files if (m := mimes.get(use.id)) and m not in known.media.types]
    if wrong:
        kind = wrong[0].rpartition("/")[2].upper()
        return t("{platform} does not take {kind} files.", platform=platform, kind=isolate(kind))
    return ""


def doubts(draft: Draft, rows: Sequence[Row]) -> list[str]:
    """Texts that are too long for an ordinary account, though some accounts may write so much."""
    found = []
    for row in rows:
        counted = count(draft, row) if draft.target(row.key) is not None else None
        if counted is not None and counted.over:
            found.append(_too_long(row, counted))
    return found


def _too_long(row: Row, counted: Count) -> str:
    return tn(
        "The text is {n} character too long for {account}.",
        "The text is {n} characters too long for {account}.",
        -counted.left,
        account=isolate(row.name),
    )


LATE: Final = (
    ("publish", 5),
    ("publish", 20),
    ("publish", 60),
    ("ask", 0),
    ("skip", 0),
)
"""What is offered for a post that was missed: policy and minutes of grace."""


def late_choice(policy: str, grace_minutes: int) -> str:
    """The same in a few words, to choose from."""
    if policy == "ask":
        return t("Never late: ask me")
    if policy == "skip":
        return t("Never late: leave it out")
    return tn("At most {n} min late", "At most {n} min late", grace_minutes)


def late_words(policy: str, grace_minutes: int) -> str:
    """What becomes of it when its time was missed."""
    if policy == "ask":
        return t("If it is missed at all, it waits for you.")
    if policy == "skip":
        return t("If it is missed, it does not go out.")
    return tn(
        "If it is missed by more than {n} min, it waits for you.",
        "If it is missed by more than {n} min, it waits for you.",
        grace_minutes,
    )
