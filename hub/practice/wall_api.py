"""The doors by which the wall's page and script agents upload and post, and the truth for tests."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.gates import RETRY_AFTER, chosen
from hub.practice.pages import word
from hub.practice.variants import State
from hub.practice.wall import post_path, signed_in
from hub.practice.wall_posts import LATE_SECONDS, LIMIT, MOST_PICTURES, PICTURE_BYTES, PICTURES
from models.posts.content import canonical_text

SLOW_SECONDS = 4.0


class WallApi:
    """The wall for programs. `pace` shortens the waits of its moods (1: as people meet them)."""

    def __init__(self, state: State, pace: float = 1.0) -> None:
        self._state = state
        self._pace = pace

    def routes(self) -> list[Route]:
        """All addresses that programs ask."""
        return [
            Route("/wall/api/me", self.me),
            Route("/wall/api/media", self.media, methods=["POST"]),
            Route("/wall/api/posts", self.publish, methods=["POST"]),
            Route("/practice/wall/truth", self.truth),
        ]

    async def me(self, request: Request) -> Response:
        """Who is signed in, and the trouble that stands before the composer."""
        variants = chosen(request, self._state)
        troubles = ("wall_rate_limited", "wall_checkpoint")
        trouble = next((one for one in troubles if one in variants - self._state.solved), None)
        return JSONResponse({"handle": signed_in(request, self._state), "trouble": trouble})

    async def media(self, request: Request) -> Response:
        """Keep a picture for a post to come."""
        if signed_in(request, self._state) is None:
            return _no(request, "wallNotSignedIn", 401)
        mime = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        data = await request.body()
        if mime not in PICTURES or not data or len(data) > PICTURE_BYTES:
            return _no(request, "wallBadPicture", 415)
        kept = self._state.wall.add_picture(data, mime)
        return JSONResponse({"id": kept.id, "sha256": kept.sha256}, 201)

    async def publish(self, request: Request) -> Response:
        """A press. It is counted before anything is looked at."""
        body = await request.body()
        variants = chosen(request, self._state)
        text, media = _content(body)
        self._state.wall.press(text)
        for name in sorted(variants & OUTCOMES):
            self._state.show(name)
        refused = self._refused(request, text, media, variants)
        if refused is not None:
            return refused
        handle = signed_in(request, self._state)
        assert handle is not None
        assert media is not None
        made = self._state.wall.keep(
            handle,
            text,
            media,
            late=LATE_SECONDS * self._pace if "wall_late" in variants else 0.0,
            vanishes="wall_vanishes" in variants,
        )
        if "wall_no_answer" in variants:
            await self._until_gone(request)
        if "wall_slow" in variants:
            await asyncio.sleep(SLOW_SECONDS * self._pace)
        if "wall_error_shown" in variants:
            return _no(request, "wallError", 500)
        url = f"{request.base_url.scheme}://{request.base_url.netloc}{post_path(made)}"
        return JSONResponse({"id": made.id, "url": url}, 201)

    async def truth(self, _: Request) -> Response:
        """What really happened."""
        return JSONResponse(self._state.wall.truth())

    def _refused(
        self, request: Request, text: str, media: list[str] | None, variants: frozenset[str]
    ) -> Response | None:
        if signed_in(request, self._state) is None:
            return _no(request, "wallNotSignedIn", 401)
        if "wall_rate_limited" in variants:
            answer = _no(request, "tooMany", 429)
            answer.headers["Retry-After"] = RETRY_AFTER
            return answer
        if "wall_checkpoint" in variants - self._state.solved:
            return _no(request, "wallCheckpoint", 403)
        if media is None or len(media) > MOST_PICTURES:
            return _no(request, "wallBadPost", 400)
        if not set(media) <= self._state.wall.pictures.keys():
            return _no(request, "wallBadPicture", 400)
        if len(text) > LIMIT or not (canonical_text(text).strip() or media):
            return _no(request, "wallBadPost", 400)
        if "wall_fails" in variants:
            return _no(request, "wallRefused", 422)
        return None

    async def _until_gone(self, request: Request) -> None:
        """Until the one who asked has hung up or the practice web ends."""
        await _first(self._hung_up(request), self._state.closing.wait())

    async def _hung_up(self, request: Request) -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass


OUTCOMES = frozenset(
    {
        "wall_slow",
        "wall_fails",
        "wall_error_shown",
        "wall_vanishes",
        "wall_late",
        "wall_rate_limited",
        "wall_no_answer",
    }
)
"""Moods that show when somebody posts."""


def _content(body: bytes) -> tuple[str, list[str] | None]:
    """Text and picture ids of what was sent; None for media that are no list of ids."""
    try:
        asked: Any = json.loads(body)
    except ValueError:
        return "", None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return "", None
    media = asked.get("media") or []
    good = isinstance(media, list) and all(isinstance(one, str) for one in media)
    return asked["text"], list(media) if good else None


def _no(request: Request, key: str, status: int) -> JSONResponse:
    hl = listing.language(request.query_params.get("hl"))
    return JSONResponse({"error": word(key, hl)}, status)


async def _first(*waits: Awaitable[object]) -> None:
    """Until one of them is over; the others are given up."""
    tasks = [asyncio.ensure_future(one) for one in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
