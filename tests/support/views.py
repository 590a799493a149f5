"""Views made by hand, for tests that need no database."""

from itertools import count
from typing import Any
from uuid import uuid4

import msgspec

from models.views import ConnectorView, DeviceView, JobView

_seq = count(1)

_JOB = JobView(
    seq=0,
    id="",
    workspace_id="w",
    type="google_maps",
    title="dentists, Amman",
    status="PENDING",
    phase="queued",
    progress=0,
    message=None,
    needs_user_action=False,
    needs_user_reason=None,
    needs_user_message=None,
    cancel_requested=False,
    error_code=None,
    error_message=None,
    input={"query": "dentists"},
    output=None,
    checkpoint=None,
    priority=0,
    attempts=0,
    max_attempts=3,
    epoch=0,
    run_after=None,
    created_at=0,
    updated_at=0,
    started_at=None,
    completed_at=None,
    created_by_id="o",
    assigned_agent_id=None,
    assigned_agent_name=None,
    directed_agent_id=None,
    parent_id=None,
    evidence_count=0,
    proof_count=0,
    log_count=0,
    run_count=0,
    children_total=0,
    children_done=0,
)


def job_view(**changes: Any) -> JobView:
    """A pending google_maps job, newer than all before."""
    seq = next(_seq)
    return msgspec.structs.replace(_JOB, **({"seq": seq, "id": f"job-{seq}"} | changes))


def device_view(id: str = "", **changes: Any) -> DeviceView:
    """An active device that can do google_maps."""
    device = DeviceView(
        id=id or str(uuid4()),
        name="Laptop",
        browser="Chromium",
        version="1.0",
        channel="noise",
        status="active",
        draining=False,
        capabilities=["google_maps"],
        bindings=[],
        origin=None,
        address=None,
        created_at=0,
        last_seen_at=None,
        jobs_today=0,
    )
    return msgspec.structs.replace(device, **changes)


def connector_view(id: str = "google_maps", **changes: Any) -> ConnectorView:
    """An enabled search connector."""
    connector = ConnectorView(
        id=id,
        name={"en": id},
        kind="search",
        platform="google",
        version=1,
        enabled=True,
        hosts=["www.google.com"],
        hosts_overridden=False,
        recipe={},
        updated_at=0,
    )
    return msgspec.structs.replace(connector, **changes)
