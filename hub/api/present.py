"""From the store's views to the shapes of the API: same names, times as RFC 3339."""

from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET

from hub.api import shapes
from hub.services.connectors import Imported
from models.accounts.views import AccountView
from models.clock import rfc3339
from models.connector_views import DeviceCheckView
from models.posts.imports import ImportReport
from models.posts.views import MediaUse, MediaView, PostView, PublishingRunView, TargetView
from models.views import (
    AuditView,
    ConnectorView,
    DeviceView,
    EvidenceView,
    JobView,
    LogView,
    ProofView,
    RunView,
)

S = TypeVar("S", bound=shapes.Shape)


def job(view: JobView) -> shapes.Job:
    """A job."""
    return _same(shapes.Job, view)


def job_detail(view: JobView, creator: str) -> shapes.JobDetail:
    """A job with its creator's name and how much belongs to it."""
    counts = shapes.Counts(
        evidence=view.evidence_count,
        logs=view.log_count,
        proofs=view.proof_count,
        runs=view.run_count,
    )
    creator_ = shapes.Person(id=view.created_by_id, name=creator)
    return _same(shapes.JobDetail, view, created_by=creator_, counts=counts)


def run(view: RunView) -> shapes.Run:
    """A run; its device is called agent here, as in a job."""
    return _same(shapes.Run, view, agent_id=view.device_id, agent_name=view.device_name)


def log_line(view: LogView) -> shapes.LogLine:
    """A line of a log."""
    return _same(shapes.LogLine, view, id=view.seq)


def evidence(view: EvidenceView) -> shapes.Evidence:
    """A finding."""
    return _same(shapes.Evidence, view, snippet=msgspec.Raw(view.snippet.encode()))


def proof(view: ProofView) -> shapes.Proof:
    """A proof file; only a redacted copy has a parent."""
    return _same(shapes.Proof, view, parent_id=view.parent_id or UNSET)


def device(view: DeviceView, *, online: bool) -> shapes.Device:
    """A device with its accounts."""
    bindings = [_same(shapes.Binding, binding) for binding in view.bindings]
    return _same(shapes.Device, view, online=online, bindings=bindings)


def connector(view: ConnectorView) -> shapes.Connector:
    """A connector with its recipe."""
    return _same(shapes.Connector, view)


def connector_detail(view: ConnectorView, devices: list[DeviceCheckView]) -> shapes.ConnectorDetail:
    """A connector with the devices that have it."""
    listed = [_same(shapes.ConnectorDevice, one) for one in devices]
    return _same(shapes.ConnectorDetail, view, devices=listed)


def imported(view: Imported) -> shapes.ImportedRecording:
    """A recording on its way to become a connector."""
    return shapes.ImportedRecording(
        findings=[_same(shapes.RecordingFinding, one) for one in view.found],
        marks=msgspec.to_builtins(view.marks),
        recipe=view.recipe,
        missing=view.missing,
    )


def audit_entry(view: AuditView) -> shapes.AuditEntry:
    """An entry of the ledger."""
    return _same(shapes.AuditEntry, view)


def media(view: MediaView) -> shapes.Media:
    """A file of posts."""
    return _same(shapes.Media, view, media_id=view.id)


def publishing_run(view: PublishingRunView) -> shapes.PublishingRun:
    """An attempt at a target; its device is called agent here, as in a job."""
    return _same(shapes.PublishingRun, view, agent_id=view.device_id, agent_name=view.device_name)


def post(view: PostView) -> shapes.Post:
    """A post with its targets."""
    return _same(
        shapes.Post,
        view,
        media=_uses(view.media),
        targets=[_target(target) for target in view.targets],
    )


def account(view: AccountView) -> shapes.Account:
    """An account that is published to."""
    return _same(shapes.Account, view)


def import_report(view: ImportReport) -> shapes.ImportReport:
    """What an import did."""
    problems = [_same(shapes.ImportProblem, one) for one in view.problems]
    return _same(shapes.ImportReport, view, problems=problems)


def _target(view: TargetView) -> shapes.Target:
    account = shapes.TargetAccount(
        id=view.account_id,
        platform=view.platform,
        handle=view.handle,
        display_name=view.display_name,
    )
    return _same(
        shapes.Target,
        view,
        account=account,
        media=_uses(view.media),
        agent_id=view.device_id,
        agent_name=view.device_name,
        runs=[publishing_run(run) for run in view.runs],
    )


def _uses(uses: list[MediaUse]) -> list[shapes.MediaUse]:
    return [shapes.MediaUse(id=use.id, alt=use.alt) for use in uses]


def _same(shape: type[S], view: msgspec.Struct, **others: object) -> S:
    """The shape's fields from the view's of the same name, but for `others`."""
    values: dict[str, Any] = dict(others)
    for name in shape.__struct_fields__:
        if name not in values:
            value = getattr(view, name)
            values[name] = rfc3339(value) if _is_time(name) and value is not None else value
    return shape(**values)


@cache
def _is_time(name: str) -> bool:
    return name == "at" or name.endswith("_at") or name in ("run_after", "parked_until")
