"""The HTTP server of the operator API: inside the hub's loop, on its own loopback port."""

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import Iterator

import uvicorn

from hub.api.guard import Guard
from hub.errors import PortTaken

LOOPBACK = "127.0.0.1"
GRACE_SECONDS = 1

logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
"""What strangers send that is no HTTP is not worth a warning."""


class _Server(uvicorn.Server):
    """The hub handles signals; the server only serves."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class ApiServer:
    """Listens on loopback and never anywhere else."""

    def __init__(self, app: Guard) -> None:
        self._app = app
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = 0

    async def start(self, port: int) -> None:
        """Listen. Raises PortTaken."""
        listener = _listener(port)
        self.port = listener.getsockname()[1]
        self._app.listen_as([f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"])
        config = uvicorn.Config(
            self._app,
            loop="none",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(config)
        self._serving = asyncio.get_running_loop().create_task(
            self._server.serve(sockets=[listener])
        )

    async def stop(self) -> None:
        """Let running requests end, for a moment."""
        if self._server is None or self._serving is None:
            return
        self._server.should_exit = True
        await asyncio.gather(self._serving, return_exceptions=True)
        self._server = self._serving = None


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(port) from error
        raise
