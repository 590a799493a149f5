"""What a run tells the hub: progress, findings, proofs, that it needs a person, its last word."""

import asyncio
import hashlib
import time
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET

from hub.agent.line import Line
from hub.version import VERSION
from hub.wire import messages as m
from models.clock import now_ms, rfc3339
from models.ids import new_id


class Asked:
    """When something was asked, and on which connection.

    By both clocks: one may stand still while the machine sleeps, the other may be set.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.now()

    def now(self) -> None:
        """It is asked now (again)."""
        self._monotonic, self._wall = time.monotonic(), time.time()
        self._connection = self._line.connection

    def is_connected(self) -> bool:
        """Whether the connection on which it was asked has lived ever since."""
        return self._connection is not None and self._line.connection is self._connection

    def seconds_ago(self) -> float:
        """By the clock that went further."""
        return max(time.monotonic() - self._monotonic, abs(time.time() - self._wall))


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to press once within `ttl` seconds of asking, while the connection lives."""

    permit: str
    ttl: float
    asked: Asked

    def lives(self) -> bool:
        """Whether the button may still be pressed."""
        return self.asked.seconds_ago() < self.ttl and self.asked.is_connected()


class Cancelled(Exception):
    """The operator does not want this run any more."""


class Report:
    """Speaks for one run under its lease; every word waits until the hub has kept it."""

    def __init__(self, line: Line, agent_id: str, claimed: m.JobAckSuccess | m.JobRef) -> None:
        self.resumed = asyncio.Event()
        self.accepted = 0
        self.duplicates = 0
        self.proofs = 0
        self.notes: list[dict[str, str]] = []
        self._line = line
        self._agent_id = agent_id
        self._job_id = claimed.job_id
        self._epoch = claimed.epoch

    async def progress(
        self, percent: float, message: str | None, checkpoint: dict[str, Any] | None
    ) -> None:
        """How far the run is. Raises Cancelled when the hub says so."""
        body = m.JobProgress(
            job_id=self._job_id,
            agent_id=self._agent_id,
            epoch=self._epoch,
            progress=min(max(percent, 0), 100),
            message=UNSET if message is None else message,
            checkpoint=UNSET if checkpoint is None else checkpoint,
        )
        answer = await self._line.ask("job:progress", body)
        if isinstance(answer, m.JobProgressAck) and answer.cancel_requested:
            raise Cancelled

    async def evidence(self, batch_id: str, items: list[m.EvidenceItem]) -> None:
        """A batch of findings; the same id again stores nothing twice."""
        body = m.JobEvidence(
            job_id=self._job_id,
            agent_id=self._agent_id,
            epoch=self._epoch,
            batch_id=batch_id,
            evidence=[msgspec.Raw(msgspec.json.encode(item)) for item in items],
        )
        answer = await self._line.ask("job:evidence", body)
        assert isinstance(answer, m.JobEvidenceAck)
        self.accepted += answer.accepted
        self.duplicates += answer.duplicates
        for one in answer.rejected:
            await self.log("warn", f"Finding {one.index} was not taken: {one.message}")

    async def proof(
        self,
        data: bytes,
        *,
        mime: str,
        kind: str,
        title: str,
        page_url: str,
        size: tuple[int, int] | None = None,
    ) -> None:
        """A file that proves what was seen."""
        declared = m.JobProof(
            job_id=self._job_id,
            epoch=self._epoch,
            asset_id=new_id(),
            kind=kind,
            mime=mime,
            size_bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            captured_at=rfc3339(now_ms()),
            page_url=page_url,
            title=title,
            width=UNSET if size is None else size[0],
            height=UNSET if size is None else size[1],
        )
        await self._line.upload(declared, data)
        self.proofs += 1

    async def log(self, level: str, message: str) -> None:
        """A line for the job's log."""
        body = msgspec.convert(
            {"jobId": self._job_id, "epoch": self._epoch, "level": level, "message": message},
            m.JobLog,
        )
        await self._line.ask("job:log", body)

    async def note(self, code: str, message: str) -> None:
        """Something that is true of the whole run: once in its log and in its result."""
        if all(one["code"] != code for one in self.notes):
            self.notes.append({"code": code, "message": message})
            await self.log("info", message)

    async def needs_user(self, reason: str, message: str) -> None:
        """A person must act; the lease goes on."""
        body = msgspec.convert(
            {"jobId": self._job_id, "epoch": self._epoch, "reason": reason, "message": message},
            m.JobNeedsUser,
        )
        self.resumed.clear()
        await self._line.ask("job:needs_user", body)

    async def media(self, media_id: str) -> tuple[m.JobMediaAck, bytes]:
        """A file of the post, as the hub declares and sends it; nobody has checked it yet."""
        body = m.JobMedia(job_id=self._job_id, epoch=self._epoch, media_id=media_id, offset=0)
        return await self._line.download(body)

    async def permit(self, digest: str, account: m.Account) -> Permit:
        """Leave to press once. Raises Refused, also when a cut left it unclear."""
        body = m.JobPermit(
            job_id=self._job_id, epoch=self._epoch, content_digest=digest, account=account
        )
        asked = Asked(self._line)
        answer = await self._line.ask("job:permit", body, before=asked.now)
        assert isinstance(answer, m.JobPermitAck)
        return Permit(answer.permit, answer.ttl_seconds, asked)

    async def return_permit(self, permit: str) -> None:
        """Nothing was pressed, and nothing can be pressed with it any more. Raises Refused."""
        body = m.JobPermitReturn(job_id=self._job_id, epoch=self._epoch, permit=permit)
        await self._line.ask("job:permit_return", body)

    async def submitted(self, permit: str, at: int) -> None:
        """The button was pressed at this time (UTC milliseconds)."""
        body = m.JobSubmitted(job_id=self._job_id, epoch=self._epoch, permit=permit, at=rfc3339(at))
        await self._line.ask("job:submitted", body)

    async def done(self, output: dict[str, Any]) -> None:
        """The good end."""
        body = m.JobDone(
            job_id=self._job_id,
            agent_id=self._agent_id,
            epoch=self._epoch,
            output={**output, "agent": f"script {VERSION}"},
        )
        await self._line.ask("job:done", body)

    async def failed(
        self, code: str, message: str, *, retryable: bool, retry_after: float | None = None
    ) -> None:
        """The bad end."""
        body = m.JobError(
            job_id=self._job_id,
            agent_id=self._agent_id,
            epoch=self._epoch,
            error=message,
            error_code=code,
            retryable=retryable,
            retry_after_seconds=UNSET if retry_after is None else retry_after,
        )
        await self._line.ask("job:error", body)

    async def cancelled(self) -> None:
        """The run obeyed."""
        await self._line.ask(
            "job:cancelled", m.JobCancelled(job_id=self._job_id, epoch=self._epoch)
        )
