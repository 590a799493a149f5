"""Frozen structs that queries return: the only shape in which rows leave the models layer.

Times are integers, milliseconds since 1970 UTC. Ids are lower-case UUID strings, except `seq`,
the rowid used for keyset pages. JSON columns are decoded (`input`, `output`, `checkpoint`, `data`).
"""

from typing import Any

import msgspec


class JobView(msgspec.Struct, frozen=True, kw_only=True):
    """One job as every reader sees it."""

    seq: int
    id: str
    workspace_id: str
    type: str
    title: str
    """Made when the job is created from its input ("dentists, Amman"); plain text."""
    status: str
    phase: str
    """queued | scheduled | waiting | running | retrying | paused | held | needs_user | unknown |
    verifying | completed | published | failed | missed | cancelled (derived; see
    `models.states.phase`)."""
    progress: int
    message: str | None
    """The last progress message of the agent."""
    needs_user_action: bool
    needs_user_reason: str | None
    needs_user_message: str | None
    cancel_requested: bool
    error_code: str | None
    error_message: str | None
    input: dict[str, Any]
    output: dict[str, Any] | None
    checkpoint: dict[str, Any] | None
    priority: int
    attempts: int
    max_attempts: int
    epoch: int
    run_after: int | None
    created_at: int
    updated_at: int
    started_at: int | None
    completed_at: int | None
    created_by_id: str
    assigned_agent_id: str | None
    assigned_agent_name: str | None
    directed_agent_id: str | None
    parent_id: str | None
    evidence_count: int
    proof_count: int
    log_count: int
    run_count: int
    children_total: int
    children_done: int
    account: str | None = None
    """The key of the account it publishes to or looks at (`models.accounts.keys.key_of`)."""
    held: bool = False
    """It waits for the operator's release (restored backup)."""
    needs: tuple[str, ...] = ()
    """Connector ids an agent must have, the one that works the job first; empty for a parent."""


class RunView(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt of a job by one agent under one lease."""

    id: str
    job_id: str
    attempt: int
    epoch: int
    device_id: str
    device_name: str
    state: str
    """running | completed | failed | lost | cancelled"""
    progress: int
    started_at: int
    ended_at: int | None
    error_code: str | None
    error_message: str | None


class LogView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a job's log."""

    seq: int
    job_id: str
    run_id: str | None
    at: int
    level: str
    """debug | info | warn | error"""
    message: str
    data: dict[str, Any] | None


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding, with the facts that the tables and exports show taken out of its snippet."""

    seq: int
    id: str
    job_id: str
    job_type: str
    run_id: str | None
    workspace_id: str
    device_id: str | None
    device_name: str | None
    type: str
    title: str
    source: str
    url: str | None
    snippet: str
    """Canonical JSON text of the snippet."""
    confidence: str
    hash: str
    size_bytes: int
    collected_at: int | None
    received_at: int
    late: bool
    phone: str | None
    website: str | None
    address: str | None
    category: str | None
    rating: float | None
    reviews: int | None
    latitude: float | None
    longitude: float | None


class ProofView(msgspec.Struct, frozen=True, kw_only=True):
    """One proof file that is stored (or declared and on its way)."""

    seq: int
    id: str
    job_id: str
    job_title: str
    run_id: str | None
    workspace_id: str
    device_id: str | None
    device_name: str | None
    kind: str
    mime: str
    size_bytes: int
    sha256: str
    width: int | None
    height: int | None
    captured_at: int
    received_at: int | None
    clock_skew_ms: int | None
    page_url: str | None
    title: str | None
    state: str
    """declared | stored"""
    integrity: str
    """intact | changed | missing | unchecked: as of the last check against the file."""
    late: bool
    checked_at: int | None = None
    """When that last check was."""
    parent_id: str | None = None
    """Of a redacted copy: the original that it was made of."""
    redaction: list[tuple[int, int, int, int]] | None = None
    """What was blacked out: left, top, width, height in pixels of the picture."""


class BindingView(msgspec.Struct, frozen=True, kw_only=True):
    """Which platform account a device's profile is logged in to."""

    platform: str
    handle: str
    display_name: str | None
    checked_at: int | None


class DeviceView(msgspec.Struct, frozen=True, kw_only=True):
    """One paired agent: one browser profile on one machine. `id` is its agentId."""

    id: str
    name: str
    browser: str | None
    version: str | None
    channel: str
    """noise | json"""
    status: str
    """provisional | active | revoked"""
    draining: bool
    capabilities: list[str]
    bindings: list[BindingView]
    origin: str | None
    address: str | None
    created_at: int
    last_seen_at: int | None
    jobs_today: int


class ConnectorView(msgspec.Struct, frozen=True, kw_only=True):
    """One installed recipe. `hosts` are those in force: the operator's, else the recipe's."""

    id: str
    name: dict[str, str]
    kind: str
    platform: str
    version: int
    enabled: bool
    hosts: list[str]
    hosts_overridden: bool
    recipe: dict[str, Any]
    updated_at: int
    shipped: bool = True
    press: str | None = None
    """agent | operator: who presses the last button here; None for recipes that only read."""
    press_chosen: bool = False
    """The operator decided so; else it is the recipe's own default."""


class AuditView(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the hash chain."""

    seq: int
    at: int
    actor: str
    action: str
    subject_type: str | None
    subject_id: str | None
    detail: dict[str, Any]
    previous_hash: str
    hash: str


class LinkView(msgspec.Struct, frozen=True, kw_only=True):
    """A pairing link that was made; the secret leaves the store only at creation."""

    id: str
    channel: str
    allow_first: bool
    expires_at: int
    used_at: int | None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A keyset page, newest first: items and the cursor of the next page (None at the end)."""

    items: list[Any]
    next_cursor: str | None
