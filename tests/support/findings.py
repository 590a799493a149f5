"""A data folder whose findings and proofs a test chooses itself, through the models' own doors."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models import connectors, devices, evidence, jobs, proofs
from models.changes import Claimed, NewJob
from models.database import Database, open_writer
from models.devices import NewDevice
from models.evidence import Finding
from models.folder import DataFolder
from models.ids import new_id
from models.proof_files import ProofFiles
from models.proofs import Declaration
from models.views import EvidenceView, JobView, ProofView

NOW = 1_795_000_000_000
SECOND, HOUR, DAY = 1000, 3_600_000, 86_400_000


class Findings:
    """One running job on one device that finds what it is told to."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder.open(path)
        self.db: Database = open_writer(self.folder)
        self.files = ProofFiles(self.folder)
        for id in ("google_maps", "google_search"):
            recipe = {
                "id": id, "name": {"en": id, "ar": id}, "version": 1, "kind": "search",
                "platform": "google", "hosts": ["www.google.com"], "steps": [],
            }  # fmt: skip
            connectors.install(self.db, recipe, now=NOW)
        self.run = self.claimed("dentists")

    def claimed(self, query: str) -> Claimed:
        """Another job, running on a device of its own."""
        skills = ["google_maps", "google_search"]
        device = devices.create(
            self.db,
            NewDevice(
                name="Front desk", browser="Chrome 142", version="1.0", channel="json",
                capabilities=skills, token=new_id(),
            ),
            actor="system", now=NOW,
        )  # fmt: skip
        devices.opened(
            self.db, device.id, version="1.0", capabilities=skills, accounts=[],
            browser="Chrome 142", address="127.0.0.1", now=NOW,
        )  # fmt: skip
        new = NewJob(type="google_maps", input={"query": query, "location": "Amman"})
        job: JobView = jobs.create(self.db, new, actor="system", now=NOW)[0]
        return jobs.claim(self.db, job.id, device.id, now=NOW)

    def store(
        self, rows: Iterable[dict[str, Any]], *, now: int = NOW, run: Claimed | None = None
    ) -> list[EvidenceView]:
        """Findings arrive; a row needs only what it differs in."""
        found = [
            Finding(index=index, **{
                "type": "place", "title": f"Row {index}", "source": "google_maps",
                "snippet": {}, "confidence": "high", "key": new_id(),
            } | row)
            for index, row in enumerate(rows)
        ]  # fmt: skip
        at = run or self.run
        with self.db.atomic("IMMEDIATE"):
            result = evidence.store_batch(
                self.db, at.run.device_id, at.job.id, at.run.epoch, new_id(), found, now=now
            )
        return result.rows

    def proof(
        self, content: bytes, *, mime: str = "image/png", at: int = NOW, title: str = "A page",
        kind: str = "results", run: Claimed | None = None,
    ) -> ProofView:  # fmt: skip
        """A proof file arrives."""
        asset, digest, claimed = new_id(), hashlib.sha256(content).hexdigest(), run or self.run
        declaration = Declaration(
            asset_id=asset, kind=kind, mime=mime, size_bytes=len(content), sha256=digest,
            captured_at=at, page_url="https://maps.example/search", title=title,
        )  # fmt: skip
        with self.db.atomic("IMMEDIATE"):
            proofs.declare(
                self.db, claimed.run.device_id, claimed.job.id, claimed.run.epoch, declaration,
                clock_skew_ms=40, now=at,
            )  # fmt: skip
        upload = self.files.begin(asset, size_bytes=len(content), sha256=digest, mime=mime)
        if not upload.complete:
            upload.write(0, content)
        upload.finish()
        with self.db.atomic("IMMEDIATE"):
            return proofs.commit_stored(self.db, asset, now=at).proof

    def close(self) -> None:
        """Let go of the folder."""
        self.db.close()
        self.folder.close()


class CheckingHub:
    """A hub that really checks proof files; its other verbs are not there."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.checked: list[str] = []
        self.proofs = self

    async def check(self, asset_id: str, actor: str) -> ProofView:
        """Compare the file with its digest and keep the answer."""
        from models.queries import proofs as queries

        found = self._findings
        integrity = found.files.check(queries.get(found.db, asset_id).sha256)
        self.checked.append(asset_id)
        with found.db.atomic("IMMEDIATE"):
            return proofs.record_check(found.db, asset_id, integrity, actor=actor, now=NOW + HOUR)
