"""A hub in its own process for the benchmarks, with paired agents that hold a running job."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.client import ClientConnection, connect

from tests.support.operator import Operator

ROOT = Path(__file__).resolve().parents[2]
JSON_CHANNEL = "proofdesk.json.1"
VERSION = "1.0"


@dataclass(frozen=True)
class Hub:
    """A running hub, by its two doors."""

    agent_url: str
    operator: Operator


@dataclass(frozen=True)
class Paired:
    """A paired script agent."""

    agent_id: str
    token: str
    job_id: str | None = None
    epoch: int = 0

    def opening(self) -> str:
        """Its `auth` message."""
        running = [{"jobId": self.job_id, "epoch": self.epoch}] if self.job_id else []
        return message(
            "auth",
            protocol=1,
            agentId=self.agent_id,
            token=self.token,
            version=VERSION,
            capabilities=["google_maps"],
            bootId="bench",
            running=running,
        )

    def progress(self) -> str:
        """A progress message of its job."""
        return message(
            "job:progress",
            jobId=self.job_id,
            agentId=self.agent_id,
            epoch=self.epoch,
            progress=50,
        )


def message(event: str, /, **data: object) -> str:
    """One JSON message of the agent wire."""
    return json.dumps({"event": event, "data": data, "id": 1}, separators=(",", ":"))


@contextlib.contextmanager
def hub(folder: Path, *command: str) -> Iterator[Hub]:
    """Start a hub (or the given command that prints the same ready line) and stop it cleanly."""
    arguments = command or (
        *(sys.executable, "-m", "desktop", "hub", "--data-dir", str(folder)),
        *("--port", "0", "--api-port", "0", "--allow-script-agents"),
    )
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        ready = json.loads(process.stdout.readline())
        yield Hub(ready["agentUrl"], Operator.of(ready, folder))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def dial(url: str) -> ClientConnection:
    """Connect as a script agent and take the hub's hello."""
    connection = await connect(
        url,
        subprotocols=[JSON_CHANNEL],
        compression=None,
        proxy=None,
        max_size=2**22,
        max_queue=None,
    )
    await connection.recv()
    return connection


async def reply(connection: ClientConnection, *events: str) -> dict:
    """The data of the next message whose event is one of these."""
    while True:
        envelope = json.loads(await connection.recv())
        if envelope["event"] in events:
            return envelope["data"]
        if envelope["event"] == "error":
            raise RuntimeError(envelope["data"])


async def pair(desk: Hub, number: int) -> Paired:
    """Pair one agent by a link that allows the first device."""
    made = desk.operator.ask("POST", "/devices/pairing", {"allowFirst": True, "channel": "json"})
    link = parse_qs(urlsplit(made["link"]).query)
    async with await dial(desk.agent_url) as connection:
        await connection.send(
            message(
                "pair",
                protocol=1,
                linkId=link["i"][0],
                secret=link["s"][0],
                name=f"Bench {number}",
                browser="bench",
                version=VERSION,
                capabilities=["google_maps"],
            )
        )
        told = await reply(connection, "pair_ok")
        await reply(connection, "config")
    return Paired(told["agentId"], told["token"])


async def with_running_job(desk: Hub, agent: Paired, number: int) -> Paired:
    """Create a job for this agent and claim it; the lease outlives the connection by its grace."""
    job = desk.operator.ask(
        "POST",
        "/jobs",
        {"type": "google_maps", "input": {"query": f"load {number}"}, "deviceId": agent.agent_id},
    )
    async with await dial(desk.agent_url) as connection:
        await connection.send(agent.opening())
        await reply(connection, "config")
        await connection.send(message("job:ack", jobId=job["id"], agentId=agent.agent_id))
        taken = await reply(connection, "job:ack_success")
    return Paired(agent.agent_id, agent.token, job["id"], taken["epoch"])


async def agents_at_work(desk: Hub, count: int) -> list[Paired]:
    """`count` paired agents, each with its own running job."""
    return [await with_running_job(desk, await pair(desk, n), n) for n in range(count)]
