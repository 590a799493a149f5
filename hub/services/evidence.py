"""Findings on their way in: each decoded by itself, so that a wrong one costs only itself."""

import msgspec

from hub.errors import WireError
from hub.events import EvidenceStored, JobChanged
from hub.services.core import Core, given
from hub.wire import messages as m
from hub.wire.ports import Device
from models import evidence
from models.clock import parse_rfc3339
from models.evidence import BatchResult, Finding, Rejection

_ITEM = msgspec.json.Decoder(m.EvidenceItem)

LATE_TEXT = "The lease on this job is no longer yours; what you sent is kept, marked late."


class EvidenceService:
    """The session's `EvidencePort`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def store(self, device: Device, epoch: int, message: m.JobEvidence) -> m.JobEvidenceAck:
        """Keep what is new; under a stale epoch it is kept and the agent told that it is late."""
        findings, rejected = decode(message.evidence)
        result = await self._core.store.write(
            evidence.store_batch,
            device.id,
            message.job_id,
            epoch,
            message.batch_id,
            findings,
            rejected=rejected,
            now=self._core.now(),
        )
        self._announce(message.job_id, result)
        if result.late:
            raise WireError("LEASE_LOST", LATE_TEXT, job_id=message.job_id, details=result.reply)
        return msgspec.convert(result.reply, m.JobEvidenceAck)

    def _announce(self, job_id: str, result: BatchResult) -> None:
        if result.rows:
            duplicates = result.reply["duplicates"]
            self._core.bus.publish(
                EvidenceStored(job_id=job_id, rows=result.rows, duplicates=duplicates)
            )
        for job in result.jobs:
            self._core.bus.publish(JobChanged(job=job))


def decode(items: list[msgspec.Raw]) -> tuple[list[Finding], list[Rejection]]:
    """Those that have the right form, and why the others have not."""
    findings, rejected = [], []
    for index, raw in enumerate(items):
        try:
            findings.append(_finding(index, _ITEM.decode(raw)))
        except (msgspec.ValidationError, ValueError) as error:
            rejected.append(Rejection(index=index, code="INVALID", message=str(error)))
    return findings, rejected


def _finding(index: int, item: m.EvidenceItem) -> Finding:
    collected = given(item.collected_at)
    return Finding(
        index=index,
        type=item.type,
        title=item.title,
        source=item.source,
        snippet=item.snippet,
        confidence=item.confidence,
        url=given(item.url) or None,
        key=given(item.key) or None,
        collected_at=None if collected is None else parse_rfc3339(collected),
    )
