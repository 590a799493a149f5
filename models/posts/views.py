"""Frozen structs of posts, their variants and what became of them, as queries return them.

Times are integers, milliseconds since 1970 UTC.
"""

from typing import Any, Final

import msgspec

from models.views import ProofView

POST_STATUSES: Final = (
    "draft",
    "scheduled",
    "publishing",
    "needs_user",
    "unknown",
    "held",
    "missed",
    "published",
    "partly_published",
    "failed",
    "cancelled",
)
"""What a post's run through its targets has come to; derived, never stored."""

TARGET_STATUSES: Final = (
    "draft",
    "scheduled",
    "waiting",
    "publishing",
    "needs_user",
    "unknown",
    "verifying",
    "not_found",
    "held",
    "missed",
    "published",
    "not_published",
    "failed",
    "cancelled",
)
"""The same of one target. `waiting`: its time has come, no device has it yet. `not_found`: looked
for twice, the operator decides. `not_published`: the operator said that it is not there."""

PROOF_PARTS: Final = ("account", "before", "after", "permalink", "page", "log")
"""The six parts of a publication's proof; all but the first are proof kinds."""


class MediaView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or film of posts."""

    id: str
    sha256: str
    mime: str
    name: str
    size_bytes: int
    width: int | None
    height: int | None
    created_at: int


class MediaUse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file as a post or variant uses it; stored as JSON in their `media` column."""

    id: str
    alt: str = ""


class PublishingRunView(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at one target, with its permit and its outcome."""

    id: str
    """The id of the run (`models.views.RunView.id`)."""
    job_id: str
    variant_id: str
    attempt: int
    epoch: int
    device_id: str
    device_name: str
    state: str
    """claimed | preparing | permitted | submitted | published | unknown | verifying | not_found |
    not_published | failed"""
    commit_by: str
    """agent | operator: who presses."""
    started_at: int
    ended_at: int | None
    permitted_at: int | None
    permit_count: int
    """How many permits this run was given; all but the last were returned unpressed."""
    returned_at: int | None = None
    """When the last one was returned unpressed."""
    account_seen: str | None
    digest_seen: str | None
    submitted_at: int | None
    """By the hub's clock."""
    pressed_at: int | None
    """By the device's clock."""
    published_at: int | None
    permalink: str | None
    platform_post_id: str | None
    unknown_at: int | None
    unknown_reason: str | None
    journal: str | None
    """none | intent | pressed: what the device's own journal said."""
    journal_heard_at: int | None
    next_look_at: int | None
    recovered: bool
    resolved_by: str | None
    resolved_at: int | None
    note: str | None
    error_code: str | None
    error_message: str | None

    @property
    def permit_is_out(self) -> bool:
        """A permit was given and not returned: whatever became of it, only the operator can order
        another attempt."""
        return self.permit_count > 0 and self.returned_at is None


class TargetView(msgspec.Struct, frozen=True, kw_only=True):
    """A variant with its account and what became of it."""

    variant_id: str
    account_id: str
    platform: str
    handle: str
    display_name: str | None
    text: str
    """The text that counts: the variant's own, else the post's."""
    own_text: bool
    link: str | None
    own_link: bool
    """Also where that is to have none."""
    media: list[MediaUse]
    own_media: bool
    first_comment: str | None
    status: str
    """One of TARGET_STATUSES."""
    reason: str | None
    """Of `needs_user` the reason; of `failed` the error message."""
    job_id: str | None
    permalink: str | None
    published_at: int | None
    device_id: str | None
    """Where it runs or ran last; else the one device that could, if there is just one."""
    device_name: str | None
    proof_parts: list[str]
    """Which of PROOF_PARTS are stored and intact, in their order."""
    runs: list[PublishingRunView]
    """Newest first; empty in lists."""

    @property
    def proof_completeness(self) -> int:
        """How many of the six parts are stored and intact."""
        return len(self.proof_parts)


class PostView(msgspec.Struct, frozen=True, kw_only=True):
    """One post with its targets."""

    seq: int
    id: str
    workspace_id: str
    title: str
    text: str
    link: str | None
    media: list[MediaUse]
    status: str
    """One of POST_STATUSES."""
    wall: str | None
    """Wall time "2026-11-27T14:30" in `zone`; None while unscheduled."""
    zone: str | None
    at: int | None
    late_policy: str
    """publish (at most `grace_minutes` late) | ask | skip"""
    grace_minutes: int
    series_id: str | None
    job_id: str | None
    targets: list[TargetView]
    created_by_id: str
    created_at: int
    updated_at: int

    @property
    def proof_have(self) -> int:
        """Proof parts of published targets that are there."""
        return sum(t.proof_completeness for t in self.targets if t.status == "published")

    @property
    def proof_of(self) -> int:
        """Proof parts that published targets should have."""
        return sum(len(PROOF_PARTS) for t in self.targets if t.status == "published")


class LookView(msgspec.Struct, frozen=True, kw_only=True):
    """What one read-only look at an account saw."""

    job_id: str
    device_id: str
    device_name: str
    outcome: str
    """found | not_found"""
    at: int
    read_count: int | None
    newest: str | None
    permalink: str | None
    detail: dict[str, Any]
    proofs: list[ProofView]


class OutcomeView(msgspec.Struct, frozen=True, kw_only=True):
    """A publication whose outcome was in doubt, with all that is known about it."""

    post_id: str
    post_title: str
    workspace_id: str
    target: TargetView
    run: PublishingRunView
    group: str
    """to_decide | looking | decided. What the site refused after a permit is to be decided too, but
    no list counts it."""
    looks: list[LookView]
    proofs: list[ProofView]
    """Of the run itself: before the button, what else it sent."""


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a publication, for post detail, outcome dialog and report."""

    at: int
    """By the hub's clock."""
    device_at: int | None
    """By the device's clock, where it said so."""
    kind: str
    """created | approved | scheduled | claimed | before | permit | permit_returned | pressed |
    unknown | device_back | look_found | look_not_found | published | permalink | resolved |
    failed | cancelled"""
    detail: dict[str, Any]
    audit_seq: int | None
    """The entry of the ledger that says it."""
