"""Rows of proofs as views: the one place that knows their columns."""

from typing import Final

from peewee import JOIN, ModelSelect

from models import json_text
from models.errors import NotFound
from models.rows import Database, Row, fetch_one
from models.tables import Device, Job, Proof, Run, Workspace
from models.views import ProofView

_NAMES: Final = (
    "seq",
    "id",
    "kind",
    "mime",
    "size_bytes",
    "sha256",
    "width",
    "height",
    "captured_at",
    "received_at",
    "clock_skew_ms",
    "page_url",
    "title",
    "state",
    "integrity",
    "late",
    "checked_at",
    "parent_id",
    "redaction",
)
_JOINED: Final = ("job_id", "job_title", "run_id", "workspace_id", "device_id", "device_name")


def select_proofs() -> "ModelSelect[Proof]":
    """All columns a view needs; the caller adds conditions, order and limit."""
    return (
        Proof.select(
            *(getattr(Proof, name) for name in _NAMES),
            Job.id,
            Job.title,
            Run.id,
            Workspace.id,
            Run.device_id,
            Device.name,
        )
        .join(Job, on=(Proof.job_seq == Job.seq))
        .switch(Proof)
        .join(Run, on=(Proof.run_seq == Run.seq))
        .join(Device, JOIN.LEFT_OUTER, on=(Run.device_id == Device.id))
        .switch(Proof)
        .join(Workspace, on=(Proof.workspace_seq == Workspace.seq))
    )


def proof_view(row: Row) -> ProofView:
    """A row of `select_proofs`."""
    values = dict(zip((*_NAMES, *_JOINED), row, strict=True))
    redaction = json_text.load_optional(values["redaction"])
    boxes = None if redaction is None else [tuple(box) for box in redaction]
    return ProofView(**values | {"late": bool(values["late"]), "redaction": boxes})


def load_proof(db: Database, asset_id: str) -> ProofView:
    """Raises NotFound("proof", id)."""
    row = fetch_one(db, select_proofs().where(Proof.id == asset_id))
    if row is None:
        raise NotFound("proof", asset_id)
    return proof_view(row)
