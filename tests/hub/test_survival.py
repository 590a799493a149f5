"""kill -9 in mid-run, again and again: nothing that was acknowledged is ever missing."""

import asyncio
import os
import random
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from models.database import integrity, open_reader
from models.folder import DataFolder
from models.proof_files import ProofFiles
from tests.support.agents import Asset, Closed, Credential, JsonAgent, Link
from tests.support.hubs import Api
from tests.support.processes import HubProcess, proofdesk, start_hub
from tests.support.samples import finding, png

KILLS = int(os.environ.get("PROOFDESK_KILLS", "5"))
AGENTS = 3


@dataclass
class Ledger:
    """What the hub acknowledged to one agent."""

    titles: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    proofs: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)


class Worker:
    """An agent that keeps its run over every interruption and writes down each ack."""

    def __init__(self, name: str, me: Credential) -> None:
        self.name = name
        self.me = me
        self.ledger = Ledger()
        self.running: dict[str, Any] | None = None
        self.unsent: Asset | None = None
        """Its outbox: what was declared and is not acknowledged."""
        self.continued = 0
        self._numbers = count(1)

    async def work(self, url: str) -> None:
        """Until the hub is gone."""
        try:
            agent = await JsonAgent.connect(url)
            async with agent:
                running = [self.running] if self.running else []
                told = await agent.resume(self.me, running)
                self.continued += len(told["continue"])
                if not told["continue"]:
                    self.running = self.unsent = None
                while True:
                    await self._step(agent)
        except (Closed, OSError, TimeoutError):
            return

    async def _step(self, agent: JsonAgent) -> None:
        if self.running is None:
            offer = await agent.expect("job:available")
            await agent.send("job:ack", {"jobId": offer["jobId"], "agentId": self.me.agent_id})
            message = await _one_of(agent, "job:ack_success", "error")
            if message["event"] == "error":
                return
            data = message["data"]
            self.running = {"jobId": data["jobId"], "epoch": data["epoch"]}
        await self._report(agent, self.running)

    async def _report(self, agent: JsonAgent, run: dict[str, Any]) -> None:
        number = next(self._numbers)
        about = run | {"agentId": self.me.agent_id}
        line = f"{self.name} line {number}"
        await agent.ask("job:progress", about | {"progress": number % 100, "message": line})
        self.ledger.lines.add(line)
        titles = {f"{self.name} row {number}.{n}" for n in range(5)}
        rows = [finding(title) for title in titles]
        await agent.ask("job:evidence", about | {"batchId": line, "evidence": rows})
        self.ledger.titles |= titles
        asset = self.unsent = self.unsent or Asset(png(random.randbytes(40_000)))
        await agent.upload(asset, run["jobId"], run["epoch"], chunk_bytes=16_000)
        self.ledger.proofs.add(asset.id)
        self.unsent = None
        if number % 7 == 0:
            await agent.ask("job:done", about)
            self.ledger.done.add(run["jobId"])
            self.running = None


async def _one_of(agent: JsonAgent, *events: str) -> dict[str, Any]:
    while True:
        message = agent.inbox.popleft() if agent.inbox else await agent.receive()
        if message["event"] in events:
            return message


async def _pair(hub: HubProcess, folder: Path, name: str) -> Credential:
    api = Api(hub.ready["apiUrl"], (folder / "api-token").read_text())
    asked = {"channel": "json", "allowFirst": True}
    link = Link.parse((await api.post("/devices/pairing", asked, status=201))["link"])
    async with await JsonAgent.connect(link.url) as agent:
        return await agent.pair(link, name)


async def _lives(folder: Path, workers: list[Worker]) -> None:
    """Start, work, kill; the last life ends in peace."""
    for life in range(KILLS + 1):
        hub = start_hub(folder)
        try:
            if not workers:
                api = Api(hub.ready["apiUrl"], (folder / "api-token").read_text())
                bulk = {"connector": "google_maps", "queries": [f"q{n}" for n in range(500)]}
                await api.post("/jobs", {"type": "SEARCH_BULK", "input": bulk}, status=201)
                names = [f"agent {n}" for n in range(AGENTS)]
                workers += [Worker(name, await _pair(hub, folder, name)) for name in names]
            tasks = [asyncio.create_task(worker.work(hub.ready["agentUrl"])) for worker in workers]
            await asyncio.sleep(random.uniform(0.3, 0.9))
            if life < KILLS:
                hub.kill()
            else:
                await asyncio.to_thread(hub.terminate)
            await asyncio.gather(*tasks)
        finally:
            hub.kill()
            for pipe in (hub.process.stdout, hub.process.stderr):
                if pipe is not None:
                    pipe.close()


def test_nothing_acknowledged_is_missing_after_kills_in_mid_run(tmp_path: Path) -> None:
    workers: list[Worker] = []
    asyncio.run(_lives(tmp_path, workers))
    folder = DataFolder.read_only(tmp_path)
    db = open_reader(folder)
    try:
        assert integrity(db) == []
        kept = {row[0] for row in db.execute_sql("select title from evidence")}
        lines = {row[0] for row in db.execute_sql("select message from log")}
        stored = dict(db.execute_sql("select id, sha256 from proof where state='stored'"))
        finished = "select id from job where status='COMPLETED'"
        completed = {row[0] for row in db.execute_sql(finished)}
    finally:
        db.close()
    files = ProofFiles(folder)
    for worker in workers:
        ledger = worker.ledger
        assert ledger.titles
        assert ledger.proofs
        assert ledger.titles <= kept
        assert ledger.lines <= lines
        assert ledger.proofs <= set(stored)
        assert ledger.done <= completed
        assert {files.check(stored[id]) for id in ledger.proofs} == {"intact"}
    assert sum(worker.continued for worker in workers) > 0  # runs went on over a kill
    assert proofdesk("verify", "--data-dir", str(tmp_path)).returncode == 0
