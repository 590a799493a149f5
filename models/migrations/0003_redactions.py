"""Schema 3: redacted copies of proofs. Frozen: a later change is a later file."""

TABLES = """
ALTER TABLE proof ADD COLUMN parent_id TEXT REFERENCES proof (id);
ALTER TABLE proof ADD COLUMN redaction TEXT;
CREATE INDEX proof_parent ON proof (parent_id) WHERE parent_id IS NOT NULL;
"""


def up(migrator, db):
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.execute_sql("PRAGMA user_version = 3")
