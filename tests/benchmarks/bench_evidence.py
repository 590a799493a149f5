"""A thousand findings from the wire to the ack, beside a raw `executemany` into the same tables."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from tests.benchmarks.desk import (
    Hub,
    Paired,
    dial,
    hub,
    message,
    pair,
    reply,
    with_running_job,
)
from tests.benchmarks.report import Figure

ROWS = 1_000
PER_MESSAGE = 500
"""The protocol's own limit for one batch."""
ROUNDS = 15
GOAL = 1.3
TABLE = "evidence"


def _finding(number: int) -> dict[str, object]:
    return {
        "type": "place",
        "title": f"عيادة الأسنان Dental Clinic {number}",
        "source": "google_maps",
        "url": f"https://maps.example/place/{number}",
        "snippet": {
            "phone": f"+962 6 555 {number % 10_000:04}",
            "address": f"{number} Rainbow Street, Amman",
            "category": "Dental clinic",
            "rating": 4.5,
            "reviews": number,
            "latitude": 31.95,
            "longitude": 35.91,
        },
        "confidence": "high",
        "key": f"place-{number}",
    }


def _messages(agent: Paired, first: int) -> list[str]:
    return [
        message(
            "job:evidence",
            jobId=agent.job_id,
            agentId=agent.agent_id,
            epoch=agent.epoch,
            batchId=str(uuid.uuid4()),
            evidence=[_finding(n) for n in range(start, start + PER_MESSAGE)],
        )
        for start in range(first, first + ROWS, PER_MESSAGE)
    ]


async def _through_the_hub(desk: Hub) -> list[float]:
    """Seconds from first byte to last ack; half of each batch is known from the one before."""
    agent = await with_running_job(desk, await pair(desk, 0), 0)
    taken = []
    async with await dial(desk.agent_url) as connection:
        await connection.send(agent.opening())
        await reply(connection, "config")
        for turn in range(ROUNDS):
            batch = _messages(agent, turn * ROWS // 2)
            begin = time.perf_counter()
            for text in batch:
                await connection.send(text)
            for _ in batch:
                await reply(connection, "job:evidence_ack")
            taken.append(time.perf_counter() - begin)
    return taken[1:]


def _raw(database: Path) -> list[float]:
    """The same rows, half of them known, through `executemany` and one FULL commit each round."""
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({TABLE})") if row[1] != "seq"]
    names = ", ".join(columns)
    rows = db.execute(f"SELECT {names} FROM {TABLE} ORDER BY seq LIMIT {ROWS}").fetchall()
    insert = (
        f"INSERT INTO {TABLE} ({names}) VALUES ({', '.join('?' * len(columns))}) "
        "ON CONFLICT (job_seq, hash) DO NOTHING"
    )
    taken = []
    for turn in range(ROUNDS):
        batch = [_renamed(columns, row, turn * ROWS // 2 + n) for n, row in enumerate(rows)]
        begin = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        db.executemany(insert, batch)
        db.execute("COMMIT")
        taken.append(time.perf_counter() - begin)
    db.close()
    return taken[1:]


def _renamed(columns: list[str], row: tuple, number: int) -> tuple:
    fresh = {"id": str(uuid.uuid4()), "hash": b"raw%d" % number}
    return tuple(fresh.get(name, value) for name, value in zip(columns, row, strict=True))


def batch() -> list[Figure]:
    """1,000 rows, dedupe and full text, to the ack."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        with hub(folder) as desk:
            ours = statistics.median(asyncio.run(_through_the_hub(desk)))
        copy = Path(name) / "raw.sqlite3"
        shutil.copy(folder / "proofdesk.sqlite3", copy)
        raw = statistics.median(_raw(copy))
    ratio = ours / raw
    return [
        Figure(
            "evidence-batch",
            f"{ours * 1000:.1f} ms",
            f"raw executemany {raw * 1000:.1f} ms",
            ratio,
            f"<= {GOAL}",
            ratio <= GOAL,
        )
    ]
