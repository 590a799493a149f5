"""Proof files: declared, sent in pieces, durable on disk before their row says so."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hub.errors import WireError
from hub.events import JobChanged, ProofStored
from hub.services.core import SYSTEM, Core, given
from hub.services.uploads import Incoming
from hub.wire import messages as m
from hub.wire.ports import Device
from models import proofs
from models.clock import parse_rfc3339
from models.errors import NotFound, StoreError
from models.proof_files import ProofFiles
from models.proofs import Declaration, Declared, Stored
from models.queries import proofs as proof_queries
from models.views import ProofView

log = logging.getLogger(__name__)

THREADS = 4
"""Syncs of several files overlap."""
LATE_TEXT = "The lease on this job is no longer yours; the proof is still taken, marked late."


class ProofsService:
    """The session's `ProofsPort`, and what the operator asks about proofs."""

    def __init__(self, core: Core, files: ProofFiles) -> None:
        self._core = core
        self._files = files
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="proofs")
        self._incoming: dict[str, Incoming] = {}

    async def start(self) -> None:
        """Remove what is left of uploads that nobody waits for any more."""
        awaited = await self._core.store.read(proofs.awaited)
        await asyncio.get_running_loop().run_in_executor(self._pool, self._files.sweep, awaited)

    async def declare(self, device: Device, epoch: int, message: m.JobProof) -> m.JobProofAck:
        """Where the agent is to go on sending; `stored` when it need not."""
        now = self._core.now()
        captured_at = parse_rfc3339(message.captured_at)
        declared = await self._core.store.write(
            proofs.declare,
            device.id,
            message.job_id,
            epoch,
            _declaration(message, captured_at),
            clock_skew_ms=now - captured_at,
            now=now,
        )
        ack = await self._expect(device, declared)
        if declared.late:
            details = {"assetId": ack.asset_id, "state": ack.state, "offset": ack.offset}
            raise WireError("LEASE_LOST", LATE_TEXT, job_id=message.job_id, details=details)
        return ack

    async def chunk(
        self, device: Device, asset_id: str, offset: int, data: bytes
    ) -> m.JobProofStored | None:
        """Bytes of a declared asset; the last one answers when everything is durable."""
        incoming = self._incoming.get(asset_id)
        if incoming is None or incoming.device_id != device.id:
            raise WireError("INVALID", "No such proof is awaited; declare it first.")
        try:
            if not await incoming.take(offset, data):
                return None
            await incoming.finish()
        except BaseException:
            await self._let_go(asset_id, incoming)
            raise
        self._incoming.pop(asset_id, None)
        stored = await self._commit(asset_id)
        return m.JobProofStored(
            asset_id=asset_id, sha256=stored.proof.sha256, size_bytes=stored.proof.size_bytes
        )

    async def device_left(self, device_id: str) -> None:
        """Its uploads stop where they are, to go on later."""
        left = [(id, one) for id, one in self._incoming.items() if one.device_id == device_id]
        for asset_id, incoming in left:
            await self._let_go(asset_id, incoming)

    async def get(self, asset_id: str) -> ProofView:
        """One proof's row."""
        return await self._core.store.read(proof_queries.get, asset_id)

    async def path(self, sha256: str) -> Path:
        """Where the stored bytes are. Raises NotFound when the file is gone."""
        path = self._files.path(sha256)
        if not await asyncio.get_running_loop().run_in_executor(self._pool, path.is_file):
            raise NotFound("proof file", sha256)
        return path

    async def check(self, asset_id: str, actor: str = SYSTEM) -> ProofView:
        """Read the file again and keep what that showed."""
        proof = await self.get(asset_id)
        integrity = await asyncio.get_running_loop().run_in_executor(
            self._pool, self._files.check, proof.sha256
        )
        checked = await self._core.store.write(
            proofs.record_check, asset_id, integrity, actor=actor, now=self._core.now()
        )
        self._core.bus.publish(ProofStored(proof=checked))
        return checked

    async def stop(self) -> None:
        """Keep what came of the uploads under way."""
        for asset_id, incoming in list(self._incoming.items()):
            await self._let_go(asset_id, incoming)
        self._pool.shutdown(wait=False)

    async def _expect(self, device: Device, declared: Declared) -> m.JobProofAck:
        proof = declared.proof
        if proof.state == "stored":
            return m.JobProofAck(asset_id=proof.id, state="stored", offset=proof.size_bytes)
        earlier = self._incoming.get(proof.id)
        if earlier is not None:
            await self._let_go(proof.id, earlier)
        upload = await asyncio.get_running_loop().run_in_executor(
            self._pool,
            lambda: self._files.begin(
                proof.id, size_bytes=proof.size_bytes, sha256=proof.sha256, mime=proof.mime
            ),
        )
        incoming = Incoming(upload, device.id, self._pool)
        if upload.complete:  # only its last step was missing
            await incoming.finish()
            await self._commit(proof.id)
            return m.JobProofAck(asset_id=proof.id, state="stored", offset=proof.size_bytes)
        self._incoming[proof.id] = incoming
        return m.JobProofAck(asset_id=proof.id, state="send", offset=upload.offset)

    async def _commit(self, asset_id: str) -> Stored:
        stored = await self._core.store.write(proofs.commit_stored, asset_id, now=self._core.now())
        self._core.bus.publish(ProofStored(proof=stored.proof))
        for job in stored.jobs:
            self._core.bus.publish(JobChanged(job=job))
        return stored

    async def _let_go(self, asset_id: str, incoming: Incoming) -> None:
        if self._incoming.get(asset_id) is incoming:
            del self._incoming[asset_id]
        try:
            await incoming.pause()
        except StoreError as error:
            log.info("An upload stopped: %s", error)


def _declaration(message: m.JobProof, captured_at: int) -> Declaration:
    return Declaration(
        asset_id=message.asset_id,
        kind=message.kind,
        mime=message.mime,
        size_bytes=message.size_bytes,
        sha256=message.sha256,
        captured_at=captured_at,
        page_url=given(message.page_url) or None,
        title=given(message.title) or None,
        width=given(message.width) or None,
        height=given(message.height) or None,
    )
