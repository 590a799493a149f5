"""Claims through the wire by two hundred agents, beside SqliteHuey taking tasks from its queue."""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from huey import SqliteHuey
from websockets.asyncio.client import ClientConnection

from tests.benchmarks.desk import Hub, Paired, dial, hub, message, pair, reply
from tests.benchmarks.report import Figure

AGENTS = 200
JOBS = 10_000
HUEY_TASKS = 3_000
GOAL = 2.0


async def _work(connection: ClientConnection, agent: Paired, taken: list[tuple[str, str]]) -> None:
    """Claim what is offered, finish it, until nothing is offered for two seconds."""
    async with connection:
        offered: list[str] = []
        with contextlib.suppress(TimeoutError):
            while len(taken) < JOBS:
                job_id = _any(offered) if offered else await _offer(connection)
                await connection.send(message("job:ack", jobId=job_id, agentId=agent.agent_id))
                epoch = await _claimed(connection, job_id, offered)
                if epoch is None:
                    continue
                taken.append((job_id, agent.agent_id))
                await connection.send(
                    message("job:done", jobId=job_id, agentId=agent.agent_id, epoch=epoch)
                )
                await reply(connection, "job:done_ack")


def _any(offered: list[str]) -> str:
    """One of the offered jobs by chance, so that not everybody runs for the same one."""
    return offered.pop(random.randrange(len(offered)))


async def _offer(connection: ClientConnection) -> str:
    async with asyncio.timeout(2):
        return (await reply(connection, "job:available"))["jobId"]


async def _claimed(connection: ClientConnection, job_id: str, offered: list[str]) -> int | None:
    while True:
        try:
            told = await reply(connection, "job:ack_success", "job:available")
        except RuntimeError:
            return None  # somebody else was quicker
        if "epoch" in told:
            return told["epoch"]
        offered.append(told["jobId"])


async def _through_the_hub(desk: Hub) -> tuple[float, list[tuple[str, str]]]:
    agents = [await pair(desk, n) for n in range(AGENTS)]
    queries = [f"place {n}" for n in range(JOBS)]
    for start in range(0, JOBS, 500):
        body = {"connector": "google_maps", "queries": queries[start : start + 500]}
        desk.operator.ask("POST", "/jobs", {"type": "SEARCH_BULK", "input": body})
    taken: list[tuple[str, str]] = []
    connections = []
    for agent in agents:  # one after the other: the hub bears few strangers at a time
        connection = await dial(desk.agent_url)
        await connection.send(agent.opening())
        await reply(connection, "config")
        connections.append(connection)
    begin = time.perf_counter()
    await asyncio.gather(
        *(_work(c, agent, taken) for c, agent in zip(connections, agents, strict=True))
    )
    return time.perf_counter() - begin, taken


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
        with hub(Path(name) / "desk") as desk:
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
