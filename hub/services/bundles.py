"""Proof bundles and redacted copies: what leaves the house, and what is hidden in it."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hub import keys
from hub.events import JobChanged, ProofStored
from hub.keys import SigningKey
from hub.services.core import SYSTEM, Core
from models import audit, redactions
from models.errors import InvalidInput, RuleRefused, StoreError
from models.folder import DataFolder
from models.ids import new_id
from models.proof_files import ProofFiles
from models.queries import audit as audit_queries
from models.queries import bundles, proofs
from models.queries.audit import AuditFilter
from models.redactions import Box, Copy
from models.rows import Database
from models.views import ProofView

if TYPE_CHECKING:
    from hub.bundles.make import Bundle
    from hub.bundles.manifest import Manifest

log = logging.getLogger(__name__)

T = TypeVar("T")
Tell = Callable[[int, int], None]
KEY_ENTRY = "hub.signing_key"


class BundlesService:
    """Bundles of posts, signed with the hub's key."""

    def __init__(self, core: Core, files: ProofFiles, folder: DataFolder) -> None:
        self._core = core
        self._files = files
        self._folder = folder
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="bundles")
        self._key: SigningKey | None = None
        self._fault: StoreError = keys.NoSigningKey()

    async def start(self, hub_id: str) -> None:
        """Load the signing key; a new one is written into the ledger.

        One that is damaged costs the bundles, not the hub's start.
        """
        file = self._folder.signing_key_file
        try:
            self._key = await self._away(lambda: keys.load_signing(file, hub_id))
        except keys.KeyUnreadable as error:
            log.error("%s", error)
            self._fault = error
            return
        await self._core.store.write(
            _note_key, self._key.fingerprint, hub_id=hub_id, now=self._core.now()
        )

    @property
    def fingerprint(self) -> str:
        """Of the signing key: SHA-256 in hex. People who check a bundle need it from us."""
        return self._signing.fingerprint

    async def key(self) -> str:
        """The fingerprint, for who asks from another thread."""
        return self.fingerprint

    async def prepare(
        self,
        post_id: str,
        language: str,
        *,
        redacted: bool = False,
        actor: str,
        tell: Tell = lambda done, of: None,
    ) -> "Bundle":
        """Read, check and sign; its `chunks()` are the zip file. `tell` is called in a thread.

        Raises NotFound("post"), InvalidInput("language"), RuleRefused.
        """
        from hub.bundles.contents import Order  # reports need libraries that are slow to load
        from hub.bundles.make import LANGUAGES, make

        if language not in LANGUAGES:
            raise InvalidInput("language", f"is one of {', '.join(LANGUAGES)}")
        facts = await self._core.store.read(bundles.facts, post_id)
        now = self._core.now()
        order = Order(language=language, redacted=redacted, made_at=now)
        bundle = await self._away(lambda: make(facts, self._files, self._signing, order, tell))
        await self._core.store.write(
            audit.append,
            actor=actor,
            action="bundle.made",
            subject_type="post",
            subject_id=post_id,
            detail={
                "bundle": bundle.manifest.bundle_id,
                "language": language,
                "redacted": redacted,
                "files": len(bundle.manifest.files),
            },
            now=now,
        )
        return bundle

    async def make(
        self,
        post_id: str,
        language: str,
        out: Path,
        *,
        redacted: bool = False,
        actor: str,
        tell: Tell = lambda done, of: None,
    ) -> "Manifest":
        """Write the bundle of a post; the file appears when it is whole.

        Raises what `prepare` raises, StorageFull, StorageFailing.
        """
        from hub.exports import whole_file

        bundle = await self.prepare(post_id, language, redacted=redacted, actor=actor, tell=tell)
        await self._away(lambda: whole_file.write(out, bundle.chunks()))
        return bundle.manifest

    async def redact(self, asset_id: str, boxes: list[Box], actor: str) -> ProofView:
        """Store a copy of a picture with black boxes; the original stays.

        Raises NotFound("proof"), InvalidInput("boxes"), RuleRefused, StorageFull, StorageFailing.
        """
        redactions.checked_boxes(boxes)
        original = await self._core.store.read(proofs.get, asset_id)
        redactions.refuse_unredactable(original)
        copy = await self._away(lambda: self._copied(original, boxes))
        stored = await self._core.store.write(
            redactions.record, asset_id, copy, actor=actor, now=self._core.now()
        )
        self._core.bus.publish(ProofStored(proof=stored.proof))
        for job in stored.jobs:
            self._core.bus.publish(JobChanged(job=job))
        return stored.proof

    async def stop(self) -> None:
        """Let go of the thread."""
        self._pool.shutdown(wait=False)

    @property
    def _signing(self) -> SigningKey:
        if self._key is None:
            raise self._fault
        return self._key

    def _copied(self, original: ProofView, boxes: list[Box]) -> Copy:
        """Draw, then store as an upload is stored: durable before its row."""
        from hub.bundles.pictures import blacked_out

        if self._files.check(original.sha256) != "intact":
            raise RuleRefused("INVALID", "The file of this proof is not as it was captured.")
        path = self._files.path(original.sha256)
        content, mime, width, height = blacked_out(path, original.mime, boxes)
        copy = Copy(
            asset_id=new_id(),
            mime=mime,
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            width=width,
            height=height,
            boxes=boxes,
        )
        upload = self._files.begin(
            copy.asset_id, size_bytes=copy.size_bytes, sha256=copy.sha256, mime=mime
        )
        upload.write(0, content)
        upload.finish()
        return copy

    async def _away(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)


def _note_key(db: Database, fingerprint: str, *, hub_id: str, now: int) -> None:
    """Once for each key: so the ledger itself says which keys this hub signed with."""
    known = audit_queries.page(db, AuditFilter(action_prefix=KEY_ENTRY), limit=1).items
    if not known or known[0].detail.get("fingerprint") != fingerprint:
        audit.append(
            db,
            actor=SYSTEM,
            action=KEY_ENTRY,
            subject_type="hub",
            subject_id=hub_id,
            detail={"fingerprint": fingerprint},
            now=now,
        )
