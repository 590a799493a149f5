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
    press = TextField(null=True)
    """Who presses, when the operator decided otherwise than the recipe."""


class ConnectorCheck(Table):
    """The last dry run of a connector on a device."""

    connector_id = TextField()
    device_id = TextField()
    version = IntegerField()
    passed = BooleanField()
    account_seen = TextField(null=True)
    detail = TextField()
    job_id = TextField(null=True)
    at = IntegerField()


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
    account = TextField(null=True)
    """The key of the account (`models.accounts.keys.key_of`) that it publishes to or looks at."""
    held = BooleanField()
    """Nobody may take it until the operator releases it (restored backup)."""
    slot = TextField(null=True)
    """Of a publication: UTC milliseconds of its schedule, or `post:<id>` when sent at once."""
    publish_until = IntegerField(null=True)
    """Of a scheduled publication: no permit after this time; NULL = whenever."""


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
    parent_id = TextField(null=True)
    """Of a redacted copy: the proof that it was made of."""
    redaction = TextField(null=True)
    """What was blacked out, as JSON: a list of [left, top, width, height] in pixels."""


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


class Account(Table):
    """A platform account that is published to. `slots` is a JSON list, see `models.posts.slots`."""

    id = TextField()
    workspace_id = TextField()
    platform = TextField()
    handle = TextField()
    key = TextField()
    display_name = TextField(null=True)
    press = TextField(null=True)
    slots = TextField()
    zone = TextField(null=True)
    spacing_minutes = IntegerField()
    daily_limit = IntegerField(null=True)
    parked_until = IntegerField(null=True)
    created_at = IntegerField()


class Media(Table):
    """A picture or film of posts; the file lies where proof files lie."""

    id = TextField()
    sha256 = TextField()
    mime = TextField()
    name = TextField()
    size_bytes = IntegerField()
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    created_at = IntegerField()


class Series(Table):
    """A rule by which a post comes again; each occurrence is a post of its own."""

    id = TextField()
    rule = TextField()
    wall = TextField()
    zone = TextField()
    last_wall = TextField(null=True)
    ended = BooleanField()
    created_at = IntegerField()


class Post(Table):
    """What is to be said. `wall` is a wall time in `zone`, `at` what that is in UTC."""

    id = TextField()
    workspace_id = TextField()
    title = TextField()
    title_folded = TextField()
    text = TextField()
    link = TextField(null=True)
    media = TextField()
    wall = TextField(null=True)
    zone = TextField(null=True)
    at = IntegerField(null=True)
    late_policy = TextField()
    grace_minutes = IntegerField()
    series_id = TextField(null=True)
    job_id = TextField(null=True)
    """Its run through its targets: the newest SCHEDULE_POST or PUBLISH_POST."""
    duplicate_of = TextField(null=True)
    """The operator said: the same content as that one, and meant."""
    created_by_id = TextField()
    created_at = IntegerField()
    updated_at = IntegerField()
    removed_at = IntegerField(null=True)


class Variant(Table):
    """A post's form for one account; what is NULL is the post's own."""

    id = TextField()
    post_id = TextField()
    account_id = TextField()
    position = IntegerField()
    text = TextField(null=True)
    link = TextField(null=True)
    media = TextField(null=True)
    first_comment = TextField(null=True)
    job_id = TextField(null=True)
    """Its PUBLISH_VARIANT."""


class PublishingRun(Table):
    """A run that publishes: its permit and its outcome (protocol section 5)."""

    run_seq = IntegerField()
    variant_id = TextField()
    account_key = TextField()
    publication_key = TextField()
    content_digest = TextField()
    state = TextField()
    commit_by = TextField()
    permit = TextField(null=True)
    permit_count = IntegerField()
    permitted_at = IntegerField(null=True)
    permit_until = IntegerField(null=True)
    returned_at = IntegerField(null=True)
    account_seen = TextField(null=True)
    digest_seen = TextField(null=True)
    submitted_at = IntegerField(null=True)
    """When the hub heard of the press."""
    pressed_at = IntegerField(null=True)
    """When the button was pressed by the device's clock."""
    published_at = IntegerField(null=True)
    permalink = TextField(null=True)
    platform_post_id = TextField(null=True)
    unknown_at = IntegerField(null=True)
    unknown_reason = TextField(null=True)
    journal = TextField(null=True)
    journal_heard_at = IntegerField(null=True)
    next_look_at = IntegerField(null=True)
    recovered = BooleanField()
    """It was found by a look, not reported by the run."""
    resolved_by = TextField(null=True)
    resolved_at = IntegerField(null=True)
    note = TextField(null=True)
    state_at = IntegerField()


class Look(Table):
    """What a read-only VERIFY_POST saw."""

    publishing_run_seq = IntegerField()
    job_id = TextField()
    device_id = TextField()
    outcome = TextField()
    at = IntegerField()
    read_count = IntegerField(null=True)
    newest = TextField(null=True)
    permalink = TextField(null=True)
    detail = TextField()
