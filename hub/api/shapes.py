"""The JSON of the operator API as declared shapes; the OpenAPI document is made from them.

Field names are camelCase in JSON. Times are RFC 3339 texts, UTC with milliseconds.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Priority = Annotated[int, Meta(ge=-1_000, le=1_000)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of all answers."""


class Body(Shape, frozen=True, forbid_unknown_fields=True):
    """Base of all request bodies: what is not declared is refused."""


# ---------------------------------------------------------------- requests


class NewJob(Body, frozen=True):
    """POST /jobs."""

    type: str
    input: dict[str, Any]
    workspace_id: str | None = None
    priority: Priority = 0
    run_after: str | None = None
    max_attempts: Annotated[int, Meta(ge=1, le=20)] = 3
    dedupe_key: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    device_id: str | None = None


class Redaction(Body, frozen=True):
    """POST /proofs/{id}/redactions: what to black out, each left, top, width, height in pixels."""

    boxes: Annotated[list[tuple[int, int, int, int]], Meta(min_length=1, max_length=200)]


class PairingRequest(Body, frozen=True):
    """POST /devices/pairing."""

    allow_first: bool = False
    channel: str = "noise"


class Rename(Body, frozen=True):
    """POST /devices/{id}/rename."""

    name: Name


class BindingRequest(Body, frozen=True):
    """One account of a device's profile."""

    platform: Name
    handle: Name
    display_name: str | None = None


class Bindings(Body, frozen=True):
    """PUT /devices/{id}/bindings."""

    bindings: Annotated[list[BindingRequest], Meta(max_length=200)]


class ConnectorChange(Body, frozen=True):
    """PUT /connectors/{id}: what is left out stays; `hosts` null = the recipe's own again."""

    enabled: bool | UnsetType = UNSET
    hosts: Annotated[list[Name], Meta(max_length=50)] | UnsetType | None = UNSET
    press: Literal["agent", "operator"] | UnsetType | None = UNSET
    """null = as the recipe says."""


class DryRun(Body, frozen=True):
    """POST /connectors/{id}/dry-run. `text` is typed, or searched for; nothing is published."""

    device_id: str | None = None
    text: Annotated[str, Meta(max_length=5000)] = ""
    handle: Annotated[str, Meta(max_length=200)] = ""
    link: Annotated[str, Meta(max_length=2000)] | None = None


class RecordingMarks(Body, frozen=True):
    """Which steps are the special ones, counted from 0."""

    name: Name
    commit: int | None = None
    text: int | None = None
    media: int | None = None
    account: Annotated[str, Meta(max_length=500)] = ""
    platform: Annotated[str, Meta(pattern="^([a-z][a-z0-9_]{0,63})?$")] = ""


class RecordingImport(Body, frozen=True):
    """POST /connectors/import: a recording of the DevTools Recorder; `add` keeps the recipe."""

    recording: str | dict[str, Any]
    marks: RecordingMarks | None = None
    add: bool = False


class Retry(Body, frozen=True):
    """POST /jobs/{id}/retry: `confirm` for a publication that was given a permit once."""

    confirm: bool = False


class Resolution(Body, frozen=True):
    """POST /runs/{id}/resolve: what the operator saw."""

    outcome: Literal["published", "not_published"]
    permalink: Annotated[str, Meta(max_length=2_000)] | None = None
    note: Annotated[str, Meta(max_length=4_000)] | None = None


class PauseRequest(Body, frozen=True):
    """POST /pause and /resume."""

    scope: str
    id: str | None = None


class MediaUseRequest(Body, frozen=True):
    """A file that was added, with its text for those who do not see it."""

    id: str
    alt: str = ""


class TargetRequest(Body, frozen=True):
    """An account to publish to; what is left out or null is the post's own, link "" = none."""

    platform: Name
    handle: Name
    text: str | None = None
    link: str | None = None
    media: list[str | MediaUseRequest] | None = None
    first_comment: str | None = None


class ScheduleRequest(Body, frozen=True):
    """When: `at` is RFC 3339, or a wall time of `zone` such as 2026-11-27T14:30."""

    at: str
    zone: str
    grace_minutes: int | None = None
    late_policy: str | None = None
    rule: str | None = None
    """RRULE: it comes again; `at` is a wall time then."""


class NewPost(Body, frozen=True):
    """POST /posts."""

    text: str
    title: str | None = None
    link: str | None = None
    media: list[str | MediaUseRequest] = []
    targets: list[TargetRequest] = []
    schedule: ScheduleRequest | None = None
    workspace_id: str | None = None
    allow_duplicate: bool = False


class PostChange(Body, frozen=True):
    """PUT /posts/{id}: what is left out stays; `targets` are all of them."""

    text: str | UnsetType = UNSET
    title: str | UnsetType | None = UNSET
    link: str | UnsetType | None = UNSET
    media: list[str | MediaUseRequest] | UnsetType = UNSET
    targets: list[TargetRequest] | UnsetType = UNSET
    late_policy: str | UnsetType = UNSET
    grace_minutes: int | UnsetType = UNSET
    allow_duplicate: bool = False


class PublishRequest(Body, frozen=True):
    """POST /posts/{id}/publish: now, or at a time as in `ScheduleRequest`."""

    at: str | None = None
    zone: str | None = None
    grace_minutes: int | None = None
    late_policy: str | None = None
    rule: str | None = None
    """It becomes the first post of a series; `at` is a wall time then."""
    targets: list[str] | None = None
    """Variant ids; only of what is sent now."""
    allow_duplicate: bool = False


class NewAccount(Body, frozen=True):
    """POST /accounts; without a workspace it belongs to the oldest."""

    platform: str
    handle: str
    display_name: str | None = None
    workspace_id: str | None = None


class AccountChange(Body, frozen=True):
    """PUT /accounts/{id}: what is left out stays."""

    display_name: str | UnsetType | None = UNSET
    press: str | UnsetType | None = UNSET
    """agent | operator; null = as the connector says."""
    slots: list[str] | UnsetType = UNSET
    """"MO 09:30"…"""
    zone: str | UnsetType | None = UNSET
    spacing_minutes: int | UnsetType = UNSET
    daily_limit: int | UnsetType | None = UNSET
    workspace_id: str | UnsetType = UNSET


# ---------------------------------------------------------------- answers


class Job(Shape, frozen=True):
    """A job."""

    id: str
    workspace_id: str
    type: str
    status: str
    phase: str
    progress: int
    error_code: str | None
    error_message: str | None
    needs_user_action: bool
    input: dict[str, Any]
    output: dict[str, Any] | None
    created_at: str
    started_at: str | None
    completed_at: str | None
    created_by_id: str
    assigned_agent_id: str | None
    priority: int
    attempts: int
    max_attempts: int
    run_after: str | None
    parent_id: str | None


class Person(Shape, frozen=True):
    """Who asked for a job."""

    id: str
    name: str


class Counts(Shape, frozen=True):
    """How much belongs to a job."""

    evidence: int
    logs: int
    proofs: int
    runs: int


class JobDetail(Job, frozen=True):
    """A job with who asked for it and how much belongs to it."""

    created_by: Person
    counts: Counts


class Run(Shape, frozen=True):
    """One attempt of a job by one device."""

    id: str
    job_id: str
    attempt: int
    epoch: int
    agent_id: str
    agent_name: str
    state: str
    progress: int
    started_at: str
    ended_at: str | None
    error_code: str | None
    error_message: str | None


class LogLine(Shape, frozen=True):
    """One line of a job's log."""

    id: int
    job_id: str
    run_id: str | None
    at: str
    level: str
    message: str
    data: dict[str, Any] | None


class Evidence(Shape, frozen=True):
    """One finding; `snippet` is the JSON that the agent sent."""

    id: str
    job_id: str
    type: str
    title: str
    source: str
    url: str | None
    snippet: Any
    confidence: str
    hash: str
    size_bytes: int
    collected_at: str | None
    received_at: str


class Proof(Shape, frozen=True):
    """One proof file."""

    id: str
    job_id: str
    run_id: str | None
    kind: str
    mime: str
    sha256: str
    size_bytes: int
    width: int | None
    height: int | None
    captured_at: str
    received_at: str | None
    clock_skew_ms: int | None
    page_url: str | None
    title: str | None
    parent_id: str | UnsetType = UNSET
    """Of a redacted copy only: the original."""


class Binding(Shape, frozen=True):
    """An account that a device's profile is logged in to."""

    platform: str
    handle: str
    display_name: str | None
    checked_at: str | None


class Device(Shape, frozen=True):
    """A paired browser profile; `id` is its agentId."""

    id: str
    name: str
    browser: str | None
    version: str | None
    channel: str
    status: str
    online: bool
    draining: bool
    capabilities: list[str]
    bindings: list[Binding]
    created_at: str
    last_seen_at: str | None


class PairingLink(Shape, frozen=True):
    """A link to hand to a browser: one use, five minutes."""

    id: str
    link: str
    expires_at: str


class Connector(Shape, frozen=True):
    """An installed recipe; `hosts` are those in force."""

    id: str
    name: dict[str, str]
    kind: str
    platform: str
    version: int
    enabled: bool
    hosts: list[str]
    hosts_overridden: bool
    updated_at: str
    recipe: dict[str, Any]
    shipped: bool
    press: str | None
    """agent | operator; null for what only reads."""
    press_chosen: bool


class ConnectorDevice(Shape, frozen=True):
    """What is known of a connector on one device."""

    device_id: str
    device_name: str
    state: str
    """verified | older | failed | never"""
    at: str | None
    version: int | None
    account_seen: str | None
    message: str | None


class ConnectorDetail(Connector, frozen=True):
    """A connector with the devices that have it."""

    devices: list[ConnectorDevice]


class RecordingFinding(Shape, frozen=True):
    """One thing about a recording."""

    level: str
    code: str
    step: int | None
    message: str


class ImportedRecording(Shape, frozen=True):
    """What a recording says and what it becomes; `recipe` is null while `missing` says why."""

    findings: list[RecordingFinding]
    marks: dict[str, Any]
    recipe: dict[str, Any] | None
    missing: str | None


class AuditEntry(Shape, frozen=True):
    """One entry of the hash chain."""

    seq: int
    at: str
    actor: str
    action: str
    subject_type: str | None
    subject_id: str | None
    detail: dict[str, Any]
    previous_hash: str
    hash: str


class Pause(Shape, frozen=True):
    """What a pause or resume led to."""

    scope: str
    id: str | None
    paused: bool


class JobFigures(Shape, frozen=True):
    """How many jobs stand where."""

    pending: int
    running: int
    completed: int
    failed: int
    cancelled: int
    needs_user: int


class Storage(Shape, frozen=True):
    """What the last write showed: ok, full or failing."""

    state: str
    free_bytes: int | None


class Health(Shape, frozen=True):
    """How the hub is; holds no personal data."""

    status: str
    hub_id: str
    version: str
    agents: int
    jobs: JobFigures
    storage: Storage


class Media(Shape, frozen=True):
    """A file of posts."""

    media_id: str
    sha256: str
    mime: str
    name: str
    size_bytes: int
    width: int | None
    height: int | None
    created_at: str


class MediaUse(Shape, frozen=True):
    """A file as a post uses it."""

    id: str
    alt: str


class PublishingRun(Shape, frozen=True):
    """One attempt at one target, with its permit and its outcome."""

    id: str
    job_id: str
    attempt: int
    epoch: int
    agent_id: str
    agent_name: str
    state: str
    commit_by: str
    started_at: str
    ended_at: str | None
    permitted_at: str | None
    permit_count: int
    account_seen: str | None
    digest_seen: str | None
    submitted_at: str | None
    pressed_at: str | None
    published_at: str | None
    permalink: str | None
    platform_post_id: str | None
    unknown_at: str | None
    unknown_reason: str | None
    journal: str | None
    recovered: bool
    resolved_by: str | None
    resolved_at: str | None
    note: str | None
    error_code: str | None
    error_message: str | None


class TargetAccount(Shape, frozen=True):
    """Where a target goes."""

    id: str
    platform: str
    handle: str
    display_name: str | None


class Target(Shape, frozen=True):
    """A post's form for one account and what became of it."""

    variant_id: str
    account: TargetAccount
    text: str
    own_text: bool
    link: str | None
    own_link: bool
    media: list[MediaUse]
    own_media: bool
    first_comment: str | None
    status: str
    reason: str | None
    job_id: str | None
    permalink: str | None
    published_at: str | None
    agent_id: str | None
    agent_name: str | None
    proof_completeness: int
    """Of six: account, before, after, permalink, page, log; stored and intact."""
    proof_parts: list[str]
    runs: list[PublishingRun]
    """Newest first."""


class Post(Shape, frozen=True):
    """A post with its targets."""

    id: str
    workspace_id: str
    title: str
    text: str
    link: str | None
    media: list[MediaUse]
    status: str
    wall: str | None
    zone: str | None
    at: str | None
    late_policy: str
    grace_minutes: int
    series_id: str | None
    job_id: str | None
    targets: list[Target]
    created_by_id: str
    created_at: str
    updated_at: str


class ImportProblem(Shape, frozen=True):
    """What is wrong in a table of posts."""

    row: int
    column: str | None
    message: str


class ImportReport(Shape, frozen=True):
    """All rows became posts, or none did."""

    rows: int
    post_ids: list[str]
    problems: list[ImportProblem]


class Account(Shape, frozen=True):
    """A platform account that is published to."""

    id: str
    workspace_id: str
    platform: str
    handle: str
    key: str
    display_name: str | None
    press: str | None
    slots: list[str]
    zone: str | None
    spacing_minutes: int
    daily_limit: int | None
    parked_until: str | None
    created_at: str


class Problem(Shape, frozen=True):
    """What was wrong."""

    code: str
    message: str
    details: dict[str, Any] | None = None


class Failure(Shape, frozen=True):
    """Every error answers so."""

    error: Problem
