"""Read-only looks at an account for a publication whose outcome is in doubt (VERIFY_POST)."""

from typing import Any, Final

import msgspec

from models import json_text
from models.clock import rfc3339
from models.errors import InvalidInput
from models.job_insert import NewRow, insert
from models.moves import move, record
from models.publishing.inputs import VERIFY_POST
from models.rows import Database
from models.states import RUNNING

PRIORITY: Final = 90
"""Before searches, behind publications."""

APART_MS: Final = 600_000
"""Two looks that find nothing count as two only so far apart."""

_OF_RUN: Final = """
SELECT job.workspace_id, job.title, job.needs, job.account, job.input,
    coalesce(publishing_run.permitted_at, run.started_at)
FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
JOIN job ON job.seq = run.job_seq
WHERE run.id = ?
"""


_KEEP: Final = """
INSERT INTO look (publishing_run_seq, job_id, device_id, outcome, at, read_count, newest,
    permalink, detail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SPAN: Final = """
SELECT min(look.at), max(look.at) FROM look
JOIN publishing_run ON publishing_run.seq = look.publishing_run_seq
WHERE look.publishing_run_seq = ? AND look.outcome = 'not_found'
    AND look.at >= publishing_run.unknown_at
"""
_OPEN: Final = """
SELECT id, status, run_after FROM job
WHERE account = (SELECT account_key FROM publishing_run JOIN run ON run.seq = run_seq WHERE id = ?1)
    AND status IN ('PENDING', 'RUNNING') AND type = 'VERIFY_POST' AND input ->> '$.runId' = ?1
"""
_ASK: Final = "UPDATE job SET cancel_requested = 1, updated_at = ? WHERE id = ?"


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a look said."""

    found: bool
    checked: int | None
    journal: str | None


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


def keep(
    db: Database, seq: int, job_id: str, device_id: str, output: dict[str, Any], *, now: int
) -> Seen:
    """Write down a look at publishing run `seq`. Raises InvalidInput("output.…")."""
    found = output.get("found")
    if not isinstance(found, bool):
        raise InvalidInput("output.found", "must be true or false")
    permalink = output.get("permalink")
    named = any(
        isinstance(output.get(name), str) and output[name]
        for name in ("permalink", "platformPostId")
    )
    if found and not named:
        raise InvalidInput("output.permalink", "must be the address of what was found")
    checked = output.get("checked")
    checked = checked if isinstance(checked, int) and not isinstance(checked, bool) else None
    newest = output.get("newest")
    text = newest.get("text") if isinstance(newest, dict) else None
    detail = output.get("detail")
    journal = output.get("journal")
    values = (
        seq,
        job_id,
        device_id,
        "found" if found else "not_found",
        now,
        checked,
        text if isinstance(text, str) else None,
        permalink if isinstance(permalink, str) else None,
        json_text.dump(detail if isinstance(detail, dict) else {}),
    )
    db.execute_sql(_KEEP, values)
    known = journal if journal in ("none", "intent", "pressed") else None
    return Seen(found=found, checked=checked, journal=known)


def enough(db: Database, seq: int) -> bool:
    """Two looks found nothing, far enough apart."""
    first, last = db.execute_sql(_SPAN, (seq,)).fetchone()
    return first is not None and last - first >= APART_MS


def first_at(db: Database, seq: int) -> int:
    """When the first look that counts found nothing."""
    first: int = db.execute_sql(_SPAN, (seq,)).fetchone()[0]
    return first


def open_of(db: Database, run_id: str) -> list[tuple[str, str, int | None]]:
    """Looks that wait or run: id, status and time."""
    return [(id, status, at) for id, status, at in db.execute_sql(_OPEN, (run_id,)).fetchall()]


def hasten(db: Database, job_ids: list[str], *, now: int) -> None:
    """Looks that wait need not wait any longer."""
    for job_id in job_ids:
        db.execute_sql(
            "UPDATE job SET run_after = NULL, updated_at = ? WHERE id = ?", (now, job_id)
        )


def cancel_open(db: Database, run_id: str, *, now: int) -> None:
    """The answer is known: a look that waits is dropped, one that runs is asked to stop."""
    for job_id, status, _ in open_of(db, run_id):
        if status == RUNNING:
            db.execute_sql(_ASK, (now, job_id))
        else:
            move(db, "cancel", job_id, status, now=now)
        record(db, "cancel_requested", job_id, actor="system", now=now)
