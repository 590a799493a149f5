"""The practice web as one object that starts and stops on the running event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from hub import shipped
from hub.practice import control, gates
from hub.practice.directory import shipped_directory
from hub.practice.maps import Maps
from hub.practice.pages import page, word
from hub.practice.results import shipped_answers
from hub.practice.search import Search
from hub.practice.variants import State
from hub.practice.wall import Wall
from hub.practice.wall_api import WallApi

HOST = "127.0.0.1"
BATCH_DELAY = 0.35
"""Seconds that a batch of the feed takes; `slow` takes eight times as long."""


class PracticeWeb:
    """A small invented web site on this machine.

    `start` and `stop` are coroutines; `url` is its address from `start` on. Port 0 takes any free
    one; a taken port raises OSError, nothing is ever served on another one. `pace` shortens the
    waits of the wall's moods.
    """

    def __init__(self, port: int = 0, *, delay: float = BATCH_DELAY, pace: float = 1.0) -> None:
        self.state = State()
        self.url = ""
        self._port = port
        self._app = make_app(self.state, delay, pace)
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def host(self) -> str:
        """`host:port`, as a connector's hosts name it."""
        return self.url.removeprefix("http://")

    async def start(self) -> str:
        """Serve, and return the address."""
        self.state.closing.clear()
        listening = socket.create_server((HOST, self._port))
        self.url = f"http://{HOST}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        await self._server.ready.wait()
        return self.url

    async def stop(self) -> None:
        """End all connections and free the port; may be called twice."""
        server, task = self._server, self._task
        self._server = self._task = None
        if server is not None and task is not None:
            self.state.closing.set()
            server.should_exit = True
            await task


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers: whoever starts the practice web owns the signals."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def make_app(state: State, delay: float = BATCH_DELAY, pace: float = 1.0) -> Starlette:
    """The whole practice web as an ASGI application."""
    directory, answers = shipped_directory(), shipped_answers()
    return Starlette(
        routes=[
            *control.routes(directory, state),
            *gates.routes(state),
            *Maps(directory, state, delay).routes(),
            *Search(directory, answers, state, delay).routes(),
            *Wall(state).routes(),
            *WallApi(state, pace).routes(),
            Mount("/practice/static", StaticFiles(directory=shipped.path("practice", "static"))),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
            Middleware(OwnFormsOnly),
        ],
        exception_handlers={404: _lost},
    )


class OwnFormsOnly:
    """Refuses what a page of another site posts here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] != "GET":
            headers = dict(scope["headers"])
            origin = headers.get(b"origin", b"")
            if origin not in (b"", b"http://" + headers.get(b"host", b"")):
                await Response("Only this site's own forms.", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _lost(request: Request, _: Exception) -> Response:
    return page("nothing", "en", word("noPlace", "en"), {"query": request.url.path}, 404)
