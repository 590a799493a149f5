"""Schema 2: publishing. Frozen: a later change is a later file."""

TABLES = """
ALTER TABLE job ADD COLUMN account TEXT;
ALTER TABLE job ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN slot TEXT;
ALTER TABLE job ADD COLUMN publish_until INTEGER;
CREATE INDEX job_account ON job (account, status) WHERE account IS NOT NULL;
CREATE INDEX job_publish_until ON job (publish_until)
    WHERE status = 'PENDING' AND publish_until IS NOT NULL;

ALTER TABLE connector ADD COLUMN press TEXT CHECK (press IN ('agent', 'operator'));

CREATE TABLE connector_check (
    seq INTEGER PRIMARY KEY,
    connector_id TEXT NOT NULL REFERENCES connector (id) ON DELETE CASCADE,
    device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    account_seen TEXT,
    detail TEXT NOT NULL,
    job_id TEXT REFERENCES job (id),
    at INTEGER NOT NULL,
    UNIQUE (connector_id, device_id)
) STRICT;

CREATE TABLE account (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    display_name TEXT,
    press TEXT CHECK (press IN ('agent', 'operator')),
    slots TEXT NOT NULL DEFAULT '[]',
    zone TEXT,
    spacing_minutes INTEGER NOT NULL DEFAULT 0 CHECK (spacing_minutes >= 0),
    daily_limit INTEGER CHECK (daily_limit > 0),
    parked_until INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_workspace ON account (workspace_id);

CREATE TABLE media (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_sha256 ON media (sha256);

CREATE TABLE series (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL,
    wall TEXT NOT NULL,
    zone TEXT NOT NULL,
    last_wall TEXT,
    ended INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE post (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    text TEXT NOT NULL,
    link TEXT,
    media TEXT NOT NULL DEFAULT '[]',
    wall TEXT,
    zone TEXT,
    at INTEGER,
    late_policy TEXT NOT NULL CHECK (late_policy IN ('publish', 'ask', 'skip')),
    grace_minutes INTEGER NOT NULL CHECK (grace_minutes >= 0),
    series_id TEXT REFERENCES series (id),
    job_id TEXT REFERENCES job (id),
    duplicate_of TEXT REFERENCES post (id),
    created_by_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE INDEX post_at ON post (at) WHERE at IS NOT NULL;
CREATE INDEX post_workspace ON post (workspace_id);
CREATE INDEX post_job ON post (job_id) WHERE job_id IS NOT NULL;
CREATE UNIQUE INDEX post_occurrence ON post (series_id, at) WHERE series_id IS NOT NULL;

CREATE TABLE variant (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    post_id TEXT NOT NULL REFERENCES post (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    position INTEGER NOT NULL,
    text TEXT,
    link TEXT,
    media TEXT,
    first_comment TEXT,
    job_id TEXT REFERENCES job (id),
    UNIQUE (post_id, account_id)
) STRICT;
CREATE INDEX variant_account ON variant (account_id);
CREATE INDEX variant_job ON variant (job_id) WHERE job_id IS NOT NULL;

CREATE TABLE publishing_run (
    seq INTEGER PRIMARY KEY,
    run_seq INTEGER NOT NULL UNIQUE REFERENCES run (seq),
    variant_id TEXT NOT NULL REFERENCES variant (id),
    account_key TEXT NOT NULL,
    publication_key TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'preparing', 'permitted', 'submitted',
        'published', 'unknown', 'verifying', 'not_found', 'not_published', 'failed')),
    commit_by TEXT NOT NULL CHECK (commit_by IN ('agent', 'operator')),
    permit TEXT UNIQUE,
    permit_count INTEGER NOT NULL DEFAULT 0,
    permitted_at INTEGER,
    permit_until INTEGER,
    returned_at INTEGER,
    account_seen TEXT,
    digest_seen TEXT,
    submitted_at INTEGER,
    pressed_at INTEGER,
    published_at INTEGER,
    permalink TEXT,
    platform_post_id TEXT,
    unknown_at INTEGER,
    unknown_reason TEXT,
    journal TEXT CHECK (journal IN ('none', 'intent', 'pressed')),
    journal_heard_at INTEGER,
    next_look_at INTEGER,
    recovered INTEGER NOT NULL DEFAULT 0,
    resolved_by TEXT,
    resolved_at INTEGER,
    note TEXT,
    state_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX publishing_run_live ON publishing_run (publication_key)
    WHERE state IN ('claimed', 'preparing', 'permitted', 'submitted', 'unknown', 'verifying');
CREATE INDEX publishing_run_variant ON publishing_run (variant_id);
CREATE INDEX publishing_run_key ON publishing_run (publication_key);
CREATE INDEX publishing_run_account ON publishing_run (account_key, permitted_at);
CREATE INDEX publishing_run_open ON publishing_run (state)
    WHERE state IN ('permitted', 'submitted', 'unknown', 'verifying', 'not_found');

CREATE TABLE look (
    seq INTEGER PRIMARY KEY,
    publishing_run_seq INTEGER NOT NULL REFERENCES publishing_run (seq),
    job_id TEXT NOT NULL REFERENCES job (id),
    device_id TEXT NOT NULL REFERENCES device (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('found', 'not_found')),
    at INTEGER NOT NULL,
    read_count INTEGER,
    newest TEXT,
    permalink TEXT,
    detail TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX look_run ON look (publishing_run_seq);
"""


def up(migrator, db):
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 2")
