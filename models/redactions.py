"""Redacted copies: a new proof with its parent; the original stays as it was captured."""

from typing import Final

import msgspec

from models import audit, json_text
from models.errors import InvalidInput, RuleRefused
from models.job_rows import load
from models.media import MAGIC
from models.parents import with_parent
from models.phases import Phases
from models.proof_rows import load_proof
from models.proofs import STORED, Stored
from models.rows import Database
from models.views import ProofView

MOST_BOXES: Final = 200
_MOST: Final = 1_000_000

_INSERT: Final = """
INSERT INTO proof (id, job_seq, run_seq, workspace_seq, kind, mime, size_bytes, sha256, width,
    height, captured_at, declared_at, received_at, clock_skew_ms, page_url, title, state, integrity,
    checked_at, late, parent_id, redaction)
SELECT ?, job_seq, run_seq, workspace_seq, kind, ?, ?, ?, ?, ?, captured_at, ?, ?, clock_skew_ms,
    page_url, title, 'stored', 'intact', ?, late, id, ?
FROM proof WHERE id = ?
"""
_COUNT: Final = "UPDATE job SET proof_count = proof_count + 1, updated_at = ? WHERE id = ?"

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the picture."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy whose file is durable."""

    asset_id: str
    mime: str
    size_bytes: int
    sha256: str
    width: int
    height: int
    boxes: list[Box]


def refuse_unredactable(proof: ProofView) -> None:
    """Only an original picture that is stored can be. Raises RuleRefused."""
    if proof.parent_id is not None:
        raise RuleRefused("INVALID", "This is a redacted copy. Redact the original instead.")
    if proof.mime not in MAGIC:
        raise RuleRefused("UNSUPPORTED_MEDIA", "Only pictures can be redacted.")
    if proof.state != STORED or proof.integrity in ("changed", "missing"):
        raise RuleRefused("INVALID", "The file of this proof is not there as it was captured.")


def checked_boxes(boxes: list[Box]) -> list[Box]:
    """Raises InvalidInput("boxes")."""
    if not 1 <= len(boxes) <= MOST_BOXES:
        raise InvalidInput("boxes", f"must be 1 to {MOST_BOXES}")
    for left, top, width, height in boxes:
        if width < 1 or height < 1 or max(abs(left), abs(top), width, height) > _MOST:
            raise InvalidInput("boxes", "each is left, top, width and height in pixels")
    return boxes


def record(db: Database, parent_id: str, copy: Copy, *, actor: str, now: int) -> Stored:
    """Keep a copy beside its original. Raises NotFound("proof"), RuleRefused, InvalidInput."""
    parent = load_proof(db, parent_id)
    refuse_unredactable(parent)
    boxes = checked_boxes(copy.boxes)
    db.execute_sql(
        _INSERT,
        (
            copy.asset_id,
            copy.mime,
            copy.size_bytes,
            copy.sha256,
            copy.width,
            copy.height,
            now,
            now,
            now,
            json_text.dump(boxes),
            parent_id,
        ),
    )
    db.execute_sql(_COUNT, (now, parent.job_id))
    audit.append(
        db,
        actor=actor,
        action="proof.redacted",
        subject_type="proof",
        subject_id=copy.asset_id,
        detail={
            "job": parent.job_id,
            "original": parent_id,
            "originalSha256": parent.sha256,
            "sha256": copy.sha256,
            "boxes": boxes,
        },
        now=now,
    )
    phases = Phases(db, now)
    job = load(db, parent.job_id, phases)
    proof = load_proof(db, copy.asset_id)
    return Stored(proof=proof, jobs=with_parent(db, job, phases, now=now))
