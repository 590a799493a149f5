"""Rows of evidence as views: the one place that knows their columns."""

from typing import Final

from peewee import JOIN, ModelSelect

from models.rows import Row
from models.tables import Device, Evidence, Job, Run, Workspace
from models.views import EvidenceView

_PLAIN: Final = (
    "seq",
    "id",
    "type",
    "title",
    "source",
    "url",
    "snippet",
    "confidence",
    "size_bytes",
    "collected_at",
    "received_at",
    "phone",
    "website",
    "address",
    "category",
    "rating",
    "reviews",
    "latitude",
    "longitude",
)


def select_evidence() -> "ModelSelect[Evidence]":
    """All columns a view needs; the caller adds conditions, order and limit."""
    return (
        Evidence.select(
            *(getattr(Evidence, name) for name in _PLAIN),
            Job.id,
            Job.type,
            Run.id,
            Workspace.id,
            Run.device_id,
            Device.name,
            Evidence.hash,
            Evidence.late,
        )
        .join(Job, on=(Evidence.job_seq == Job.seq))
        .switch(Evidence)
        .join(Run, on=(Evidence.run_seq == Run.seq))
        .join(Device, JOIN.LEFT_OUTER, on=(Run.device_id == Device.id))
        .switch(Evidence)
        .join(Workspace, on=(Evidence.workspace_seq == Workspace.seq))
    )


def evidence_view(row: Row) -> EvidenceView:
    """A row of `select_evidence`."""
    (
        seq,
        id,
        type,
        title,
        source,
        url,
        snippet,
        confidence,
        size_bytes,
        collected_at,
        received_at,
        phone,
        website,
        address,
        category,
        rating,
        reviews,
        latitude,
        longitude,
        job_id,
        job_type,
        run_id,
        workspace_id,
        device_id,
        device_name,
        digest,
        late,
    ) = row
    return EvidenceView(
        seq=seq,
        id=id,
        job_id=job_id,
        job_type=job_type,
        run_id=run_id,
        workspace_id=workspace_id,
        device_id=device_id,
        device_name=device_name,
        type=type,
        title=title,
        source=source,
        url=url,
        snippet=snippet,
        confidence=confidence,
        hash=digest.hex(),
        size_bytes=size_bytes,
        collected_at=collected_at,
        received_at=received_at,
        late=bool(late),
        phone=phone,
        website=website,
        address=address,
        category=category,
        rating=rating,
        reviews=reviews,
        latitude=latitude,
        longitude=longitude,
    )


def stored_view(seq: int, row: Row, context: tuple[str, str, str, str, str, str]) -> EvidenceView:
    """A row as `models.evidence` inserts it, without reading it again.

    `context` is what all rows of a batch share: job, its type, run, workspace, device, its name.
    """
    (
        id,
        _,
        _,
        _,
        type,
        title,
        source,
        url,
        snippet,
        confidence,
        digest,
        size_bytes,
        collected_at,
        received_at,
        late,
        phone,
        website,
        address,
        category,
        rating,
        reviews,
        latitude,
        longitude,
        _,
    ) = row
    return evidence_view(
        (
            seq,
            id,
            type,
            title,
            source,
            url,
            snippet,
            confidence,
            size_bytes,
            collected_at,
            received_at,
            phone,
            website,
            address,
            category,
            rating,
            reviews,
            latitude,
            longitude,
            *context,
            digest,
            late,
        )
    )
