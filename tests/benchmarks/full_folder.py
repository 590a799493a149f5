"""A data folder as after a year of work: many findings, made through the store's own rules."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from hub import shipped
from models import claims, connectors, devices, evidence, jobs
from models.clock import now_ms
from models.database import Database, open_writer
from models.devices import NewDevice
from models.evidence import Finding
from models.folder import DataFolder
from models.jobs import NewJob

PER_JOB = 1_000
ACTOR = "system"


def fill(folder: Path, rows: int) -> None:
    """Make the folder with this many findings, a thousand to a job."""
    now = now_ms()
    with _store(folder, now) as db:
        with db.atomic("IMMEDIATE"):
            device = devices.create(db, _device(), actor=ACTOR, now=now)
        for number in range(rows // PER_JOB):
            with db.atomic("IMMEDIATE"):
                _one_job(db, device.id, number, now)


def with_waiting_jobs(folder: Path, count: int) -> None:
    """Make the folder with this many jobs that wait for a device."""
    now = now_ms()
    with _store(folder, now) as db, db.atomic("IMMEDIATE"):
        for number in range(count):
            wish = NewJob(type="google_maps", input={"query": f"place {number}"})
            jobs.create(db, wish, actor=ACTOR, now=now)


@contextlib.contextmanager
def _store(folder: Path, now: int) -> Iterator[Database]:
    """The write connection of a folder that knows the maps connector."""
    data = DataFolder.open(folder)
    db = open_writer(data)
    recipe = json.loads((shipped.path("recipes") / "google_maps.json").read_text("utf-8"))
    with db.atomic("IMMEDIATE"):
        connectors.install(db, recipe, now=now)
    yield db
    db.close()
    data.close()


def _device() -> NewDevice:
    return NewDevice(
        name="Bench",
        browser=None,
        version=None,
        channel="json",
        capabilities=["google_maps"],
        token="bench",
    )


def _one_job(db: Database, device_id: str, number: int, now: int) -> None:
    wish = NewJob(type="google_maps", input={"query": f"dentists in place {number}"})
    job = jobs.create(db, wish, actor=ACTOR, now=now)[0]
    epoch = claims.claim(db, job.id, device_id, now=now).job.epoch
    found = [_finding(number, index) for index in range(PER_JOB)]
    evidence.store_batch(db, device_id, job.id, epoch, "only", found, now=now)
    jobs.complete(db, device_id, job.id, epoch, None, now=now)


def _finding(job: int, index: int) -> Finding:
    number = job * PER_JOB + index
    return Finding(
        index=index,
        type="place",
        title=f"عيادة الأسنان Dental Clinic {number}",
        source="google_maps",
        url=f"https://maps.example/place/{number}",
        snippet={
            "phone": f"+962 6 555 {number % 10_000:04}",
            "address": f"{number % 300} Rainbow Street, Amman",
            "category": "Dental clinic",
            "rating": 3 + number % 20 / 10,
            "reviews": number % 500,
        },
        confidence="high",
        key=f"place-{number}",
    )
