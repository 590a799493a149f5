"""Dry runs: which jobs are one, and what they say of a connector on a device."""

from typing import Any, Final

from models import json_text
from models.eligibility import needs_of
from models.rows import Database
from models.states import COMPLETED, FAILED

_JOB: Final = """
SELECT job.needs, job.input, job.status, job.output, job.error_message, run.device_id,
    run.started_at, connector.version, connector.updated_at, connector.kind
FROM job
JOIN run ON run.job_seq = job.seq
JOIN connector ON connector.id = CASE instr(job.needs, ',') WHEN 0 THEN job.needs
    ELSE substr(job.needs, 1, instr(job.needs, ',') - 1) END
WHERE job.id = ? ORDER BY run.seq DESC LIMIT 1
"""
_KEEP: Final = """
INSERT INTO connector_check
    (connector_id, device_id, version, passed, account_seen, detail, job_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (connector_id, device_id) DO UPDATE SET version = excluded.version,
    passed = excluded.passed, account_seen = excluded.account_seen, detail = excluded.detail,
    job_id = excluded.job_id, at = excluded.at
"""
TEXT_DIFFERS: Final = "The text that the page shows is not the text that was typed."
NO_BUTTON: Final = "The last button was not found, or not enabled."
NO_ROWS: Final = "The page was read, but nothing was found on it."


def is_dry_run(input: dict[str, Any]) -> bool:
    """Whether a job of this input only tries a connector."""
    options = input.get("options")
    return input.get("dryRun") is True or (
        isinstance(options, dict) and options.get("dryRun") is True
    )


def keep(db: Database, job_id: str, *, now: int) -> tuple[str, str] | None:
    """The outcome of a dry run that ended, as (connector id, device id).

    None when the job is none, has not ended by itself, or the recipe changed since it began.
    """
    row = db.execute_sql(_JOB, (job_id,)).fetchone()
    if row is None:
        return None
    needs, input, status, output, error, device_id, began, version, changed_at, kind = row
    if status not in (COMPLETED, FAILED) or not is_dry_run(json_text.load(input)):
        return None
    if changed_at > began:
        return None
    connector_id = needs_of(needs)[0]
    said = json_text.load_optional(output) or {}
    problem = (error or "") if status == FAILED else _problem(kind, said)
    seen = said.get("account")
    detail = {"message": problem} if problem is not None else {}
    kept = (
        *(connector_id, device_id, version, problem is None),
        seen if isinstance(seen, str) else None,
        *(json_text.dump(detail), job_id, now),
    )
    db.execute_sql(_KEEP, kept)
    return connector_id, device_id


def _problem(kind: str, said: dict[str, Any]) -> str | None:
    """What was not good about a dry run that ended well."""
    if kind == "publish":
        if said.get("text") is False:
            return TEXT_DIFFERS
        return NO_BUTTON if said.get("button") is False else None
    return NO_ROWS if said.get("rows") == 0 else None
