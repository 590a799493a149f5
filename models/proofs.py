"""The rows of proof files: declared, then stored; kept even when late."""

from typing import Final

import msgspec

from models import audit, leases, media
from models.errors import InvalidInput, RuleRefused
from models.job_rows import load
from models.parents import with_parent
from models.phases import Phases
from models.proof_rows import load_proof
from models.publishing import attempts
from models.publishing.inputs import PUBLISH_VARIANT
from models.rows import Database, fetch, fetch_one
from models.tables import Job, Proof, Run
from models.views import JobView, ProofView

DECLARED: Final = "declared"
STORED: Final = "stored"
CHECKED: Final = ("intact", "changed", "missing")

_DECLARE: Final = """
INSERT INTO proof (id, job_seq, run_seq, workspace_seq, kind, mime, size_bytes, sha256, width,
    height, captured_at, declared_at, clock_skew_ms, page_url, title, state, integrity, late)
SELECT ?, job.seq, ?, workspace.seq, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'declared', 'unchecked', ?
FROM job JOIN workspace ON workspace.id = job.workspace_id WHERE job.seq = ?
"""
_COUNT: Final = """
UPDATE job SET proof_count = proof_count + 1, updated_at = ? WHERE id = ?
"""


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent says about the file it is going to send. `captured_at` is its own clock."""

    asset_id: str
    kind: str
    mime: str
    size_bytes: int
    sha256: str
    captured_at: int
    page_url: str | None = None
    title: str | None = None
    width: int | None = None
    height: int | None = None


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """`proof.state` says whether bytes are awaited; `late` = the agent is to be told LEASE_LOST."""

    proof: ProofView
    late: bool


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A proof whose file is durable; `jobs` are those whose counts changed."""

    proof: ProofView
    jobs: list[JobView]


def declare(
    db: Database,
    device_id: str,
    job_id: str,
    epoch: int,
    declaration: Declaration,
    *,
    clock_skew_ms: int | None,
    now: int,
) -> Declared:
    """Idempotent by asset id. Raises RuleRefused("INVALID") when the id was used for another file,
    "UNSUPPORTED_MEDIA", "LEASE_LOST" when the device never had this epoch; NotFound("job").
    """
    lease = leases.of_device(db, device_id, job_id, epoch)
    media.refuse_unsupported(declaration.mime)
    if lease.type == PUBLISH_VARIANT and lease.current:
        attempts.prepare(db, lease.run_seq, now=now)
    said = declaration
    known = _known(db, said.asset_id)
    if known is None:
        db.execute_sql(
            _DECLARE,
            (
                said.asset_id,
                lease.run_seq,
                said.kind,
                said.mime,
                said.size_bytes,
                said.sha256,
                said.width,
                said.height,
                said.captured_at,
                now,
                clock_skew_ms,
                said.page_url,
                said.title,
                not lease.current,
                lease.job_seq,
            ),
        )
    elif known != (job_id, device_id, said.mime, said.size_bytes, said.sha256):
        raise RuleRefused("INVALID", "This asset id was used for another file already.")
    return Declared(proof=load_proof(db, said.asset_id), late=not lease.current)


def commit_stored(db: Database, asset_id: str, *, now: int) -> Stored:
    """The file is durable (call only then). A repeat changes nothing. Raises NotFound("proof")."""
    stored = (
        Proof.update(state=STORED, received_at=now, integrity="intact", checked_at=now)
        .where(Proof.id == asset_id, Proof.state == DECLARED)
        .execute(db)
    )
    proof = load_proof(db, asset_id)
    if not stored:
        return Stored(proof=proof, jobs=[])
    db.execute_sql(_COUNT, (now, proof.job_id))
    audit.append(
        db,
        actor=f"device:{proof.device_id}",
        action="proof.stored",
        subject_type="proof",
        subject_id=asset_id,
        now=now,
        detail={
            "job": proof.job_id,
            "kind": proof.kind,
            "sha256": proof.sha256,
            "sizeBytes": proof.size_bytes,
            "capturedAt": proof.captured_at,
            "late": proof.late,
        },
    )
    phases = Phases(db, now)
    job = load(db, proof.job_id, phases)
    return Stored(proof=proof, jobs=with_parent(db, job, phases, now=now))


def pending(db: Database, job_id: str, epoch: int) -> list[str]:
    """Asset ids that this run declared and did not send yet."""
    query = (
        Proof.select(Proof.id)
        .join(Run, on=(Proof.run_seq == Run.seq))
        .join(Job, on=(Run.job_seq == Job.seq))
        .where(Job.id == job_id, Run.epoch == epoch, Proof.state == DECLARED)
        .order_by(Proof.seq)
    )
    return [id for (id,) in fetch(db, query)]


def awaited(db: Database) -> list[str]:
    """Asset ids of all proofs that were declared and not sent yet (see `ProofFiles.sweep`)."""
    query = Proof.select(Proof.id).where(Proof.state == DECLARED)
    return [id for (id,) in fetch(db, query)]


def record_check(db: Database, asset_id: str, integrity: str, *, actor: str, now: int) -> ProofView:
    """Keep what a check against the file said: intact | changed | missing.

    Raises NotFound("proof"); RuleRefused("INVALID") for a proof that is not stored yet.
    """
    if integrity not in CHECKED:
        raise InvalidInput("integrity", f"must be one of {', '.join(CHECKED)}")
    before = load_proof(db, asset_id)
    if before.state != STORED:
        raise RuleRefused("INVALID", "This proof is not stored yet; there is nothing to check.")
    Proof.update(integrity=integrity, checked_at=now).where(Proof.id == asset_id).execute(db)
    if before.integrity != integrity:
        audit.append(
            db,
            actor=actor,
            action=f"proof.{integrity}",
            subject_type="proof",
            subject_id=asset_id,
            detail={"before": before.integrity},
            now=now,
        )
    return load_proof(db, asset_id)


def _known(db: Database, asset_id: str) -> tuple[str, str, str, int, str] | None:
    """What an asset id stands for: job, device, mime, size, hash."""
    row = fetch_one(
        db,
        Proof.select(Job.id, Run.device_id, Proof.mime, Proof.size_bytes, Proof.sha256)
        .join(Run, on=(Proof.run_seq == Run.seq))
        .join(Job, on=(Run.job_seq == Job.seq))
        .where(Proof.id == asset_id),
    )
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])
