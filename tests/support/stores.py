"""A real store in tmp_path, with a device, connectors and jobs a line away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from models import connectors, devices, evidence, jobs, proofs
from models.database import Database, open_writer
from models.devices import NewDevice
from models.errors import RuleRefused
from models.evidence import Finding
from models.folder import DataFolder
from models.ids import new_id
from models.jobs import Claimed, NewJob
from models.proofs import Declaration
from models.views import DeviceView, JobView

NOW = 1_795_000_000_000
OPERATOR = "operator-1"
SHA = "ab" * 32

MAPS = "google_maps"
SEARCH = "google_search"


@contextmanager
def store(path: Path) -> Iterator[Database]:
    """The writer's database of a new data folder, closed at the end."""
    folder = DataFolder.open(path)
    db = open_writer(folder)
    try:
        yield db
    finally:
        db.close()
        folder.close()


def recipe(
    id: str, *, platform: str = "google", version: int = 1, kind: str = "search"
) -> dict[str, Any]:
    """As much of a recipe as the store looks at."""
    return {
        "id": id,
        "name": {"en": id, "ar": id},
        "version": version,
        "kind": kind,
        "platform": platform,
        "hosts": [f"{platform}.example"],
        "steps": [],
    }


def with_connectors(db: Database, *ids: str) -> None:
    """Install them, enabled."""
    for id in ids or (MAPS, SEARCH):
        connectors.install(db, recipe(id), now=NOW)


def a_device(
    db: Database, name: str = "Front desk", *capabilities: str, online: bool = True
) -> DeviceView:
    """An active script agent that can do both connectors unless told otherwise."""
    can = list(capabilities or (MAPS, SEARCH))
    made = devices.create(
        db,
        NewDevice(
            name=name,
            browser="Chrome",
            version="1.0",
            channel="json",
            capabilities=can,
            token=f"token of {name}",
        ),
        actor=OPERATOR,
        now=NOW,
    )
    if not online:
        return made
    return devices.opened(db, made.id, version="1.0", capabilities=can, now=NOW)


def a_job(db: Database, query: str = "dentists", **facts: Any) -> JobView:
    """A waiting maps search."""
    at = facts.pop("now", NOW)
    new = NewJob(type=MAPS, input={"query": query, "location": "Amman"}, **facts)
    return jobs.create(db, new, actor=OPERATOR, now=at)[0]


def a_bulk(db: Database, *queries: str, **facts: Any) -> list[JobView]:
    """A parent and its children."""
    new = NewJob(type="SEARCH_BULK", input={"connector": SEARCH, "queries": list(queries)}, **facts)
    return jobs.create(db, new, actor=OPERATOR, now=NOW)


def a_claim(db: Database, device: DeviceView, query: str = "dentists", **facts: Any) -> Claimed:
    """A job in this device's hands."""
    return jobs.claim(db, a_job(db, query, **facts).id, device.id, now=NOW)


def a_finding(index: int = 0, **facts: Any) -> Finding:
    """A place on the map."""
    known: dict[str, Any] = {
        "type": "place",
        "title": f"Abdoun Dental Care {index}",
        "source": "google_maps",
        "snippet": {"phone": f"+962 6 555 {index:04d}", "category": "Dentist", "rating": 4.5},
        "confidence": "high",
        "url": f"https://maps.example/place/{index}",
        "key": f"place-{index}",
    }
    return Finding(index=index, **known | facts)


def findings(
    db: Database,
    device: DeviceView,
    job_id: str,
    *rows: Finding,
    batch: str = "b1",
    epoch: int = 1,
    now: int = NOW,
) -> evidence.BatchResult:
    """Store a batch under a lease."""
    return evidence.store_batch(db, device.id, job_id, epoch, batch, rows, now=now)


def a_declaration(asset_id: str | None = None, **facts: Any) -> Declaration:
    """A screenshot that is going to be sent."""
    known: dict[str, Any] = {
        "kind": "results",
        "mime": "image/png",
        "size_bytes": 10,
        "sha256": SHA,
        "captured_at": NOW - 1_000,
    }
    return Declaration(asset_id=asset_id or new_id(), **known | facts)


def a_proof(
    db: Database,
    device: DeviceView,
    job_id: str,
    *,
    epoch: int = 1,
    stored: bool = True,
    now: int = NOW,
    **facts: Any,
) -> str:
    """A proof of a run, stored unless told otherwise; its asset id."""
    declared = proofs.declare(
        db, device.id, job_id, epoch, a_declaration(**facts), clock_skew_ms=5, now=now
    )
    if stored:
        proofs.commit_stored(db, declared.proof.id, now=now)
    return declared.proof.id


def snapshot(db: Database, *but: str) -> dict[str, list[Any]]:
    """Every row of every table, to show that a refusal changed nothing."""
    tables = db.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
    ).fetchall()
    return {
        name: db.execute_sql(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for (name,) in tables
        if name not in but
    }


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What happens inside is refused with this wire code."""
    with pytest.raises(RuleRefused) as found:
        yield
    assert found.value.code == code, str(found.value)
