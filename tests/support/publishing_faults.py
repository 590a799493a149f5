"""An office that publishes while it is hurt: hub, wall and script agent in one loop.

Everything that the agent says to the hub, writes into its journal or does to the wall passes
`Faults`, which counts these points and strikes at the ones of its plan. The hub is killed by going
on from a copy of what was committed at that moment, the agent by cancelling all it does; both come
back. Time is a clock that the test puts forward, for hub, wall and agent alike.
"""

import asyncio
import contextlib
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hub.agent import agent as agents
from hub.agent import link as links
from hub.agent import post_picture, report, run
from hub.agent.agent import Ended, Patience, ScriptAgent
from hub.agent.client import Client, Closed
from hub.agent.credential import Credential, Keeper
from hub.agent.journal import Entry, Journal, State
from hub.agent.line import Line
from hub.agent.waits import Waits
from hub.agent.wall_site import Pressed, WallSite
from hub.practice.server import PracticeWeb
from hub.practice.wall_posts import content_name
from hub.wire import messages as m
from models.posts.changes import NewPost, NewTarget
from models.posts.views import PostView, TargetView
from models.queries import posts as post_queries
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on

HANDLE = "jo_cafe"
KINDS = ("kill_hub", "kill_agent", "cut", "duplicate", "delay", "suspend")
POINTS = 32
"""A publication without trouble passes so many points, a few more or less."""
MOODS = (
    "wall_fails", "wall_error_shown", "wall_vanishes", "wall_late", "wall_no_answer", "wall_slow",
)  # fmt: skip
DELAYS = (3.0, 16.0, 45.0, 100.0)
ASLEEP_SECONDS = 400.0
STEP_SECONDS = 15.0
MOST_STEPS = 150
LATE_SECONDS = 30.0
PATIENCE_SECONDS = 20.0
NOWHERE = "ws://127.0.0.1:9/agent"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


class Violation(AssertionError):
    """A promise was broken."""


@dataclass
class Plan:
    """What happens at which point, counted from the claim of the publication."""

    strikes: dict[int, str] = field(default_factory=dict)
    mood: str | None = None
    back_after: float = 0.0
    """Seconds until a killed agent is started again."""
    delay: float = 16.0

    @classmethod
    def by_chance(cls, chance: random.Random) -> "Plan":
        """One to three faults, perhaps on a wall in a mood."""
        count = chance.choice((1, 1, 2, 3))
        strikes = {chance.randrange(POINTS): chance.choice(KINDS) for _ in range(count)}
        mood = chance.choice(MOODS) if chance.random() < 0.5 else None
        return cls(strikes, mood, chance.choice((0.0, 20.0, 90.0)), chance.choice(DELAYS))


class Faults:
    """Counts the points of a publication, and strikes."""

    def __init__(self, office: "Office") -> None:
        self.plan = Plan()
        self.count = 0
        self.trace: list[str] = []
        self._office = office

    def arm(self, plan: Plan) -> None:
        """From the next point on."""
        self.plan, self.count, self.trace = plan, 0, []

    def _strike(self, point: str) -> str | None:
        kind = self.plan.strikes.get(self.count)
        self.trace.append(point if kind is None else f"{point} !{kind}")
        self.count += 1
        return kind

    async def reach(self, point: str) -> bool:
        """Pass a point of the wire; True when the message is to be sent twice."""
        kind = self._strike(point)
        if kind == "delay":
            await self._office.pass_time(self.plan.delay)
        elif kind == "suspend":
            await self._office.pass_time(ASLEEP_SECONDS, at_once=True)
        elif kind is not None and kind != "duplicate":
            self._hurt(kind)
            raise Closed(None, f"fault at {point}")
        return kind == "duplicate"

    def reach_now(self, point: str) -> None:
        """Pass a point where nothing is awaited."""
        kind = self._strike(point)
        if kind in ("delay", "suspend"):
            seconds = self.plan.delay if kind == "delay" else ASLEEP_SECONDS
            self._office.clock.pass_seconds(seconds)
        elif kind is not None and kind != "duplicate":
            self._hurt(kind)

    def _hurt(self, kind: str) -> None:
        if kind == "kill_hub":
            self._office.kill_hub()
        elif kind == "kill_agent":
            self._office.kill_agent()
            raise asyncio.CancelledError
        self._office.cut()


class FaultyClient:
    """A connection whose every message is a point before it leaves and after its answer."""

    def __init__(self, client: Client, faults: Faults) -> None:
        self._client = client
        self._faults = faults

    async def ask(self, event: str, body: m.Message) -> m.Message:
        twice = await self._faults.reach(f"{event} <")
        answer = await self._client.ask(event, body)
        if twice:
            answer = await self._client.ask(event, body)
        await self._faults.reach(f"{event} >")
        return answer

    async def upload(self, declared: m.JobProof, data: bytes, chunk_bytes: int) -> None:
        twice = await self._faults.reach(f"proof {declared.kind} <")
        for _ in range(2 if twice else 1):
            await self._client.upload(declared, data, chunk_bytes)
        await self._faults.reach(f"proof {declared.kind} >")

    async def download(self, body: m.JobMedia) -> tuple[m.JobMediaAck, bytes]:
        await self._faults.reach("media <")
        got = await self._client.download(body)
        await self._faults.reach("media >")
        return got


class FaultyLine(Line):
    """A line over faulty connections."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(pause=0.0)
        self._faults = faults

    def connect(self, client: Any, chunk_bytes: int) -> None:
        super().connect(FaultyClient(client, self._faults), chunk_bytes)  # type: ignore[arg-type]


class FaultyJournal(Journal):
    """A journal with points around its lines."""

    def __init__(self, path: Path, faults: Faults) -> None:
        super().__init__(path)
        self._faults = faults

    def intend(self, entry: Entry) -> None:
        self._faults.reach_now("intent <")
        super().intend(entry)
        self._faults.reach_now("intent >")

    def step(self, permit: str, state: State, now: int) -> Entry:
        self._faults.reach_now(f"{state} <")
        entry = super().step(permit, state, now)
        self._faults.reach_now(f"{state} >")
        return entry


class Agent(ScriptAgent):
    """A script agent that can be killed."""

    def __init__(self, office: "Office") -> None:
        super().__init__(
            office.keeper,
            name="Tester",
            say=office.said.append,
            patience=Patience(first=0.005, most=0.02),
            accounts=[m.Account(platform="practice", handle=HANDLE)],
            waits=Waits(answer=0.25, permit_again=0.01, after_no=0.0, look_every=0.02, looks=3),
        )
        self.killed = False
        self._office = office
        self._line = FaultyLine(office.faults)
        self._journal = FaultyJournal(self._journal.path, office.faults)
        self._client: Client | None = None

    @property
    def is_free(self) -> bool:
        """Connected, and with nothing to do."""
        return self._task is None and self._line.is_open

    async def _converse(self, opened: agents.Opened) -> Closed:
        self._client = opened.client
        return await super()._converse(opened)

    def cut(self) -> None:
        """The line, without a word on either side."""
        if self._client is not None:
            self._client._socket.transport.abort()

    def kill(self) -> None:
        """As by kill -9: nothing more is said or written."""
        self.killed = True
        self.cut()
        if self._task is not None:
            self._task.cancel()

    async def _give_up(self) -> None:
        if not self.killed:
            await super()._give_up()

    def _taken(self, task: "asyncio.Task[None]") -> None:
        if not self.killed:
            super()._taken(task)


class OfficeKeeper(Keeper):
    """A credential whose hub is found where it is now."""

    def __init__(self, path: Path, office: "Office") -> None:
        super().__init__(path)
        self._office = office

    def load(self) -> Credential | None:
        kept = super().load()
        return None if kept is None else msgspec.structs.replace(kept, url=self._office.agent_url)


class Times:
    """The module `time` for the agents, each by the clock of its own office."""

    def monotonic(self) -> float:
        return HERE.get().clock.monotonic()

    def time(self) -> float:
        return HERE.get().clock.now() / 1_000


class Wall(WallSite):
    """The wall with points around the press."""

    def press(self, text: str, media: list[str], press: str) -> "asyncio.Future[Pressed]":
        faults = HERE.get().faults
        faults.reach_now("press <")
        pressing = super().press(text, media, press)
        faults.reach_now("press >")
        return pressing


class Office:
    """Hub, wall and agent; `desk` is the hub that lives now."""

    def __init__(self, path: Path) -> None:
        self.clock = Clock()
        self.faults = Faults(self)
        self.said: list[str] = []
        self.web = PracticeWeb(delay=0, pace=0.02)
        self.web.state.wall.now = lambda: self.clock.now() / 1_000
        self.keeper = OfficeKeeper(path / "agent.json", self)
        self.agent_url = NOWHERE
        self.desk: Desk
        self.agent: Agent
        path.mkdir(exist_ok=True)
        self._path = path
        self._hubs = 0
        self._working: asyncio.Task[None] | None = None
        self._reviving: set[asyncio.Task[None]] = set()
        self._leaving: list[asyncio.Task[None]] = []
        self._hub: contextlib.AbstractAsyncContextManager[Desk] | None = None
        self._posts: dict[str, str] = {}

    # ------------------------------------------------------------ its life

    async def open(self) -> None:
        """Everything is there and connected."""
        await self.web.start()
        await self._start_hub(self._path / "hub-0")
        for connector in ("practice_wall", "practice_wall_verify"):
            await self.desk.hub.connectors.set_hosts(connector, [self.web.host], OPERATOR)
        made = await self.desk.hub.pairing.make_link("json", True, OPERATOR)
        self._start_agent(links.parse(made.link))
        await self._quiet()

    async def close(self) -> None:
        """Everything is gone; what was left undone by a killed hub too."""
        await asyncio.gather(*self._reviving)
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)
        if self._hub is not None:
            await self._hub.__aexit__(None, None, None)
        await asyncio.gather(*self._leaving)
        await self.web.stop()

    async def _start_hub(self, path: Path) -> None:
        self._hub = hub_on(path, self.clock)
        self.desk = await self._hub.__aenter__()
        self.agent_url = self.desk.url

    def _start_agent(self, link: links.Link | None = None) -> None:
        self.agent = Agent(self)
        self._working = asyncio.create_task(self._work(self.agent, link))

    async def _work(self, agent: Agent, link: links.Link | None) -> None:
        with contextlib.suppress(Ended):
            await agent.work(link)

    # ------------------------------------------------------------ faults

    def cut(self) -> None:
        """The line between hub and agent."""
        self.agent.cut()

    def kill_hub(self) -> None:
        """What was committed until now is all that the next hub knows."""
        old, hub = self.desk.hub.folder.path, self._hub
        if self.agent_url == NOWHERE or hub is None:
            return
        self._hubs += 1
        new = self._path / f"hub-{self._hubs}"
        copy_folder(old, new)
        self.agent_url, self._hub = NOWHERE, None
        self.agent.cut()
        self._leaving.append(asyncio.create_task(_leave(hub)))
        self._revive(self._start_hub(new))

    def kill_agent(self) -> None:
        """The process is gone; another one comes with the same files."""
        old, working = self.agent, self._working
        if old.killed:
            return
        old.kill()
        assert working is not None
        working.cancel()
        self._revive(self._agent_again(working))

    async def _agent_again(self, working: "asyncio.Task[None]") -> None:
        await asyncio.gather(working, return_exceptions=True)
        if self.faults.plan.back_after:
            await self.pass_time(self.faults.plan.back_after)
        self._start_agent()

    def _revive(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._reviving.add(task)
        task.add_done_callback(self._reviving.discard)

    # ------------------------------------------------------------ time

    async def pass_time(self, seconds: float, *, at_once: bool = False) -> None:
        """The clocks go on in steps, with the hub awake; `at_once`: it slept too."""
        while seconds > 0:
            step = seconds if at_once else min(seconds, STEP_SECONDS)
            self.clock.pass_seconds(step)
            seconds -= step
            await self._tick()

    async def _tick(self) -> None:
        if self._hub is not None and self.agent_url != NOWHERE:
            await self.desk.hub.scheduler.look()
            self.desk.hub.offers.take_due()

    # ------------------------------------------------------------ a publication

    async def publish(self, text: str, plan: Plan) -> None:
        """One publication under this plan, to its settled end. Raises Violation."""
        self.web.state.choose([plan.mood] if plan.mood else [])
        target = NewTarget(platform="practice", handle=HANDLE)
        made = await self.desk.hub.posts.create(NewPost(text=text, targets=[target]), OPERATOR)
        self.faults.arm(plan)
        await self.desk.hub.posts.publish(made.id, OPERATOR)
        end = await self._settled(made.id)
        self.faults.arm(Plan())
        self._judge(text, end)
        self._posts[text] = made.id

    async def _settled(self, post_id: str) -> TargetView:
        for _ in range(MOST_STEPS):
            await self._quiet()
            (target,) = (await self._read(post_id)).targets
            if target.status in ("published", "not_found", "failed", "cancelled"):
                return target
            await self.pass_time(self._next_step(), at_once=True)
        raise Violation(f"It never came to an end: {target.status}")

    def _next_step(self) -> float:
        """Seconds until something is due; small ones while a lease must end."""
        hub = self.desk.hub
        due = hub.offers.board.next_due()
        if due is None or any(True for _ in hub.leases):
            return STEP_SECONDS
        return max(0.0, (due - self.clock.now()) / 1_000) + 0.01

    async def _quiet(self) -> None:
        """Until nothing moves any more without the clock."""
        still = 0
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while still < 4:
            await asyncio.sleep(0.004)
            quiet = self.agent.is_free and not self._reviving
            still = still + 1 if quiet else 0
            if asyncio.get_running_loop().time() > deadline:
                raise Violation(f"The agent is busy for ever: {self.said[-3:]}")

    async def _read(self, post_id: str) -> PostView:
        post: PostView = await self.desk.hub.store.read(
            post_queries.get, post_id, now=self.clock.now()
        )
        return post

    def _judge(self, text: str, end: TargetView) -> None:
        """The end against the wall's own truth."""
        truth = self.web.state.wall.truth()["byContent"]
        seen = truth.get(content_name(text), {"presses": 0, "posts": 0, "visible": 0})
        if seen["presses"] > 1:
            raise Violation(f"It was pressed {seen['presses']} times.")
        if end.status == "published" and not seen["visible"]:
            raise Violation(f"It is called published, and the wall says {seen}.")
        if end.status != "published" and seen["visible"]:
            raise Violation(f"It is out, and is called {end.status}.")

    async def judge_all(self) -> None:
        """Once more at the end, when what was late is there. Raises Violation."""
        await self.pass_time(LATE_SECONDS)
        for text, post_id in self._posts.items():
            (target,) = (await self._read(post_id)).targets
            try:
                self._judge(text, target)
            except Violation as broken:
                raise Violation(f"In the end: {text!r}: {broken}") from broken


async def _leave(hub: contextlib.AbstractAsyncContextManager[Desk]) -> None:
    await hub.__aexit__(None, None, None)


def copy_folder(old: Path, new: Path) -> None:
    """What a killed hub leaves: the database as committed, and all its files.

    The mark is older than the database and the files are newer, as they are on a disk.
    """
    new.mkdir(mode=0o700)
    for name in ("api-token", "hub-key", "ledger-mark"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(old / name, new / name)
    with (
        contextlib.closing(sqlite3.connect(old / "proofdesk.sqlite3")) as source,
        contextlib.closing(sqlite3.connect(new / "proofdesk.sqlite3")) as copy,
    ):
        source.backup(copy)
    for file in (old / "proofs").rglob("*"):
        if file.is_file():
            there = new / "proofs" / file.relative_to(old / "proofs")
            there.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):  # renamed in between: then it is nobody's
                shutil.copy2(file, there)


HERE: "ContextVar[Office]" = ContextVar("HERE")
"""The office to which a task belongs."""


def prepare(patch: pytest.MonkeyPatch) -> None:
    """Faults and clocks for all offices; pictures are dots, for they are not what is tested."""
    patch.setattr(run, "WallSite", Wall)
    patch.setattr(report, "time", Times())
    for name in ("composer", "answer", "posts"):
        patch.setattr(post_picture, name, lambda *_: DOT)


@asynccontextmanager
async def office(path: Path) -> AsyncIterator[Office]:
    """An office that is open, for the task that asks; offices of other tasks may be open too."""
    made = Office(path)
    HERE.set(made)
    await made.open()
    try:
        yield made
    finally:
        await made.close()
