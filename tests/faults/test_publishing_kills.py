"""kill -9 of the hub's and the agent's process while they publish: the wall counts the presses."""

import asyncio
import os
import random
import subprocess
from pathlib import Path
from typing import Any

from hub.practice.wall_posts import content_name
from models.database import integrity, open_reader
from models.folder import DataFolder
from tests.support.hubs import Api
from tests.support.practices import Practice, practice_process
from tests.support.processes import (
    ROOT,
    HubProcess,
    command,
    proofdesk,
    start_hub,
    surroundings,
)

KILLS = int(os.environ.get("PROOFDESK_FAULT_KILLS", "4"))
POSTS = 3
"""Written in each life."""
SEED = int(os.environ.get("PROOFDESK_FAULT_SEED") or random.randrange(2**32))


class Processes:
    """The hub and the agent as the person starts them, on one data folder and one state file."""

    def __init__(self, path: Path) -> None:
        self.folder = path / "data"
        self._state = path / "agent.json"
        self.hub: HubProcess
        self.agent: subprocess.Popen[str] | None = None
        self._port: str = "0"

    @property
    def api(self) -> Api:
        return Api(self.hub.ready["apiUrl"], (self.folder / "api-token").read_text())

    def start_hub(self) -> None:
        """Always on the port of the first time: the agent knows no other."""
        self.hub = start_hub(self.folder, "--port", self._port)
        self._port = self.hub.ready["agentUrl"].rpartition(":")[2].partition("/")[0]

    def start_agent(self, link: str | None = None) -> None:
        """It is connected when this returns."""
        given = ["--link", link] if link else []
        self.agent = subprocess.Popen(
            command("agent", *given, "--state", str(self._state), "--account", "practice:jo"),
            cwd=ROOT,
            env=surroundings(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.agent.stdout is not None
        for line in self.agent.stdout:
            if line.startswith("Connected"):
                return
        raise AssertionError("the agent ended before it was connected")

    def kill_hub(self) -> None:
        self.hub.kill()
        for pipe in (self.hub.process.stdout, self.hub.process.stderr):
            if pipe is not None:
                pipe.close()

    def kill_agent(self) -> None:
        if self.agent is not None:
            self.agent.kill()
            self.agent.wait(20)
            if self.agent.stdout is not None:
                self.agent.stdout.close()
            self.agent = None

    def end(self) -> None:
        """Both are gone, whatever state they were in."""
        self.kill_agent()
        self.kill_hub()


async def begin(processes: Processes, wall: Practice) -> None:
    """Everything is started, paired, and pointed at the wall."""
    processes.start_hub()
    for connector in ("practice_wall", "practice_wall_verify"):
        await processes.api.put(f"/connectors/{connector}", {"hosts": [wall.host]})
    asked = {"channel": "noise", "allowFirst": True}
    made = await processes.api.post("/devices/pairing", asked, status=201)
    await asyncio.to_thread(processes.start_agent, made["link"])


async def write(api: Api, text: str) -> str:
    """A post that is sent at once; its id."""
    target = {"platform": "practice", "handle": "jo"}
    post = await api.post("/posts", {"text": text, "targets": [target]}, status=201)
    await api.post(f"/posts/{post['id']}/publish", {})
    return str(post["id"])


async def lives(processes: Processes, wall: Practice, chance: random.Random) -> dict[str, str]:
    """Publish and kill, again and again; the posts by their texts."""
    posts: dict[str, str] = {}
    await begin(processes, wall)
    for life in range(KILLS):
        texts = [f"seed {SEED}, life {life}, post {number}" for number in range(POSTS)]
        for text in texts:
            posts[text] = await write(processes.api, text)
        await asyncio.sleep(chance.uniform(0.1, 2.0))
        if chance.random() < 0.5:
            processes.kill_hub()
            await asyncio.to_thread(processes.start_hub)
        else:
            processes.kill_agent()
            await asyncio.to_thread(processes.start_agent)
    await asyncio.sleep(1.0)
    return posts


def judge(text: str, status: str, truth: dict[str, Any]) -> None:
    seen = truth["byContent"].get(content_name(text), {"presses": 0, "visible": 0})
    about = f"{text}: {status}, {seen}"
    assert seen["presses"] <= 1, about
    assert status != "published" or seen["visible"], about
    assert status not in ("failed", "cancelled") or not seen["visible"], about


def test_kills_never_press_twice_and_never_lie(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    with practice_process() as wall:
        try:
            posts = asyncio.run(lives(processes, wall, random.Random(SEED)))
            statuses = {
                text: asyncio.run(processes.api.get(f"/posts/{id}"))["status"]
                for text, id in posts.items()
            }
        finally:
            processes.end()
        truth = wall.ask("/practice/wall/truth")
    assert truth["presses"] > 0
    for text, status in statuses.items():
        judge(text, status, truth)
    db = open_reader(DataFolder.read_only(processes.folder))
    try:
        assert integrity(db) == []
    finally:
        db.close()
    assert proofdesk("verify", "--data-dir", str(processes.folder)).returncode == 0
