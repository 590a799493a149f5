"""Claims through the wire by two hundred agents, beside SqliteHuey taking tasks from its queue."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from websockets.asyncio.client import ClientConnection

from tests.benchmarks.desk import Hub, dial, hub, message, pair, reply
from tests.benchmarks.full_folder import with_waiting_jobs
from tests.benchmarks.report import Figure

AGENTS = 200
JOBS = 10_000
HUEY_TASKS = 3_000
GOAL = 2.0
PATIENCE = 2
"""Seconds without an offer after which an agent goes home."""


class _Worker:
    """An agent that claims what is offered and finishes it at once."""

    def __init__(self, connection: ClientConnection, agent_id: str) -> None:
        self._connection = connection
        self._agent_id = agent_id
        self._offered: list[str] = []
        self.last = 0.0
        """When it took its last job."""

    async def work(self, taken: list[tuple[str, str]]) -> None:
        """Until everything is taken, or nothing is offered for two seconds."""
        async with self._connection:
            with contextlib.suppress(TimeoutError):
                while len(taken) < JOBS:
                    job_id = await self._one_of_the_offered()
                    claimed = await self._ask("job:ack", job_id)
                    if claimed["event"] == "error":
                        continue  # somebody else was quicker
                    taken.append((job_id, self._agent_id))
                    self.last = time.perf_counter()
                    self._offered.clear()  # a free agent is offered anew what waits
                    await self._ask("job:done", job_id, epoch=claimed["data"]["epoch"])

    async def _one_of_the_offered(self) -> str:
        """By chance, so that not everybody runs for the same one."""
        async with asyncio.timeout(PATIENCE):
            while not self._offered:
                self._note(await self._heard())
        return self._offered.pop(random.randrange(len(self._offered)))

    async def _ask(self, event: str, job_id: str, **more: object) -> dict[str, Any]:
        """The reply; offers that come before it are kept."""
        await self._connection.send(message(event, jobId=job_id, agentId=self._agent_id, **more))
        while "id" not in (told := await self._heard()):
            self._note(told)
        return told

    async def _heard(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(await self._connection.recv())
        return told

    def _note(self, told: dict[str, Any]) -> None:
        if told["event"] == "job:available":
            self._offered.append(told["data"]["jobId"])


async def _through_the_hub(desk: Hub) -> tuple[float, list[tuple[str, str]]]:
    agents = [await pair(desk, n) for n in range(AGENTS)]
    taken: list[tuple[str, str]] = []
    connections = []
    for agent in agents:  # one after the other: the hub bears few strangers at a time
        connection = await dial(desk.agent_url)
        await connection.send(agent.opening())
        await reply(connection, "config")
        connections.append(connection)
    workers = [
        _Worker(connection, agent.agent_id)
        for connection, agent in zip(connections, agents, strict=True)
    ]
    begin = time.perf_counter()
    await asyncio.gather(*(worker.work(taken) for worker in workers))
    return max(worker.last for worker in workers) - begin, taken


def _huey(folder: Path) -> float:
    """Claims a second of SqliteHuey with its default durability."""
    queue = SqliteHuey(filename=str(folder / "huey.db"))

    @queue.task()
    def nothing() -> None: ...

    for _ in range(HUEY_TASKS):
        nothing()
    begin = time.perf_counter()
    claimed = 0
    while queue.dequeue() is not None:
        claimed += 1
    return claimed / (time.perf_counter() - begin)


def claims() -> list[Figure]:
    """200 agents, 10,000 jobs: claim and finish, no job twice."""
    with tempfile.TemporaryDirectory() as name:
        theirs = _huey(Path(name))
        folder = Path(name) / "desk"
        with_waiting_jobs(folder, JOBS)
        with hub(folder) as desk:
            seconds, taken = asyncio.run(_through_the_hub(desk))
    ours = len(taken) / seconds
    double = len(taken) - len({job for job, _ in taken})
    shares = Counter(agent for _, agent in taken).values()
    ratio = ours / theirs
    return [
        Figure(
            "claims",
            f"{ours:,.0f} claims/s ({len(taken)} of {JOBS} finished, {double} double)",
            f"SqliteHuey {theirs:,.0f}/s",
            ratio,
            f">= {GOAL}, 0 double",
            ratio >= GOAL and not double and len(taken) == JOBS,
        ),
        Figure(
            "claims fairness",
            f"{min(shares)} to {max(shares)} jobs an agent",
            f"even share {JOBS // AGENTS}",
            None,
            "reported",
            None,
        ),
    ]
