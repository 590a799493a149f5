"""The rows of proofs: declared, stored, late, checked."""

import pytest

from models import jobs, proofs
from models.errors import InvalidInput, NotFound
from models.ids import new_id
from models.queries import audit
from models.queries import jobs as job_queries
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, SHA, a_declaration, refused


@pytest.fixture
def job(db: Database, device: DeviceView) -> JobView:
    """A job that this device works on."""
    return stores.a_claim(db, device).job


def declare(
    db: Database, device: DeviceView, job: JobView, declaration: proofs.Declaration, epoch: int = 1
) -> proofs.Declared:
    return proofs.declare(db, device.id, job.id, epoch, declaration, clock_skew_ms=250, now=NOW)


def test_a_declared_proof_awaits_its_bytes(db: Database, device: DeviceView, job: JobView) -> None:
    declaration = a_declaration(page_url="https://x.example", width=1440, height=900)
    declared = declare(db, device, job, declaration)
    proof = declared.proof
    assert (proof.id, proof.state, proof.integrity) == (
        declaration.asset_id,
        "declared",
        "unchecked",
    )
    assert (proof.job_id, proof.job_title, proof.device_name) == (job.id, job.title, device.name)
    assert (proof.captured_at, proof.received_at, proof.clock_skew_ms) == (NOW - 1_000, None, 250)
    assert (proof.width, proof.height, proof.page_url) == (1440, 900, "https://x.example")
    assert not declared.late
    assert proofs.pending(db, job.id, 1) == proofs.awaited(db) == [proof.id]
    assert job_queries.get(db, job.id).proof_count == 0


def test_a_stored_proof_counts_and_enters_the_ledger(
    db: Database, device: DeviceView, job: JobView
) -> None:
    asset = declare(db, device, job, a_declaration()).proof.id
    stored = proofs.commit_stored(db, asset, now=NOW + 5)
    assert (stored.proof.state, stored.proof.integrity) == ("stored", "intact")
    assert stored.proof.received_at == NOW + 5
    assert [changed.proof_count for changed in stored.jobs] == [1]
    assert proofs.pending(db, job.id, 1) == []
    (entry,) = audit.page(db, AuditFilter(subject_id=asset)).items
    assert (entry.action, entry.actor) == ("proof.stored", f"device:{device.id}")
    assert entry.detail["sha256"] == SHA


def test_declaring_and_storing_again_changes_nothing(
    db: Database, device: DeviceView, job: JobView
) -> None:
    declaration = a_declaration()
    first = declare(db, device, job, declaration)
    assert declare(db, device, job, declaration) == first
    stored = proofs.commit_stored(db, declaration.asset_id, now=NOW)
    before = stores.snapshot(db)
    assert declare(db, device, job, declaration).proof == stored.proof
    again = proofs.commit_stored(db, declaration.asset_id, now=NOW + 9)
    assert (again.proof, again.jobs) == (stored.proof, [])
    assert stores.snapshot(db) == before


@pytest.mark.parametrize(
    "changed", [{"sha256": "cd" * 32}, {"size_bytes": 11}, {"mime": "image/jpeg"}]
)
def test_an_id_stands_for_one_file(
    db: Database, device: DeviceView, job: JobView, changed: dict[str, str | int]
) -> None:
    asset = declare(db, device, job, a_declaration()).proof.id
    with refused("INVALID"):
        declare(db, device, job, a_declaration(asset, **changed))


def test_another_device_cannot_take_over_an_id(
    db: Database, device: DeviceView, job: JobView
) -> None:
    asset = declare(db, device, job, a_declaration()).proof.id
    other = stores.a_device(db, "Laptop")
    theirs = stores.a_claim(db, other, "cafés").job
    before = stores.snapshot(db)
    with refused("INVALID"):
        declare(db, other, theirs, a_declaration(asset))
    with refused("LEASE_LOST"):
        declare(db, other, job, a_declaration())
    assert stores.snapshot(db) == before


def test_what_is_no_proof_is_refused(db: Database, device: DeviceView, job: JobView) -> None:
    with refused("UNSUPPORTED_MEDIA"):
        declare(db, device, job, a_declaration(mime="image/svg+xml"))
    with pytest.raises(NotFound):
        proofs.declare(db, device.id, "nothing", 1, a_declaration(), clock_skew_ms=None, now=NOW)
    with pytest.raises(NotFound):
        proofs.commit_stored(db, new_id(), now=NOW)


def test_late_proof_is_kept_and_marked(db: Database, device: DeviceView, job: JobView) -> None:
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    declared = declare(db, device, job, a_declaration())
    assert declared.late
    assert declared.proof.late
    stored = proofs.commit_stored(db, declared.proof.id, now=NOW)
    assert stored.jobs[0].proof_count == 1
    assert stored.jobs[0].status == "PENDING"


def test_a_childs_proof_counts_for_its_parent(db: Database, device: DeviceView) -> None:
    parent, child = stores.a_bulk(db, "a")
    jobs.claim(db, child.id, device.id, now=NOW)
    asset = declare(db, device, child, a_declaration()).proof.id
    changed = proofs.commit_stored(db, asset, now=NOW).jobs
    assert [(job.id, job.proof_count) for job in changed] == [(child.id, 1), (parent.id, 1)]


def test_a_check_is_kept_and_a_change_for_the_worse_is_audited(
    db: Database, device: DeviceView, job: JobView
) -> None:
    asset = stores.a_proof(db, device, job.id)
    proofs.record_check(db, asset, "intact", actor=OPERATOR, now=NOW + 1)
    assert audit.count(db, AuditFilter(subject_id=asset)) == 1
    assert proofs.record_check(db, asset, "changed", actor=OPERATOR, now=NOW + 2).integrity == (
        "changed"
    )
    (entry, _) = audit.page(db, AuditFilter(subject_id=asset)).items
    assert (entry.action, entry.detail) == ("proof.changed", {"before": "intact"})


def test_a_check_of_nothing_is_refused(db: Database, device: DeviceView, job: JobView) -> None:
    asset = stores.a_proof(db, device, job.id, stored=False)
    with refused("INVALID"):
        proofs.record_check(db, asset, "intact", actor=OPERATOR, now=NOW)
    with pytest.raises(InvalidInput):
        proofs.record_check(db, asset, "fine", actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        proofs.record_check(db, new_id(), "intact", actor=OPERATOR, now=NOW)
