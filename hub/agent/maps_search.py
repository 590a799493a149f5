"""The search of the maps list: batch by batch, with findings, pictures and checkpoints."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from hub.agent import findings, picture
from hub.agent.findings import Filled
from hub.agent.gate import Gate, Words
from hub.agent.report import Report
from hub.agent.site import PracticeSite, SiteDown
from hub.agent.wish import Wish

BATCH = 20
ROWS_A_PICTURE = 40
ROUNDS = 3
"""So many empty answers of a list that promises more, and it has stalled."""
CAP_ROWS = 115
MOST_MISSING = 200
SHARE_BEFORE_WEB = 60


@dataclass
class Reading:
    """How far the list is read."""

    offset: int = 0
    rows: int = 0
    missing: list[list[str]] = field(default_factory=list)
    """Title and address of places without telephone or web site."""

    @classmethod
    def from_checkpoint(cls, kept: Mapping[str, Any]) -> "Reading":
        return cls(
            int(kept.get("offset", 0)), int(kept.get("rows", 0)), list(kept.get("missing", []))
        )

    def as_checkpoint(self) -> dict[str, Any]:
        kept: dict[str, Any] = {"offset": self.offset, "rows": self.rows}
        return kept | ({"missing": self.missing} if self.missing else {})


class MapsSearch:
    """Reads one list to its end, or to the limit."""

    def __init__(
        self, site: PracticeSite, report: Report, wish: Wish, gate: Gate, words: Words
    ) -> None:
        self._site = site
        self._report = report
        self._wish = wish
        self._gate = gate
        self._words = words
        self._reading = Reading.from_checkpoint(wish.checkpoint)
        self._seen: set[str] = set()
        self._shown: list[findings.Row] = []
        self._pictured = self._reading.rows
        self.filled = Filled()

    @property
    def missing(self) -> list[list[str]]:
        """What the web is to be asked for."""
        return self._reading.missing

    @property
    def rows(self) -> int:
        """Places read, in this run and before it."""
        return self._reading.rows

    def checkpoint(self) -> dict[str, Any]:
        """From where another run can go on."""
        return self._reading.as_checkpoint()

    async def run(self) -> str:
        """How it ended: `end`, `limit`, `empty` or `capped`."""
        ended = await self._read()
        if self._shown and self._pictured < self.rows:
            await self._picture()
        if self.rows:
            await self._page()
        return ended

    async def _read(self) -> str:
        silent = 0
        while self.rows < self._wish.limit:
            offset = self._reading.offset
            ask = partial(self._site.places, self._wish.query, self._wish.hl, offset, BATCH)
            batch = await self._gate.through(ask)
            if batch["total"] == 0:
                return "empty"
            if batch["limited"]:
                await self._report.note("limited_view", self._words.of("limited_view"))
            await self._take(batch["places"], offset)
            await self._tell(batch["total"])
            if not batch["more"]:
                return await self._ending(bool(batch["end"]))
            silent = 0 if batch["places"] else silent + 1
            if silent >= ROUNDS:
                await self._report.note("feed_stalled", self._words.of("feed_stalled"))
                return "end"
        return "limit"

    async def _take(self, rows: list[findings.Row], offset: int) -> None:
        room = self._wish.limit - self.rows
        new = [row for row in rows if findings.key(row) not in self._seen]
        fresh = list({findings.key(row): row for row in reversed(new)}.values())[::-1][:room]
        self._seen.update(map(findings.key, fresh))
        self._reading.offset = offset + len(rows)
        if not fresh:
            return
        items = [findings.place(row, self._site.base) for row in fresh]
        await self._report.evidence(f"places-{offset}", items)
        for item in items:
            self.filled.add(item)
        self._reading.rows += len(fresh)
        self._shown += fresh
        if self._wish.then_web:
            lacking = [row for row in fresh if not (row["phone"] and row["website"])]
            self._reading.missing += [[row["title"], row["address"]] for row in lacking]
            del self._reading.missing[MOST_MISSING:]
        if self.rows - self._pictured >= ROWS_A_PICTURE:
            await self._picture()

    async def _tell(self, total: int) -> None:
        part = max(self.rows / self._wish.limit, self._reading.offset / total)
        percent = min(1, part) * (SHARE_BEFORE_WEB if self._wish.then_web else 99)
        await self._report.progress(percent, f"{self.rows} places read", self.checkpoint())

    async def _ending(self, says_so: bool) -> str:
        if not says_so and self._reading.offset >= CAP_ROWS:
            await self._report.note("capped", self._words.of("capped"))
            return "capped"
        return "end"

    async def _picture(self) -> None:
        self._pictured = self.rows
        await self._report.proof(
            picture.places(self._wish.query, self._shown, self.rows),
            mime="image/png",
            kind="results",
            title=f"{self._wish.query}: {self.rows} places",
            page_url=self._address,
            size=(picture.WIDTH, picture.HEIGHT),
        )

    async def _page(self) -> None:
        try:
            data = await self._site.page(self._address.removeprefix(self._site.base))
        except SiteDown:
            return  # the findings are safe; the page is only their frame
        await self._report.proof(
            data, mime="text/html", kind="page", title=self._wish.query, page_url=self._address
        )

    @property
    def _address(self) -> str:
        asked = quote(self._wish.query, safe="")
        return f"{self._site.base}/maps/search/{asked}/?hl={quote(self._wish.hl, safe='')}"
