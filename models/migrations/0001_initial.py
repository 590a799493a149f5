"""Schema 1: the first whole store. Frozen: a later change is a later file."""

TABLES = """
CREATE TABLE hub (
    seq INTEGER PRIMARY KEY CHECK (seq = 1),
    id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE operator (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE workspace (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    colour TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    named_by_operator INTEGER NOT NULL DEFAULT 0,
    browser TEXT,
    version TEXT,
    channel TEXT NOT NULL CHECK (channel IN ('noise', 'json')),
    status TEXT NOT NULL CHECK (status IN ('provisional', 'active', 'revoked')),
    draining INTEGER NOT NULL DEFAULT 0,
    online INTEGER NOT NULL DEFAULT 0,
    capabilities TEXT NOT NULL,
    public_key BLOB,
    token_digest BLOB,
    origin TEXT,
    address TEXT,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER
) STRICT;
CREATE UNIQUE INDEX device_key ON device (public_key) WHERE public_key IS NOT NULL;

CREATE TABLE binding (
    seq INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    display_name TEXT,
    checked_at INTEGER,
    UNIQUE (device_id, platform, handle)
) STRICT;

CREATE TABLE pairing_link (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('noise', 'json')),
    allow_first INTEGER NOT NULL,
    secret BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    outcome TEXT CHECK (outcome IN ('paired', 'refused', 'expired')),
    device_id TEXT REFERENCES device (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX pairing_link_live ON pairing_link (expires_at) WHERE secret IS NOT NULL;

CREATE TABLE connector (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    platform TEXT NOT NULL,
    version INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    shipped INTEGER NOT NULL,
    recipe TEXT NOT NULL,
    hosts TEXT,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pause (
    seq INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('all', 'device', 'platform', 'account')),
    target TEXT NOT NULL,
    since INTEGER NOT NULL,
    actor TEXT NOT NULL,
    UNIQUE (scope, target)
) STRICT;

CREATE TABLE job (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    progress INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    message TEXT,
    needs_user_reason TEXT,
    needs_user_message TEXT,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,
    error_message TEXT,
    input TEXT NOT NULL,
    needs TEXT,
    output TEXT,
    checkpoint TEXT,
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0,
    run_after INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    created_by_id TEXT NOT NULL,
    assigned_device_id TEXT REFERENCES device (id),
    directed_device_id TEXT REFERENCES device (id),
    parent_id TEXT REFERENCES job (id),
    dedupe_key TEXT,
    evidence_count INTEGER NOT NULL DEFAULT 0,
    proof_count INTEGER NOT NULL DEFAULT 0,
    log_count INTEGER NOT NULL DEFAULT 0,
    run_count INTEGER NOT NULL DEFAULT 0,
    children_total INTEGER NOT NULL DEFAULT 0,
    children_done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX job_dedupe ON job (workspace_id, dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX job_claimable ON job (needs, directed_device_id, priority DESC, seq, run_after)
    WHERE status = 'PENDING' AND needs IS NOT NULL;
CREATE INDEX job_due ON job (run_after) WHERE status = 'PENDING' AND run_after IS NOT NULL;
CREATE INDEX job_busy ON job (assigned_device_id) WHERE status = 'RUNNING';
CREATE INDEX job_needs_user ON job (updated_at) WHERE needs_user_reason IS NOT NULL;
CREATE INDEX job_parent ON job (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX job_status ON job (status);
CREATE INDEX job_workspace ON job (workspace_id);
CREATE INDEX job_updated ON job (updated_at);
CREATE INDEX job_completed ON job (completed_at) WHERE completed_at IS NOT NULL;

CREATE TABLE run (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_seq INTEGER NOT NULL REFERENCES job (seq),
    attempt INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    device_id TEXT NOT NULL REFERENCES device (id),
    state TEXT NOT NULL
        CHECK (state IN ('running', 'completed', 'failed', 'lost', 'cancelled')),
    progress INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    error_code TEXT,
    error_message TEXT,
    UNIQUE (job_seq, epoch)
) STRICT;
CREATE INDEX run_device ON run (device_id, started_at);
CREATE INDEX run_started ON run (started_at);

CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    job_seq INTEGER NOT NULL REFERENCES job (seq),
    run_seq INTEGER REFERENCES run (seq),
    at INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('debug', 'info', 'warn', 'error')),
    message TEXT NOT NULL,
    data TEXT
) STRICT;
CREATE INDEX log_job ON log (job_seq);

CREATE TABLE evidence (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_seq INTEGER NOT NULL REFERENCES job (seq),
    run_seq INTEGER NOT NULL REFERENCES run (seq),
    workspace_seq INTEGER NOT NULL REFERENCES workspace (seq),
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    snippet TEXT NOT NULL,
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    hash BLOB NOT NULL,
    size_bytes INTEGER NOT NULL,
    collected_at INTEGER,
    received_at INTEGER NOT NULL,
    late INTEGER NOT NULL,
    phone TEXT,
    website TEXT,
    address TEXT,
    category TEXT,
    rating REAL,
    reviews INTEGER,
    latitude REAL,
    longitude REAL,
    search_text TEXT NOT NULL,
    UNIQUE (job_seq, hash)
) STRICT;
CREATE INDEX evidence_job ON evidence (job_seq);
CREATE INDEX evidence_workspace ON evidence (workspace_seq);
CREATE INDEX evidence_type ON evidence (type);
CREATE INDEX evidence_website ON evidence (seq) WHERE website IS NOT NULL;
CREATE INDEX evidence_address ON evidence (seq) WHERE address IS NOT NULL;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_category ON evidence (category);
CREATE INDEX evidence_phone ON evidence (phone);
CREATE INDEX evidence_rating ON evidence (rating);
CREATE INDEX evidence_source ON evidence (source);
CREATE INDEX evidence_confidence ON evidence (confidence);

CREATE VIRTUAL TABLE evidence_search USING fts5 (
    search_text, content = 'evidence', content_rowid = 'seq', tokenize = 'unicode61',
    prefix = '2 3'
);
CREATE TRIGGER evidence_inserted AFTER INSERT ON evidence BEGIN
    INSERT INTO evidence_search (rowid, search_text) VALUES (new.seq, new.search_text);
END;
CREATE TRIGGER evidence_deleted AFTER DELETE ON evidence BEGIN
    INSERT INTO evidence_search (evidence_search, rowid, search_text)
        VALUES ('delete', old.seq, old.search_text);
END;
CREATE TRIGGER evidence_changed AFTER UPDATE OF search_text ON evidence BEGIN
    INSERT INTO evidence_search (evidence_search, rowid, search_text)
        VALUES ('delete', old.seq, old.search_text);
    INSERT INTO evidence_search (rowid, search_text) VALUES (new.seq, new.search_text);
END;

CREATE TABLE evidence_batch (
    seq INTEGER PRIMARY KEY,
    job_seq INTEGER NOT NULL REFERENCES job (seq),
    run_seq INTEGER NOT NULL REFERENCES run (seq),
    batch_id TEXT NOT NULL,
    content BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    reply TEXT NOT NULL,
    UNIQUE (job_seq, batch_id, content)
) STRICT;
CREATE INDEX evidence_batch_received ON evidence_batch (received_at);

CREATE TABLE proof (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_seq INTEGER NOT NULL REFERENCES job (seq),
    run_seq INTEGER NOT NULL REFERENCES run (seq),
    workspace_seq INTEGER NOT NULL REFERENCES workspace (seq),
    kind TEXT NOT NULL,
    mime TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    captured_at INTEGER NOT NULL,
    declared_at INTEGER NOT NULL,
    received_at INTEGER,
    clock_skew_ms INTEGER,
    page_url TEXT,
    title TEXT,
    state TEXT NOT NULL CHECK (state IN ('declared', 'stored')),
    integrity TEXT NOT NULL CHECK (integrity IN ('intact', 'changed', 'missing', 'unchecked')),
    checked_at INTEGER,
    late INTEGER NOT NULL
) STRICT;
CREATE INDEX proof_job ON proof (job_seq);
CREATE INDEX proof_run ON proof (run_seq, state);
CREATE INDEX proof_captured ON proof (captured_at);
CREATE INDEX proof_received ON proof (received_at);
CREATE INDEX proof_sha256 ON proof (sha256);
CREATE INDEX proof_damaged ON proof (integrity) WHERE integrity IN ('changed', 'missing');

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_type TEXT,
    subject_id TEXT,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject_id) WHERE subject_id IS NOT NULL;
CREATE TABLE audit_head (
    seq INTEGER PRIMARY KEY CHECK (seq = 1),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'entries of the audit log are never removed');
END;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'entries of the audit log are never changed');
END;
"""


def up(migrator, db):
    for statement in _statements(TABLES):
        db.execute_sql(statement)
    db.execute_sql("PRAGMA application_id = 1349676900")
    db.execute_sql("PRAGMA user_version = 1")


def _statements(script):
    """The script cut at its statements' ends; a trigger's own semicolons do not end it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        ended = statement.rstrip().endswith(";")
        if ended and ("CREATE TRIGGER" not in statement or statement.rstrip().endswith("END;")):
            yield statement
            statement = ""
