"""Read-only looks at an account for a publication whose outcome is in doubt (VERIFY_POST)."""

from typing import Any, Final

import msgspec

from models import json_text
from models.clock import rfc3339
from models.errors import InvalidInput
from models.job_insert import NewRow, insert
from models.moves import record
from models.publishing_inputs import VERIFY_POST
from models.rows import Database

PRIORITY: Final = 90
"""Before searches, behind publications."""

_OF_RUN: Final = """
SELECT job.workspace_id, job.title, job.needs, job.account, job.input,
    coalesce(publishing_run.permitted_at, run.started_at)
FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
JOIN job ON job.seq = run.job_seq
WHERE run.id = ?
"""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for, and where."""

    run_id: str
    workspace_id: str
    title: str
    needs: str
    account: str
    input: dict[str, Any]
    """Of the PUBLISH_VARIANT."""
    after: int
    """It cannot have gone out before."""


def subject(db: Database, run_id: str) -> Subject:
    """Raises InvalidInput("input.runId") for a run that publishes nothing."""
    row = db.execute_sql(_OF_RUN, (run_id,)).fetchone()
    if row is None:
        raise InvalidInput("input.runId", "names no run that published something")
    workspace_id, title, needs, account, input, after = row
    return Subject(
        run_id=run_id,
        workspace_id=workspace_id,
        title=title,
        needs=needs,
        account=account,
        input=json_text.load(input),
        after=after,
    )


def make(
    db: Database,
    run_id: str,
    *,
    run_after: int | None,
    device_id: str | None = None,
    dedupe_key: str | None = None,
    actor: str,
    now: int,
) -> str:
    """A VERIFY_POST for this run that waits until `run_after`; the job's id."""
    about = subject(db, run_id)
    row = NewRow(
        workspace_id=about.workspace_id,
        type=VERIFY_POST,
        title=about.title,
        input={
            "runId": run_id,
            "account": about.input["account"],
            "text": about.input["text"],
            "mediaCount": len(about.input["media"]),
            "after": rfc3339(about.after),
        },
        needs=tuple(about.needs.split(",")),
        priority=PRIORITY,
        run_after=run_after,
        created_by=actor,
        device_id=device_id,
        dedupe_key=dedupe_key,
        account=about.account,
    )
    insert(db, [row], now=now)
    record(db, "created", row.id, actor=actor, now=now, type=VERIFY_POST, run=run_id)
    return row.id
