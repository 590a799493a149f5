"""One run of the script agent: from the claim to its last word."""

import contextlib
from collections.abc import Callable
from typing import Any

import msgspec

from hub.agent.client import Refused
from hub.agent.gate import Gate, RateLimited, Words
from hub.agent.journal import Journal
from hub.agent.look import Look, LookWish
from hub.agent.maps_search import SHARE_BEFORE_WEB, MapsSearch
from hub.agent.publication import NotPublished, Publication, PublishWish
from hub.agent.report import Cancelled, Report
from hub.agent.site import PracticeSite, SiteDown
from hub.agent.waits import Waits
from hub.agent.wall_site import WallSite
from hub.agent.web_search import WebSearch
from hub.agent.wish import Wish
from hub.wire import messages as m

MISTAKE = "agent_error"
WALL = "practice_wall"
LOST = ("LEASE_LOST", "JOB_NOT_RUNNING", "JOB_NOT_FOUND")

SiteOf = Callable[[str], PracticeSite | None]
"""The practice web behind a connector, or None when it works somewhere else."""


class NotHere(Exception):
    """The job is for a site that the script agent does not work on."""


class Run:
    """A claimed job and the way it is worked."""

    def __init__(
        self, claimed: m.JobAckSuccess, report: Report, config: m.Config, site_of: SiteOf,
        journal: Journal, waits: Waits,
    ) -> None:  # fmt: skip
        self.job_id = claimed.job_id
        self.epoch = claimed.epoch
        self.report = report
        self._claimed = claimed
        self._wish = Wish.of(claimed, config.platform.language)
        self._site_of = site_of
        self._journal = journal
        self._waits = waits
        self._publication: Publication | None = None
        recipes = {one.id: one.recipe for one in config.connectors}
        self._words = Words(recipes.get(self._wish.connector, {}), self._wish.hl[:2])
        self._gate = Gate(report, self._words)

    @property
    def ref(self) -> m.JobRef:
        """As `auth` and `heartbeat` name it."""
        return m.JobRef(job_id=self.job_id, epoch=self.epoch)

    @property
    def is_committed(self) -> bool:
        """Whether it pressed a button: then nobody calls it back."""
        return self._publication is not None and self._publication.is_committed

    async def work(self) -> str:
        """How it ended, in a word for the person. Raises only what we did wrong ourselves."""
        try:
            return await self._work()
        except Exception as error:
            if isinstance(error, Refused) and error.code in LOST:
                return "lost: another run has the job now, or it has ended"
            with contextlib.suppress(Refused):
                await self.report.failed(
                    MISTAKE, f"The agent made a mistake: {error}", retryable=True
                )
            raise

    async def _work(self) -> str:
        try:
            return await self._do()
        except Cancelled:
            await self.report.cancelled()
            return "cancelled"
        except RateLimited as limited:
            await self.report.failed(
                "RATE_LIMITED", str(limited), retryable=True, retry_after=limited.seconds
            )
            return "put off: the site has had enough"
        except SiteDown as down:
            await self.report.failed("navigation_failed", str(down), retryable=True)
            return f"failed: {down}"
        except NotPublished as ended:
            await self.report.failed(ended.code, str(ended), retryable=ended.retryable)
            return f"not published: {ended}"
        except NotHere as wrong:
            await self.report.failed("NOT_SUPPORTED", str(wrong), retryable=False)
            return f"failed: {wrong}"

    async def _do(self) -> str:
        if self._claimed.type == "PUBLISH_VARIANT":
            return await self._publish()
        if self._claimed.type == "VERIFY_POST":
            return await self._look()
        output = await self._search()
        await self.report.done(output)
        return f"done, {output['rows']} rows"

    async def _publish(self) -> str:
        wish = msgspec.convert(self._claimed.input, PublishWish)
        site = self._wall(wish.account.handle)
        self._publication = Publication(
            self.ref, wish, site, self.report, self._journal, self._gate, self._waits
        )
        return await self._publication.run()

    async def _look(self) -> str:
        wish = msgspec.convert(self._claimed.input, LookWish)
        return await Look(wish, self._wall(wish.account.handle), self.report, self._journal).run()

    def _wall(self, handle: str) -> WallSite:
        if self._wish.connector != WALL:
            raise NotHere(f"The script agent does not publish by {self._wish.connector!r}.")
        return WallSite(self._site(WALL), handle, self._waits.answer)

    async def _search(self) -> dict[str, Any]:
        wish = self._wish
        await self.report.progress(0, f"Searching for {wish.query}", None)
        if wish.connector == "google_search":
            search = WebSearch(self._site("google_search"), self.report, wish, self._gate)
            ended = await search.run()
            return self._output(search.rows, ended, search.filled.as_json())
        if wish.connector != "google_maps":
            raise NotHere(f"The script agent does not know the connector {wish.connector!r}.")
        return await self._search_maps()

    async def _search_maps(self) -> dict[str, Any]:
        search = MapsSearch(
            self._site("google_maps"), self.report, self._wish, self._gate, self._words
        )
        ended = await search.run()
        if self._wish.then_web and search.missing:
            web = WebSearch(self._site("google_search"), self.report, self._wish, self._gate)
            await web.look_up(
                search.missing,
                search.checkpoint(),
                begin=int(self._wish.checkpoint.get("web", 0)),
                share=SHARE_BEFORE_WEB,
            )
        return self._output(search.rows, ended, search.filled.as_json())

    def _output(self, rows: int, ended: str, fields: dict[str, dict[str, int]]) -> dict[str, Any]:
        return {
            "rows": rows,
            "accepted": self.report.accepted,
            "duplicates": self.report.duplicates,
            "proofs": self.report.proofs,
            "ended": ended,
            "notes": self.report.notes,
            "steps": [],
            "fields": fields,
        }

    def _site(self, connector: str) -> PracticeSite:
        site = self._site_of(connector)
        if site is None:
            raise NotHere(
                "The script agent works in the practice web only. Point the connector at it "
                "(its hosts), or start the agent with --practice."
            )
        return site
