"""The search of the results page, page by page; and one question for each place in want."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from hub.agent import findings, picture
from hub.agent.findings import Filled
from hub.agent.gate import Gate
from hub.agent.report import Report
from hub.agent.site import PracticeSite
from hub.agent.wish import Wish

PER_PLACE = 3
"""Results kept for a place: the first ones that name it."""


class WebSearch:
    """Reads the results of one query, or looks up places."""

    def __init__(self, site: PracticeSite, report: Report, wish: Wish, gate: Gate) -> None:
        self._site = site
        self._report = report
        self._wish = wish
        self._gate = gate
        self._rows = int(wish.checkpoint.get("rows", 0))
        self._seen: set[str] = set()
        self.filled = Filled()

    @property
    def rows(self) -> int:
        """Results read, in this run and before it."""
        return self._rows

    async def run(self) -> str:
        """How it ended: `limit`, `empty` or `no_more_pages`."""
        start = int(self._wish.checkpoint.get("start", 0))
        while self._rows < self._wish.limit:
            page = await self._results(self._wish.query, start)
            if page["total"] == 0:
                return "empty"
            await self._take(page["results"][: self._wish.limit - self._rows], start)
            start += len(page["results"])
            kept = {"start": start, "rows": self._rows}
            percent = 99 * self._rows / max(1, min(self._wish.limit, page["total"]))
            await self._report.progress(percent, f"{self._rows} results read", kept)
            if not page["more"]:
                return "no_more_pages"
        return "limit"

    async def look_up(
        self, missing: list[list[str]], checkpoint: dict[str, Any], *, begin: int, share: float
    ) -> None:
        """Ask for each place by title and address; progress goes from `share` to 99."""
        for index in range(begin, len(missing)):
            title, address = missing[index]
            page = await self._results(f"{title} {address}", 0)
            named = [row for row in page["results"] if title in row["title"]][:PER_PLACE]
            fresh = [row for row in named if row["url"] not in self._seen]
            await self._store(fresh, f"web-{index}")
            percent = share + (99 - share) * (index + 1) / len(missing)
            message = f"{index + 1} of {len(missing)} places looked up"
            await self._report.progress(percent, message, {**checkpoint, "web": index + 1})

    async def _take(self, rows: list[findings.Row], start: int) -> None:
        await self._store(rows, f"results-{start}")
        self._rows += len(rows)
        if rows:
            asked = {"q": self._wish.query, "hl": self._wish.hl, "start": start}
            number = start // 10 + 1
            await self._report.proof(
                picture.results(self._wish.query, rows, number),
                mime="image/png",
                kind="results",
                title=f"{self._wish.query}: page {number}",
                page_url=f"{self._site.base}/search?{urlencode(asked)}",
                size=(picture.WIDTH, picture.HEIGHT),
            )

    async def _store(self, rows: list[findings.Row], batch_id: str) -> None:
        items = [findings.result(row) for row in rows]
        self._seen.update(row["url"] for row in rows)
        for item in items:
            self.filled.add(item)
        if items:
            await self._report.evidence(batch_id, items)

    async def _results(self, query: str, start: int) -> dict[str, Any]:
        return await self._gate.through(partial(self._site.results, query, self._wish.hl, start))
