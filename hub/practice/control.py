"""The home page, and the doors by which tests and people steer the practice web."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.directory import Directory
from hub.practice.pages import page, word
from hub.practice.variants import VARIANTS, State, UnknownVariant


def routes(directory: Directory, state: State) -> list[Route]:
    """Home, variants, counts, reset."""

    async def home(request: Request) -> Response:
        hl = listing.language(request.query_params.get("hl"))
        state.counts.pages["home"] += 1
        data = {
            "places": len(directory.places),
            "variants": [{"name": name, "text": texts[hl]} for name, texts in VARIANTS.items()],
            "chosen": sorted(state.variants),
        }
        return page("home", hl, word("home", hl), data)

    async def show(_: Request) -> Response:
        return JSONResponse(_standing(state))

    async def choose(request: Request) -> Response:
        try:
            asked = json.loads(await request.body() or b"{}")
            listed = asked.get("variants", asked.get("variant")) or []
            names = listed.split(",") if isinstance(listed, str) else [str(one) for one in listed]
            state.choose([name for name in names if name])
        except (UnknownVariant, AttributeError, TypeError, ValueError) as problem:
            return JSONResponse({"error": str(problem)}, 400)
        return JSONResponse(_standing(state))

    async def counts(_: Request) -> Response:
        return JSONResponse(state.counts.as_json())

    async def reset(_: Request) -> Response:
        state.reset()
        return JSONResponse(_standing(state))

    return [
        Route("/", home),
        Route("/practice/variant", show),
        Route("/practice/variant", choose, methods=["POST"]),
        Route("/practice/counts", counts),
        Route("/practice/reset", reset, methods=["POST"]),
    ]


def _standing(state: State) -> dict[str, list[str]]:
    return {"variants": sorted(state.variants), "solved": sorted(state.solved)}
