"""The tables as Peewee sees them, to compose queries with; `migrations/` makes them.

No table is bound to a database: queries run with `.execute(db)` or through `models.rows`.
`seq` is the rowid and the key of keyset pages. Large tables refer to others by seq, the rest by id.
"""

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    FloatField,
    IntegerField,
    Model,
    TextField,
)


class Table(Model):
    """Base of all tables."""

    seq = AutoField()

    class Meta:
        legacy_table_names = False


class Hub(Table):
    """One row: who this hub is."""

    id = TextField()
    epoch = IntegerField()
    created_at = IntegerField()


class Operator(Table):
    """A person at the desk."""

    id = TextField()
    name = TextField()
    created_at = IntegerField()


class Workspace(Table):
    """A client or brand."""

    id = TextField()
    name = TextField()
    colour = TextField()
    created_at = IntegerField()


class Device(Table):
    """A paired agent."""

    id = TextField()
    name = TextField()
    named_by_operator = BooleanField()
    browser = TextField(null=True)
    version = TextField(null=True)
    channel = TextField()
    status = TextField()
    draining = BooleanField()
    online = BooleanField()
    capabilities = TextField()
    public_key = BlobField(null=True)
    token_digest = BlobField(null=True)
    origin = TextField(null=True)
    address = TextField(null=True)
    created_at = IntegerField()
    last_seen_at = IntegerField(null=True)


class Binding(Table):
    """A platform account of a device's profile."""

    device_id = TextField()
    platform = TextField()
    handle = TextField()
    display_name = TextField(null=True)
    checked_at = IntegerField(null=True)


class PairingLink(Table):
    """A link that was made; `secret` is NULL once it cannot be used any more."""

    id = TextField()
    channel = TextField()
    allow_first = BooleanField()
    secret = BlobField(null=True)
    created_at = IntegerField()
    expires_at = IntegerField()
    used_at = IntegerField(null=True)
    outcome = TextField(null=True)
    device_id = TextField(null=True)


class Connector(Table):
    """An installed recipe; `hosts` is the operator's override."""

    id = TextField()
    name = TextField()
    kind = TextField()
    platform = TextField()
    version = IntegerField()
    enabled = BooleanField()
    shipped = BooleanField()
    recipe = TextField()
    hosts = TextField(null=True)
    updated_at = IntegerField()


class Setting(Table):
    """A setting that differs from its default; `value` is JSON."""

    key = TextField()
    value = TextField()
    updated_at = IntegerField()


class Pause(Table):
    """What is held; `target` is empty for everything."""

    scope = TextField()
    target = TextField()
    since = IntegerField()
    actor = TextField()


class Job(Table):
    """One unit of work. `needs` are its connector ids joined by commas, NULL for a parent."""

    id = TextField()
    workspace_id = TextField()
    type = TextField()
    title = TextField()
    title_folded = TextField()
    status = TextField()
    progress = IntegerField()
    message = TextField(null=True)
    needs_user_reason = TextField(null=True)
    needs_user_message = TextField(null=True)
    cancel_requested = BooleanField()
    error_code = TextField(null=True)
    error_message = TextField(null=True)
    input = TextField()
    needs = TextField(null=True)
    output = TextField(null=True)
    checkpoint = TextField(null=True)
    priority = IntegerField()
    attempts = IntegerField()
    max_attempts = IntegerField()
    epoch = IntegerField()
    run_after = IntegerField(null=True)
    created_at = IntegerField()
    updated_at = IntegerField()
    started_at = IntegerField(null=True)
    completed_at = IntegerField(null=True)
    created_by_id = TextField()
    assigned_device_id = TextField(null=True)
    directed_device_id = TextField(null=True)
    parent_id = TextField(null=True)
    dedupe_key = TextField(null=True)
    evidence_count = IntegerField()
    proof_count = IntegerField()
    log_count = IntegerField()
    run_count = IntegerField()
    children_total = IntegerField()
    children_done = IntegerField()


class Run(Table):
    """One attempt of a job under one lease. `progress` counts once the run has ended."""

    id = TextField()
    job_seq = IntegerField()
    attempt = IntegerField()
    epoch = IntegerField()
    device_id = TextField()
    state = TextField()
    progress = IntegerField()
    started_at = IntegerField()
    ended_at = IntegerField(null=True)
    error_code = TextField(null=True)
    error_message = TextField(null=True)


class Log(Table):
    """One line of a job's log."""

    job_seq = IntegerField()
    run_seq = IntegerField(null=True)
    at = IntegerField()
    level = TextField()
    message = TextField()
    data = TextField(null=True)


class Evidence(Table):
    """One finding; `search_text` is the folded shadow that the full-text index reads."""

    id = TextField()
    job_seq = IntegerField()
    run_seq = IntegerField()
    workspace_seq = IntegerField()
    type = TextField()
    title = TextField()
    source = TextField()
    url = TextField(null=True)
    snippet = TextField()
    confidence = TextField()
    hash = BlobField()
    size_bytes = IntegerField()
    collected_at = IntegerField(null=True)
    received_at = IntegerField()
    late = BooleanField()
    phone = TextField(null=True)
    website = TextField(null=True)
    address = TextField(null=True)
    category = TextField(null=True)
    rating = FloatField(null=True)
    reviews = IntegerField(null=True)
    latitude = FloatField(null=True)
    longitude = FloatField(null=True)
    search_text = TextField()


class EvidenceSearch(Model):
    """The full-text index over `Evidence.search_text`."""

    rowid = AutoField()
    search_text = TextField()
    evidence_search = TextField()
    """The hidden column that MATCH asks."""

    class Meta:
        legacy_table_names = False


class EvidenceBatch(Table):
    """A batch that was answered; the same content under the same id gets the same reply."""

    job_seq = IntegerField()
    run_seq = IntegerField()
    batch_id = TextField()
    content = BlobField()
    received_at = IntegerField()
    accepted = IntegerField()
    duplicates = IntegerField()
    reply = TextField()


class Proof(Table):
    """A proof file, declared or stored."""

    id = TextField()
    job_seq = IntegerField()
    run_seq = IntegerField()
    workspace_seq = IntegerField()
    kind = TextField()
    mime = TextField()
    size_bytes = IntegerField()
    sha256 = TextField()
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    captured_at = IntegerField()
    declared_at = IntegerField()
    received_at = IntegerField(null=True)
    clock_skew_ms = IntegerField(null=True)
    page_url = TextField(null=True)
    title = TextField(null=True)
    state = TextField()
    integrity = TextField()
    checked_at = IntegerField(null=True)
    late = BooleanField()


class Audit(Table):
    """One entry of the hash chain."""

    at = IntegerField()
    actor = TextField()
    action = TextField()
    subject_type = TextField(null=True)
    subject_id = TextField(null=True)
    detail = TextField()
    previous_hash = TextField()
    hash = TextField()


class AuditHead(Table):
    """One row: how many entries there are and the last one's hash."""

    entries = IntegerField()
    hash = TextField()
