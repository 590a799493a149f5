"""More views made by hand, for what the window shows."""

from itertools import count
from typing import Any

import msgspec

from models.views import EvidenceView, LogView, ProofView, RunView

_seq = count(1)
_RUN = RunView(
    id="run-1",
    job_id="job-1",
    attempt=1,
    epoch=1,
    device_id="device-1",
    device_name="Front desk - Chrome",
    state="running",
    progress=0,
    started_at=0,
    ended_at=None,
    error_code=None,
    error_message=None,
)
_LOG = LogView(
    seq=0, job_id="job-1", run_id="run-1", at=0, level="info", message="opened", data=None
)
_EVIDENCE = EvidenceView(
    seq=0,
    id="",
    job_id="job-1",
    job_type="google_maps",
    run_id="run-1",
    workspace_id="w",
    device_id="device-1",
    device_name="Front desk - Chrome",
    type="place",
    title="Abdoun Dental Care",
    source="google_maps",
    url=None,
    snippet="{}",
    confidence="high",
    hash="0" * 64,
    size_bytes=2,
    collected_at=None,
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
_PROOF = ProofView(
    seq=0,
    id="",
    job_id="job-1",
    job_title="dentists, Amman",
    run_id="run-1",
    workspace_id="w",
    device_id="device-1",
    device_name="Front desk - Chrome",
    kind="results",
    mime="image/png",
    size_bytes=10,
    sha256="0" * 64,
    width=1280,
    height=800,
    captured_at=0,
    received_at=0,
    clock_skew_ms=0,
    page_url=None,
    title="Results page 1",
    state="stored",
    integrity="intact",
    late=False,
)


def run_view(**changes: Any) -> RunView:
    """A running run."""
    return msgspec.structs.replace(_RUN, **changes)


def log_view(**changes: Any) -> LogView:
    """A line of a log, newer than all before."""
    return msgspec.structs.replace(_LOG, **({"seq": next(_seq)} | changes))


def evidence_view(**changes: Any) -> EvidenceView:
    """A finding, newer than all before."""
    seq = next(_seq)
    return msgspec.structs.replace(_EVIDENCE, **({"seq": seq, "id": f"e-{seq}"} | changes))


def proof_view(**changes: Any) -> ProofView:
    """A stored proof, newer than all before."""
    seq = next(_seq)
    return msgspec.structs.replace(_PROOF, **({"seq": seq, "id": f"p-{seq}"} | changes))
