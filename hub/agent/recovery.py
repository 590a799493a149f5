"""What an agent that was ended around a press says when it is back: what its journal knows."""

import contextlib

from hub.agent.client import Refused
from hub.agent.journal import Entry, Journal
from hub.agent.outcome import OUTCOME_UNKNOWN, Outcome
from hub.agent.report import Report
from hub.agent.told import Told
from hub.agent.waits import Waits
from hub.agent.wall_site import WallSite
from models.clock import now_ms


class Recovery:
    """One permit that the journal left open."""

    def __init__(
        self, entry: Entry, site: WallSite | None, report: Report, journal: Journal, waits: Waits
    ) -> None:
        """`site` None: nobody knows any more where the post would be looked for."""
        self._entry = entry
        self._site = site
        self._report = report
        self._journal = journal
        self._waits = waits

    async def run(self) -> str:
        """How it ended, in a word."""
        told = Told(self._report)
        told.step("came_back", journal=self._entry.state)
        if self._entry.pressed_at is None:
            return await self._unclear("The agent was ended around the press.")
        with contextlib.suppress(Refused):
            await self._report.submitted(self._entry.permit, self._entry.pressed_at)
        if self._site is None:
            return await self._unclear("It was pressed, and the site is not known any more.")
        outcome = Outcome(self._entry, self._site, self._report, told, self._journal, self._waits)
        return await outcome.settle(None)

    async def _unclear(self, message: str) -> str:
        with contextlib.suppress(Refused):
            await self._report.failed(OUTCOME_UNKNOWN, message, retryable=False)
        with contextlib.suppress(OSError):
            self._journal.step(self._entry.permit, "settled", now_ms())
        return f"unclear: {message}"
