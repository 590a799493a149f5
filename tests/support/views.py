"""Views made by hand, for tests that need no database."""

from itertools import count
from typing import Any
from uuid import uuid4

import msgspec

from models import inputs
from models.errors import InvalidInput
from models.posts.views import PostView, PublishingRunView, TargetView
from models.publishing import inputs as publishing_inputs
from models.views import ConnectorView, DeviceView, EvidenceView, JobView, ProofView, RunView

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
    made = msgspec.structs.replace(_JOB, **({"seq": seq, "id": f"job-{seq}"} | changes))
    if "needs" in changes or made.type in publishing_inputs.TYPES:
        return made
    try:
        needs = inputs.validate(made.type, made.input).needs
    except InvalidInput:  # shown all the same, whoever made it
        return made
    return msgspec.structs.replace(made, needs=needs)


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


def run_view(**changes: Any) -> RunView:
    """A run that goes on."""
    run = RunView(
        id="run",
        job_id="job",
        attempt=1,
        epoch=1,
        device_id="device",
        device_name="Laptop",
        state="running",
        progress=0,
        started_at=0,
        ended_at=None,
        error_code=None,
        error_message=None,
    )
    return msgspec.structs.replace(run, **changes)


def proof_view(**changes: Any) -> ProofView:
    """A picture that is stored and intact."""
    proof = ProofView(
        seq=1,
        id="proof",
        job_id="job",
        job_title="dentists, Amman",
        run_id=None,
        workspace_id="w",
        device_id=None,
        device_name=None,
        kind="results",
        mime="image/png",
        size_bytes=1,
        sha256="9f3c4be1" + "0" * 52 + "71ab",
        width=1,
        height=1,
        captured_at=0,
        received_at=0,
        clock_skew_ms=0,
        page_url=None,
        title="Results page 1",
        state="stored",
        integrity="intact",
        late=False,
    )
    return msgspec.structs.replace(proof, **changes)


def evidence_view(**changes: Any) -> EvidenceView:
    """A place without any facts."""
    seq = next(_seq)
    row = EvidenceView(
        seq=seq,
        id=f"evidence-{seq}",
        job_id="job",
        job_type="google_maps",
        run_id=None,
        workspace_id="w",
        device_id=None,
        device_name=None,
        type="place",
        title="Rabieh Smile Dental",
        source="google_maps",
        url="https://maps.example/1",
        snippet="{}",
        confidence="high",
        hash="",
        size_bytes=2,
        collected_at=0,
        received_at=0,
        late=False,
        phone=None,
        website=None,
        address=None,
        category=None,
        rating=None,
        reviews=None,
        latitude=None,
        longitude=None,
    )
    return msgspec.structs.replace(row, **changes)


_TARGET = TargetView(
    variant_id="",
    account_id="a",
    platform="x",
    handle="cairocoffeehs",
    display_name="Cairo Coffee House",
    text="Live oud this Friday",
    own_text=False,
    link=None,
    own_link=False,
    media=[],
    own_media=False,
    first_comment=None,
    status="scheduled",
    reason=None,
    job_id=None,
    permalink=None,
    published_at=None,
    device_id=None,
    device_name=None,
    proof_parts=[],
    runs=[],
)

_POST = PostView(
    seq=0,
    id="",
    workspace_id="w",
    title="Friday live music",
    text="Live oud this Friday",
    link=None,
    media=[],
    status="scheduled",
    wall=None,
    zone=None,
    at=None,
    late_policy="publish",
    grace_minutes=20,
    series_id=None,
    job_id=None,
    targets=[],
    created_by_id="o",
    created_at=0,
    updated_at=0,
)

_PUBLISHING_RUN = PublishingRunView(
    id="run-1",
    job_id="job-1",
    variant_id="variant-1",
    attempt=1,
    epoch=1,
    device_id="d",
    device_name="Front desk - Chrome",
    state="unknown",
    commit_by="agent",
    started_at=0,
    ended_at=None,
    permitted_at=None,
    permit_count=0,
    account_seen=None,
    digest_seen=None,
    submitted_at=None,
    pressed_at=None,
    published_at=None,
    permalink=None,
    platform_post_id=None,
    unknown_at=None,
    unknown_reason=None,
    journal=None,
    journal_heard_at=None,
    next_look_at=None,
    recovered=False,
    resolved_by=None,
    resolved_at=None,
    note=None,
    error_code=None,
    error_message=None,
)


def target_view(platform: str = "x", **changes: Any) -> TargetView:
    """A scheduled target of a platform."""
    made = {"variant_id": f"variant-{next(_seq)}", "platform": platform} | changes
    return msgspec.structs.replace(_TARGET, **made)


def post_view(**changes: Any) -> PostView:
    """A scheduled post, newer than all before; without a time until `at` (and `wall`) is given."""
    seq = next(_seq)
    return msgspec.structs.replace(_POST, **({"seq": seq, "id": f"post-{seq}"} | changes))


def publishing_run_view(**changes: Any) -> PublishingRunView:
    """A run whose outcome is unknown."""
    return msgspec.structs.replace(_PUBLISHING_RUN, **changes)
