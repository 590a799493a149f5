"""The results page of the practice web's search, its redirects, and the same for programs."""

from asyncio import sleep
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.directory import Directory
from hub.practice.gates import api_gate, chosen, gate
from hub.practice.maps import SLOWER
from hub.practice.pages import page, word
from hub.practice.results import PER_PAGE, Answers, organic
from hub.practice.variants import State

PACK = 3


class Search:
    """The routes of the search over one state."""

    def __init__(self, directory: Directory, answers: Answers, state: State, delay: float) -> None:
        self._directory = directory
        self._answers = answers
        self._state = state
        self._delay = delay

    def routes(self) -> list[Route]:
        """All addresses of the search."""
        return [
            Route("/search", self.results),
            Route("/url", self.outside),
            Route("/practice/api/results", self.batch),
        ]

    async def results(self, request: Request) -> Response:
        """One page of results."""
        stopped = gate(request, self._state)
        if stopped is not None:
            return stopped
        asked = request.query_params
        query, hl, start = asked.get("q", ""), listing.language(asked.get("hl")), _start(request)
        variants = chosen(request, self._state)
        await self._pause(variants)
        self._state.counts.pages["search"] += 1
        if start == 0:
            self._state.counts.searched("search", query)
        for name in variants & {"slow", "changed", "empty"}:
            self._state.show(name)
        found = self._found(query, hl, variants)
        data = {
            "query": query,
            "start": start,
            "total": len(found),
            "results": found[start : start + PER_PAGE],
            "variants": sorted(variants),
            **(self._around(query, hl) if start == 0 and found else {}),
        }
        return page("search", hl, f"{query} - {word('search', hl)}", data)

    async def outside(self, request: Request) -> Response:
        """Where a link would lead: an invented site, so this says so."""
        hl = listing.language(request.query_params.get("hl"))
        host = urlsplit(request.query_params.get("q", "")).hostname or ""
        self._state.counts.pages["outside"] += 1
        return page("outside", hl, word("outside", hl), {"host": host})

    async def batch(self, request: Request) -> Response:
        """One page of results, as JSON."""
        stopped = api_gate(request, self._state)
        if stopped is not None:
            return stopped
        asked = request.query_params
        query, hl, start = asked.get("q", ""), listing.language(asked.get("hl")), _start(request)
        variants = chosen(request, self._state)
        await self._pause(variants)
        if start == 0:
            self._state.counts.searched("api", query)
        found = self._found(query, hl, variants)
        part = found[start : start + PER_PAGE]
        self._state.counts.batches += 1
        return JSONResponse(
            {
                "results": part,
                "start": start,
                "total": len(found),
                "more": start + len(part) < len(found),
            }
        )

    def _found(self, query: str, hl: str, variants: frozenset[str]) -> list[dict[str, Any]]:
        return [] if "empty" in variants else organic(self._directory, self._answers, query, hl)

    def _around(self, query: str, hl: str) -> dict[str, Any]:
        """What a reader must not take for results: the first page has them all."""
        pack = [one for share, one in self._directory.ranked(query) if share == 1.0][:PACK]
        return {
            "pack": [listing.row(one, self._directory, hl) for one in pack],
            "questions": [one[hl] for one in self._answers.questions],
            "adverts": [
                {"url": one["url"], "title": one[hl], "text": one[f"{hl}Text"]}
                for one in self._answers.adverts
            ],
            "overview": self._answers.overview[hl],
        }

    async def _pause(self, variants: frozenset[str]) -> None:
        if "slow" in variants:
            await sleep(self._delay * SLOWER)


def _start(request: Request) -> int:
    asked = request.query_params.get("start", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
