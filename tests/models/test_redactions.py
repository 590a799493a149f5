"""Redacted copies beside their originals."""

import pytest

from models import proofs, redactions
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.queries import audit as audit_queries
from models.queries import jobs as job_queries
from models.queries import proofs as proof_queries
from models.queries.audit import AuditFilter
from models.redactions import Box, Copy
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR

BOXES: list[Box] = [(10, 20, 30, 40)]


def a_copy(boxes: list[Box] | None = None) -> Copy:
    return Copy(
        asset_id=new_id(), mime="image/png", size_bytes=5, sha256="cd" * 32, width=100, height=80,
        boxes=BOXES if boxes is None else boxes,
    )  # fmt: skip


@pytest.fixture
def original(db: Database, device: DeviceView) -> str:
    """A stored picture."""
    job = stores.a_claim(db, device).job
    return stores.a_proof(db, device, job.id, kind="after", title="The wall", page_url="https://w")


def test_a_copy_says_what_it_was_made_of_and_the_original_stays(
    db: Database, original: str
) -> None:
    before, copy = proof_queries.get(db, original), a_copy()
    stored = redactions.record(db, original, copy, actor=OPERATOR, now=NOW + 9)
    made = stored.proof
    assert proof_queries.get(db, original) == before
    assert (made.parent_id, made.redaction, made.kind) == (original, BOXES, "after")
    assert (made.captured_at, made.clock_skew_ms) == (before.captured_at, before.clock_skew_ms)
    assert (made.run_id, made.title, made.page_url) == (before.run_id, "The wall", "https://w")
    assert (made.sha256, made.state, made.integrity) == (copy.sha256, "stored", "intact")
    assert made.received_at == NOW + 9
    assert job_queries.get(db, made.job_id).proof_count == 2
    (entry,) = audit_queries.page(db, AuditFilter(subject_id=made.id)).items
    assert entry.action == "proof.redacted"
    assert entry.detail["original"] == original


def test_what_cannot_be_redacted(db: Database, device: DeviceView, original: str) -> None:
    job = proof_queries.get(db, original).job_id
    page = stores.a_proof(db, device, job, mime="text/html", kind="page")
    coming = stores.a_proof(db, device, job, stored=False)
    lost = stores.a_proof(db, device, job)
    proofs.record_check(db, lost, "missing", actor=OPERATOR, now=NOW)
    copy = redactions.record(db, original, a_copy(), actor=OPERATOR, now=NOW).proof.id
    before = stores.snapshot(db)
    for asset, code in ((page, "UNSUPPORTED_MEDIA"), (coming, "INVALID"), (lost, "INVALID")):
        with stores.refused(code):
            redactions.record(db, asset, a_copy(), actor=OPERATOR, now=NOW)
    with stores.refused("INVALID"):
        redactions.record(db, copy, a_copy(), actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        redactions.record(db, "nobody", a_copy(), actor=OPERATOR, now=NOW)
    assert stores.snapshot(db) == before


@pytest.mark.parametrize(
    "boxes", [[], [(0, 0, 0, 5)], [(0, 0, 5, -1)], [(0, 0, 10**9, 1)], [(0, 0, 1, 1)] * 201]
)
def test_boxes_that_are_none(db: Database, original: str, boxes: list[Box]) -> None:
    with pytest.raises(InvalidInput, match="boxes"):
        redactions.record(db, original, a_copy(boxes), actor=OPERATOR, now=NOW)
