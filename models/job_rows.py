"""Rows of jobs, runs and logs as views: the one place that knows their columns."""

from typing import Any, Final

from peewee import JOIN, Case, ModelSelect

from models import json_text
from models.eligibility import needs_of
from models.errors import NotFound
from models.phases import Phases
from models.rows import Database, Row, fetch
from models.states import RUN_RUNNING
from models.tables import Device, Job, Log, Run
from models.views import JobView, LogView, RunView

_PLAIN: Final = (
    "seq",
    "id",
    "workspace_id",
    "type",
    "title",
    "status",
    "progress",
    "message",
    "needs_user_reason",
    "needs_user_message",
    "cancel_requested",
    "error_code",
    "error_message",
    "input",
    "output",
    "checkpoint",
    "priority",
    "attempts",
    "max_attempts",
    "epoch",
    "run_after",
    "created_at",
    "updated_at",
    "started_at",
    "completed_at",
    "created_by_id",
    "parent_id",
    "evidence_count",
    "proof_count",
    "log_count",
    "run_count",
    "children_total",
    "children_done",
    "account",
    "held",
)
_NAMES: Final = (*_PLAIN, "assigned_agent_id", "directed_agent_id", "assigned_agent_name")


def select_jobs() -> "ModelSelect[Job]":
    """All columns a view needs; the caller adds conditions, order and limit."""
    return Job.select(
        *(getattr(Job, name) for name in _PLAIN),
        Job.assigned_device_id,
        Job.directed_device_id,
        Device.name,
        Job.needs,
    ).join(Device, JOIN.LEFT_OUTER, on=(Job.assigned_device_id == Device.id))


_ONE: Final[str] = select_jobs().where(Job.id == "").sql()[0]


def load(db: Database, job_id: str, phases: Phases) -> JobView:
    """One job. Raises NotFound("job", id)."""
    row = db.execute_sql(_ONE, (job_id,)).fetchone()
    if row is None:
        raise NotFound("job", job_id)
    return job_view(row, phases)


def load_all(db: Database, query: "ModelSelect[Job]", phases: Phases) -> list[JobView]:
    """The jobs of a query made with `select_jobs`."""
    return [job_view(row, phases) for row in fetch(db, query)]


def job_view(row: Row, phases: Phases) -> JobView:
    """A row of `select_jobs`."""
    *known, needs = row
    values: dict[str, Any] = dict(zip(_NAMES, known, strict=True))
    needs_user = values["needs_user_reason"] is not None
    values["cancel_requested"] = bool(values["cancel_requested"])
    values["held"] = bool(values["held"])
    for name in ("input", "output", "checkpoint"):
        values[name] = json_text.load_optional(values[name])
    return JobView(
        **values,
        needs_user_action=needs_user,
        needs=tuple(needs_of(needs)),
        phase=phases.of(
            values["status"],
            needs_user=needs_user,
            run_after=values["run_after"],
            failed_before=values["error_code"] is not None,
            needs=needs,
            directed=values["directed_agent_id"],
            seq=values["seq"],
            type=values["type"],
            account=values["account"],
            held=values["held"],
            error_code=values["error_code"],
        ),
    )


def select_runs() -> "ModelSelect[Run]":
    """While a run goes on its progress is the job's."""
    progress = Case(None, [(Run.state == RUN_RUNNING, Job.progress)], Run.progress)
    return (
        Run.select(
            Run.id,
            Job.id,
            Run.attempt,
            Run.epoch,
            Run.device_id,
            Device.name,
            Run.state,
            progress,
            Run.started_at,
            Run.ended_at,
            Run.error_code,
            Run.error_message,
        )
        .join(Job, on=(Run.job_seq == Job.seq))
        .switch(Run)
        .join(Device, on=(Run.device_id == Device.id))
    )


def run_view(row: Row) -> RunView:
    """A row of `select_runs`."""
    return RunView(**dict(zip(RunView.__struct_fields__, row, strict=True)))


def select_logs() -> "ModelSelect[Log]":
    """With the ids of job and run."""
    return (
        Log.select(Log.seq, Job.id, Run.id, Log.at, Log.level, Log.message, Log.data)
        .join(Job, on=(Log.job_seq == Job.seq))
        .switch(Log)
        .join(Run, JOIN.LEFT_OUTER, on=(Log.run_seq == Run.seq))
    )


def log_view(row: Row) -> LogView:
    """A row of `select_logs`."""
    seq, job_id, run_id, at, level, message, data = row
    return LogView(
        seq=seq,
        job_id=job_id,
        run_id=run_id,
        at=at,
        level=level,
        message=message,
        data=json_text.load_optional(data),
    )
