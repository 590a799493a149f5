"""Two hundred screenshots uploaded, hashed, synced and acked, beside writing and syncing them."""

from __future__ import annotations

import asyncio
import hashlib
import os
import struct
import tempfile
import time
import uuid
import zlib
from pathlib import Path

from websockets.asyncio.client import ClientConnection

from tests.benchmarks.desk import Hub, Paired, agents_at_work, dial, hub, message, reply
from tests.benchmarks.report import Figure

FILES = 200
FILE_BYTES = 500_000
AGENTS = 8
IN_FLIGHT = 2
"""How many files an agent has under way."""
GOAL = 1.5


def _png(number: int) -> bytes:
    """A PNG of about FILE_BYTES whose content nobody has seen before."""
    body = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 400, 312, 8, 6, 0, 0, 0))
    rows = b"".join(b"\0" + os.urandom(1600) for _ in range(312))
    body += _chunk(b"tEXt", b"number\0%d" % number)
    return body + _chunk(b"IDAT", zlib.compress(rows, 0)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


async def _upload(
    connection: ClientConnection, agent: Paired, files: list[bytes], chunk: int
) -> None:
    waiting = 0
    for content in files:
        asset = str(uuid.uuid4())
        await connection.send(
            message(
                "job:proof",
                jobId=agent.job_id,
                epoch=agent.epoch,
                assetId=asset,
                kind="results",
                mime="image/png",
                sizeBytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                capturedAt="2026-11-23T10:00:00.000Z",
            )
        )
        for offset in range(0, len(content), chunk):
            head = uuid.UUID(asset).bytes + offset.to_bytes(8, "big")
            await connection.send(head + content[offset : offset + chunk])
        waiting += 1
        while waiting >= IN_FLIGHT:
            await reply(connection, "job:proof_stored")
            waiting -= 1
    for _ in range(waiting):
        await reply(connection, "job:proof_stored")


async def _through_the_hub(desk: Hub, files: list[bytes]) -> float:
    agents = await agents_at_work(desk, AGENTS)
    connections = [await dial(desk.agent_url) for _ in agents]
    for connection, agent in zip(connections, agents, strict=True):
        await connection.send(agent.opening())
        chunk = (await reply(connection, "config"))["limits"]["chunkBytes"]
    begin = time.perf_counter()
    await asyncio.gather(
        *(
            _upload(connection, agent, files[number::AGENTS], chunk)
            for number, (connection, agent) in enumerate(zip(connections, agents, strict=True))
        )
    )
    taken = time.perf_counter() - begin
    for connection in connections:
        await connection.close()
    return taken


def _raw(folder: Path, files: list[bytes]) -> float:
    """Each file hashed, written, synced and renamed by hand, one after the other."""
    begin = time.perf_counter()
    for content in files:
        digest = hashlib.sha256(content).hexdigest()
        half = folder / "half"
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(folder / digest)
    return time.perf_counter() - begin


def upload() -> list[Figure]:
    """200 screenshots of 500 kB."""
    files = [_png(number) for number in range(FILES)]
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "raw").mkdir()
        raw = _raw(Path(name) / "raw", files)
        with hub(Path(name) / "desk") as desk:
            ours = asyncio.run(_through_the_hub(desk, files))
    ratio = ours / raw
    return [
        Figure(
            "proof-upload", f"{ours:.2f} s", f"write and fsync {raw:.2f} s", ratio, f"<= {GOAL}",
            ratio <= GOAL,
        )
    ]  # fmt: skip
