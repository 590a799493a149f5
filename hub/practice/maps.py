"""The maps-like directory: the list with its feed, one place, and the same for programs."""

import re
from asyncio import sleep
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.directory import Directory, Place
from hub.practice.gates import api_gate, chosen, gate
from hub.practice.hostile import hostile_places
from hub.practice.pages import page, word
from hub.practice.variants import State

BATCH = 20
MOST_IN_BATCH = 100
LIMITED = 8
SPONSORED = 2
ENOUGH_FOR_ADVERTS = 10
SLOWER = 8
FEATURE = re.compile(r"!1s(0x[0-9a-f]+:0x[0-9a-f]+)")


class Maps:
    """The routes of the directory over one state."""

    def __init__(self, directory: Directory, state: State, delay: float) -> None:
        self._directory = directory
        self._state = state
        self._delay = delay

    def routes(self) -> list[Route]:
        """All addresses of the directory."""
        return [
            Route("/maps", self.front),
            Route("/maps/search/{rest:path}", self.search),
            Route("/maps/place/{rest:path}", self.place),
            Route("/maps/spot/{rest:path}", self.place),
            Route("/practice/api/places", self.batch),
        ]

    async def front(self, request: Request) -> Response:
        """The search box alone leads to the list of everything."""
        asked = quote(request.query_params.get("q", ""), safe="")
        hl = listing.language(request.query_params.get("hl"))
        return RedirectResponse(f"/maps/search/{asked}/?hl={hl}", 302)

    async def search(self, request: Request) -> Response:
        """The list; one hit alone goes straight to its place."""
        stopped = gate(request, self._state)
        if stopped is not None:
            return stopped
        query = _query(str(request.path_params["rest"]))
        hl = listing.language(request.query_params.get("hl"))
        variants = chosen(request, self._state)
        await self._pause(variants)
        self._state.counts.searched("maps", query)
        found = self._found(query, variants)
        if len(found) == 1 and not variants & {"hostile", "capped"}:
            return RedirectResponse(listing.place_path(found[0], hl), 302)
        self._state.counts.pages["maps"] += 1
        self._show(variants)
        data = {
            "query": query,
            "total": len(found),
            "variants": sorted(variants),
            "districts": self._districts(found, hl),
            "batch": BATCH,
        }
        return page("maps", hl, f"{query} - {word('maps', hl)}", data)

    async def place(self, request: Request) -> Response:
        """One place, found by the feature id in its address."""
        stopped = gate(request, self._state)
        if stopped is not None:
            return stopped
        hl = listing.language(request.query_params.get("hl"))
        variants = chosen(request, self._state)
        feature = FEATURE.search(request.url.path)
        found = self._by_feature(feature[1]) if feature else None
        if found is None:
            return page("nothing", hl, word("noPlace", hl), {"query": ""}, 404)
        await self._pause(variants)
        self._state.counts.pages["place"] += 1
        self._state.visited.add(found.feature)
        self._show(variants)
        data = {
            "place": self._row(found, hl, variants),
            "variants": sorted(variants),
            "districts": self._districts([found], hl),
        }
        return page("place", hl, f"{listing.name(found, hl)} - {word('maps', hl)}", data)

    async def batch(self, request: Request) -> Response:
        """Some rows of the feed, as JSON."""
        stopped = api_gate(request, self._state)
        if stopped is not None:
            return stopped
        asked = request.query_params
        query, hl = asked.get("query", ""), listing.language(asked.get("hl"))
        try:
            offset, limit = int(asked.get("offset", "0")), int(asked.get("limit", str(BATCH)))
        except ValueError:
            return JSONResponse({"error": "offset and limit are numbers"}, 400)
        offset, limit = max(0, offset), min(max(1, limit), MOST_IN_BATCH)
        variants = chosen(request, self._state)
        if asked.get("page") != "1" and offset == 0:
            self._state.counts.searched("api", query)
        await self._pause(variants, once=asked.get("page") == "1")
        rows = self._rows(query, hl, variants)
        stop = len(rows) // 2 if "stalled" in variants else len(rows)
        part = rows[offset : min(offset + limit, stop)]
        self._state.counts.batches += 1
        self._state.counts.delivered += len(part)
        more = offset + len(part) < len(rows)
        return JSONResponse(
            {
                "places": part,
                "offset": offset,
                "total": len(rows),
                "more": more,
                "end": not more and "capped" not in variants,
                "limited": "limited" in variants,
            }
        )

    def _rows(self, query: str, hl: str, variants: frozenset[str]) -> list[dict[str, Any]]:
        """What the feed holds: paid rows first, which come again in their own place."""
        found = self._found(query, variants)
        paid: list[Place] = []
        if len(found) >= ENOUGH_FOR_ADVERTS and not variants & {"capped", "limited"}:
            paid = [one for one in found if one.sponsored][:SPONSORED]
        first = [{**self._row(one, hl, variants), "sponsored": True} for one in paid]
        return first + [self._row(one, hl, variants) for one in found]

    def _found(self, query: str, variants: frozenset[str]) -> list[Place]:
        if "empty" in variants:
            return []
        if "capped" in variants:
            return self._directory.places
        found = self._directory.search(query)
        if "hostile" in variants:
            found = hostile_places() + found
        return found[:LIMITED] if "limited" in variants else found

    def _by_feature(self, feature: str) -> Place | None:
        hostile = (one for one in hostile_places() if one.feature == feature)
        return self._directory.by_feature(feature) or next(hostile, None)

    def _row(self, one: Place, hl: str, variants: frozenset[str]) -> dict[str, Any]:
        visited = one.feature in self._state.visited
        limited = "limited" in variants
        return listing.row(one, self._directory, hl, limited=limited, visited=visited)

    def _districts(self, found: list[Place], hl: str) -> list[dict[str, Any]]:
        """The districts of the cities that are seen, for the map."""
        cities = {one.city for one in found}
        return [
            {
                "name": district.ar if hl == "ar" else key,
                "city": district.city,
                "latitude": district.lat,
                "longitude": district.lng,
            }
            for key, district in self._directory.districts.items()
            if district.city in cities
        ]

    def _show(self, variants: frozenset[str]) -> None:
        for name in variants & {
            "limited",
            "slow",
            "changed",
            "empty",
            "stalled",
            "capped",
            "hostile",
        }:
            self._state.show(name)

    async def _pause(self, variants: frozenset[str], *, once: bool = False) -> None:
        """A site takes its time: a batch of the feed always, the rest when it is slow."""
        if "slow" in variants:
            await sleep(self._delay * SLOWER)
        elif once:
            await sleep(self._delay)


def _query(rest: str) -> str:
    """The words of `<query>/@lat,lng,zoom/data=…`; a plus is a blank."""
    return rest.partition("/@")[0].partition("/data=")[0].strip("/").replace("+", " ").strip()
