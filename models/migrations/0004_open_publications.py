"""Schema 4: what of publications is open, doubtful or on a day is found without reading all.

Frozen: a later change is a later file.
"""

INDEXES = """
CREATE INDEX job_sent ON job (coalesce(started_at, created_at)) WHERE type = 'PUBLISH_POST';
CREATE INDEX job_open_post ON job (id) WHERE type IN ('PUBLISH_POST', 'SCHEDULE_POST')
    AND (status IN ('PENDING', 'RUNNING') OR needs_user_reason IS NOT NULL);
CREATE INDEX job_look ON job (status) WHERE type = 'VERIFY_POST';
CREATE INDEX post_there ON post (workspace_id) WHERE removed_at IS NULL;
CREATE INDEX post_unscheduled ON post (workspace_id)
    WHERE at IS NULL AND job_id IS NULL AND removed_at IS NULL;
CREATE INDEX publishing_run_doubted ON publishing_run (state_at) WHERE unknown_at IS NOT NULL;
"""


def up(migrator, db):
    for statement in INDEXES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 4")
