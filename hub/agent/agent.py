"""The script agent: comes in, takes jobs one at a time, comes back when the line was cut."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from hub.agent.client import Closed, Refused
from hub.agent.credential import Keeper
from hub.agent.doorway import Doorway, Opened
from hub.agent.journal import Entry, Journal
from hub.agent.line import Line
from hub.agent.link import Link
from hub.agent.recovery import Recovery
from hub.agent.report import Report
from hub.agent.run import WALL, Run, SiteOf
from hub.agent.site import PracticeSite, local_base
from hub.agent.waits import Waits
from hub.agent.wall_site import WallSite
from hub.errors import CloseConnection
from hub.wire import messages as m
from models.ids import new_id

log = logging.getLogger(__name__)

OPEN_SECONDS = 30.0
GOODBYE_SECONDS = 2.0
STOPPED = "agent_stopped"

FINAL = {
    CloseConnection.NOT_AUTHENTICATED: "the hub does not know this agent, or refused the link",
    CloseConnection.REVOKED: "the operator revoked this agent",
    CloseConnection.REPLACED: "the same credential came in from somewhere else",
    CloseConnection.UNSUPPORTED_PROTOCOL: "the hub speaks another version of the protocol",
}
"""Closes after which coming back is of no use."""


class Ended(Exception):
    """The agent's work is over; the text says why."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between attempts to come back: doubling, with chance, up to the most."""

    first: float = 0.5
    most: float = 30.0

    def before(self, attempt: int) -> float:
        """How long to wait before this attempt (the first is 0)."""
        spread = 0.5 + random.random() / 2  # noqa: S311 - spreads load, keeps no secret
        return float(min(self.most, self.first * 2.0 ** min(attempt, 10)) * spread)


class ScriptAgent:
    """One agent with one pairing."""

    def __init__(
        self,
        keeper: Keeper,
        *,
        name: str,
        say: Callable[[str], None],
        practice: PracticeSite | None = None,
        patience: Patience | None = None,
        accounts: Sequence[m.Account] = (),
        waits: Waits | None = None,
    ) -> None:
        """`practice` is worked on whatever the connectors' hosts are; `accounts` are published on.

        The journal lies beside the credential.
        """
        self._keeper = keeper
        self._doorway = Doorway(keeper, name=name, boot_id=new_id(), say=say, accounts=accounts)
        self._journal = Journal(keeper.path.with_suffix(".journal"))
        self._unsettled = self._journal.open_entries()
        self._waits = waits or Waits()
        self._say = say
        self._practice = practice
        self._patience = patience or Patience()
        self._line = Line()
        self._config: m.Config | None = None
        self._agent_id = ""
        self._offers: dict[str, None] = {}
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None
        self._wish_to_cancel: asyncio.Task[None] | None = None

    async def work(self, link: Link | None) -> None:
        """Until the hub ends it. Raises Ended."""
        attempt = 0
        while True:
            try:
                opened = await self._open(link)
            except Refused as refused:
                raise Ended(str(refused)) from refused
            except Closed as error:
                self._judge(error)
                if self._keeper.load() is None:
                    raise Ended(str(error)) from error
                await asyncio.sleep(self._patience.before(attempt))
                attempt += 1
                continue
            attempt = 0
            ended = await self._converse(opened)
            self._judge(ended)
            self._say(f"The line to the hub was cut ({ended}); coming back.")
            await asyncio.sleep(self._patience.before(0))

    async def _open(self, link: Link | None) -> Opened:
        """Come back with what is kept; a link that was not used yet pairs anew."""
        kept = self._keeper.load()
        if kept is not None and (link is None or kept.link_id == link.id):
            try:
                async with asyncio.timeout(OPEN_SECONDS):
                    return await self._doorway.resume(kept, self._running())
            except TimeoutError:
                raise Closed(None, "the hub does not answer") from None
        if link is None:
            raise Ended("no link is given and no pairing is kept; run it with --link")
        return await self._doorway.pair(link)

    async def _converse(self, opened: Opened) -> Closed:
        """One connection, from its opening to its end."""
        client = opened.client
        self._agent_id, self._config = opened.agent_id, opened.config
        self._say(f"Connected as {opened.auth.device_name}.")
        gone = {ref.job_id for ref in opened.auth.abandon}
        if self._run is not None and self._run.job_id in gone:
            self._drop_run()
        self._offers.clear()
        client.on_event = self._hear
        self._line.connect(client, opened.config.limits.chunk_bytes)
        self._take_next()
        beat = asyncio.create_task(self._beat(opened.config.limits.heartbeat_seconds))
        listening = asyncio.create_task(client.listen())
        try:
            return await asyncio.shield(listening)
        except asyncio.CancelledError:
            await self._give_up()
            raise
        finally:
            self._line.disconnect()
            beat.cancel()
            await client.close()
            await listening

    def _judge(self, closed: Closed) -> None:
        """Whether coming back is of any use."""
        reason = FINAL.get(closed.code or 0)
        if reason is not None:
            if closed.code == CloseConnection.REVOKED:
                self._keeper.forget()
            raise Ended(reason)

    def _hear(self, event: str, message: m.Message) -> None:
        """What the hub says of its own."""
        if isinstance(message, m.JobAvailable):
            self._offers[message.job_id] = None
            self._take_next()
        elif isinstance(message, m.JobCancel):
            self._cancel(message.job_id)
        elif isinstance(message, m.JobResume) and self._is_mine(message.job_id):
            assert self._run is not None
            self._run.report.resumed.set()
        elif isinstance(message, m.Config):
            self._config = message
        elif isinstance(message, m.DeviceRevoked):
            self._keeper.forget()
        elif isinstance(message, m.Error):
            log.info("The hub said %s: %s", message.code, message.message)

    def _take_next(self) -> None:
        if self._task is not None:
            return
        if self._unsettled:
            self._begin(self._recover(self._unsettled[0]))
        elif self._offers:
            job_id = next(iter(self._offers))
            del self._offers[job_id]
            self._begin(self._take(job_id))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = asyncio.create_task(work)
        self._task.add_done_callback(self._taken)

    def _taken(self, task: "asyncio.Task[None]") -> None:
        self._task = self._run = None
        if not task.cancelled() and task.exception() is not None:
            log.error("A run ended by a mistake of ours.", exc_info=task.exception())
        if self._line.is_open:
            self._take_next()

    async def _take(self, job_id: str) -> None:
        """Ask for the job; whoever is quicker gets it."""
        body = m.JobAck(job_id=job_id, agent_id=self._agent_id)
        try:
            claimed = await self._line.ask("job:ack", body)
        except Refused as refused:
            log.info("Job %s is not ours: %s", job_id, refused)
            return
        assert isinstance(claimed, m.JobAckSuccess)
        assert self._config is not None
        report = Report(self._line, self._agent_id, claimed)
        sites = _sites(self._config, self._practice)
        self._run = Run(claimed, report, self._config, sites, self._journal, self._waits)
        self._say(f"Working on {claimed.type} {job_id}.")
        self._say(f"{job_id}: {await self._run.work()}.")

    async def _recover(self, entry: Entry) -> None:
        """Say what the journal knows of a run that ended with the process before this one."""
        assert self._config is not None
        report = Report(self._line, self._agent_id, _ref(entry))
        site = _sites(self._config, self._practice)(WALL)
        wall = None if site is None else WallSite(site, entry.handle, self._waits.answer)
        recovery = Recovery(entry, wall, report, self._journal, self._waits)
        try:
            self._say(f"{entry.job_id}: {await recovery.run()}.")
        finally:
            self._unsettled.remove(entry)

    def _is_mine(self, job_id: str) -> bool:
        return self._run is not None and self._run.job_id == job_id

    def _cancel(self, job_id: str) -> None:
        if self._is_mine(job_id):
            assert self._run is not None
            if self._run.is_committed:
                return  # after the press it is only a wish
            report = self._run.report
            self._drop_run()
            self._wish_to_cancel = asyncio.create_task(_obey(report))

    def _drop_run(self) -> None:
        """Stop, unless the button was pressed: what became of that must still be said."""
        if self._task is not None and self._run is not None and not self._run.is_committed:
            self._task.cancel()

    async def _beat(self, seconds: float) -> None:
        """Say that we live, and hear what became of our run."""
        while True:
            await asyncio.sleep(seconds)
            body = m.Heartbeat(agent_id=self._agent_id, running=self._running())
            with contextlib.suppress(Refused):
                answer = await self._line.ask("heartbeat", body)
                assert isinstance(answer, m.HeartbeatAck)
                for job_id in answer.cancel:
                    self._cancel(job_id)
                if any(self._is_mine(job_id) for job_id in answer.lost):
                    self._drop_run()

    def _running(self) -> list[m.JobRef]:
        mine = [] if self._run is None else [self._run.ref]
        return mine + [_ref(entry) for entry in self._unsettled]

    async def _give_up(self) -> None:
        """We stop: a run that goes on is handed back now, so that nobody waits for its lease."""
        run, task = self._run, self._task
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        # Who pressed says nothing now: the journal speaks when the agent is back.
        if run is not None and not run.is_committed:
            with contextlib.suppress(Refused, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await run.report.failed(STOPPED, "The agent was stopped.", retryable=True)


def _sites(config: m.Config, practice: PracticeSite | None) -> SiteOf:
    """The practice web behind each connector: the one that was brought, else by its hosts."""

    def site_of(connector: str) -> PracticeSite | None:
        hosts = next((one.hosts for one in config.connectors if one.id == connector), [])
        base = local_base(hosts)
        return practice or (None if base is None else PracticeSite(base))

    return site_of


def _ref(entry: Entry) -> m.JobRef:
    return m.JobRef(job_id=entry.job_id, epoch=entry.epoch)


async def _obey(report: Report) -> None:
    with contextlib.suppress(Refused):
        await report.cancelled()
