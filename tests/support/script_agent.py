"""The script agent under test: at work in the background, or one run against a line in memory."""

import asyncio
import hashlib
import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hub.agent import link as links
from hub.agent.agent import Ended, Patience, ScriptAgent
from hub.agent.client import Refused
from hub.agent.credential import Keeper
from hub.agent.journal import Journal
from hub.agent.line import Line
from hub.agent.report import Report
from hub.agent.run import Run
from hub.agent.site import PracticeSite
from hub.agent.waits import Waits
from hub.recipes import shipped_recipes
from hub.wire import messages as m

SECONDS = 20.0
JOB = "00000000-0000-4000-8000-000000000001"
AGENT = "00000000-0000-4000-8000-00000000000a"
QUICK = Patience(first=0.01, most=0.05)
QUICK_WAITS = Waits(answer=5.0, permit_again=0.0, after_no=0.0, look_every=0.01, looks=3)


class Working:
    """A script agent at work, what it said, and how it ended."""

    def __init__(self, agent: ScriptAgent, keeper: Keeper, task: "asyncio.Task[None]") -> None:
        self.agent = agent
        self.keeper = keeper
        self.task = task
        self.said: list[str] = []
        self._news = asyncio.Event()

    def say(self, text: str) -> None:
        self.said.append(text)
        self._news.set()

    async def heard(self, part: str, times: int = 1) -> str:
        """What it said with this in it, once it has said so often."""
        async with asyncio.timeout(SECONDS):
            while True:
                found = [text for text in self.said if part in text]
                if len(found) >= times:
                    return found[times - 1]
                self._news.clear()
                await self._news.wait()

    async def ended(self) -> str:
        """Why its work is over."""
        try:
            async with asyncio.timeout(SECONDS):
                await self.task
        except Ended as ended:
            return str(ended)
        raise AssertionError("it ended without a word")


@asynccontextmanager
async def working(
    link: links.Link | None,
    state: Path,
    practice: str | None = None,
    *,
    accounts: Sequence[m.Account] = (),
) -> AsyncIterator[Working]:
    """A script agent with this link and this state file, stopped at the end."""
    keeper = Keeper(state)
    held: list[Working] = []
    agent = ScriptAgent(
        keeper,
        name="Tester",
        say=lambda text: held[0].say(text),
        practice=None if practice is None else PracticeSite(practice),
        patience=QUICK,
        accounts=accounts,
        waits=QUICK_WAITS,
    )
    work = Working(agent, keeper, asyncio.create_task(agent.work(link)))
    held.append(work)
    try:
        yield work
    finally:
        work.task.cancel()
        await asyncio.gather(work.task, return_exceptions=True)


class MemoryLine(Line):
    """A line that keeps everything and acknowledges it as a hub would."""

    def __init__(self) -> None:
        super().__init__(pause=0)
        self.asked: list[tuple[str, m.Message]] = []
        self.files: list[tuple[m.JobProof, bytes]] = []
        self.answers: dict[str, Callable[[m.Message], m.Message]] = {}
        self.media: dict[str, bytes] = {}
        self.news = asyncio.Event()
        self.wire: object | None = object()

    @property
    def connection(self) -> object | None:
        return self.wire

    async def ask(
        self, event: str, body: m.Message, *, before: Callable[[], None] | None = None
    ) -> m.Message:
        self.asked.append((event, body))
        self.news.set()
        await asyncio.sleep(0)
        if before is not None:
            before()
        if event in self.answers:
            return self.answers[event](body)
        if isinstance(body, m.JobProgress):
            return m.JobProgressAck(job_id=JOB, progress=body.progress, cancel_requested=False)
        if isinstance(body, m.JobPermit):
            return m.JobPermitAck(permit=f"permit-{len(self.asked)}", ttl_seconds=15)
        if isinstance(body, m.JobEvidence):
            return m.JobEvidenceAck(
                job_id=JOB,
                batch_id=body.batch_id,
                accepted=len(body.evidence),
                duplicates=0,
                rejected=[],
            )
        return m.JobLogAck()

    async def download(self, body: m.JobMedia) -> tuple[m.JobMediaAck, bytes]:
        data = self.media[body.media_id]
        ack = m.JobMediaAck(
            media_id=body.media_id,
            mime="image/png",
            name="one.png",
            size_bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        return ack, data

    async def upload(self, declared: m.JobProof, data: bytes) -> None:
        self.files.append((declared, data))

    def bodies(self, event: str) -> list[Any]:
        """The messages of one event."""
        return [body for name, body in self.asked if name == event]

    @property
    def events(self) -> list[str]:
        """What was said, in order."""
        return [name for name, _ in self.asked]

    @property
    def batches(self) -> list[str]:
        return [body.batch_id for body in self.bodies("job:evidence")]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [
            json.loads(bytes(one)) for body in self.bodies("job:evidence") for one in body.evidence
        ]

    @property
    def kinds(self) -> Counter[str]:
        return Counter(declared.kind for declared, _ in self.files)

    @property
    def last(self) -> Any:
        """The last word of the run."""
        return self.asked[-1][1]

    async def asked_for(self, event: str) -> Any:
        """The first message of an event, once it was sent."""
        async with asyncio.timeout(SECONDS):
            while not self.bodies(event):
                self.news.clear()
                await self.news.wait()
        return self.bodies(event)[0]


def refusal(code: str, *, retryable: bool = False) -> Callable[[m.Message], m.Message]:
    """An answer that is none."""

    def answer(_: m.Message) -> m.Message:
        raise Refused(m.Error(code=code, message=code, event=None, retryable=retryable))

    return answer


def a_run(
    line: Line,
    site: PracticeSite | None,
    *,
    type: str = "google_maps",
    connector: str = "google_maps",
    checkpoint: dict[str, Any] | None = None,
    journal: Journal | None = None,
    waits: Waits = QUICK_WAITS,
    **given: Any,
) -> Run:
    """A claimed job, ready to be worked; without a journal one that goes nowhere."""
    claimed = m.JobAckSuccess(
        job_id=JOB,
        epoch=1,
        type=type,
        input={"query": "dentists in Amman"} | given,
        connector=connector,
        attempt=1,
        checkpoint=checkpoint,
        lease_seconds=60,
    )
    report = Report(line, AGENT, claimed)
    kept = journal or Journal(Path(os.devnull))
    return Run(claimed, report, config(), lambda _: site, kept, waits)


def config(hosts: list[str] | None = None) -> m.Config:
    """What a hub tells, with the shipped recipes."""
    return m.Config(
        platform=m.Platform(platform_url="", api_url="", search_method="maps", language="en"),
        connectors=[
            m.ConnectorConfig(
                id=id, name=recipe["name"], enabled=True, kind=recipe["kind"],
                version=recipe["version"], hosts=hosts or recipe["hosts"], recipe=recipe,
            )
            for id, recipe in shipped_recipes().items()
        ],
        limits=m.Limits(
            heartbeat_seconds=20, lease_seconds=60, max_message_bytes=262_144,
            chunk_bytes=131_072, max_proof_bytes=67_108_864,
        ),
    )  # fmt: skip
