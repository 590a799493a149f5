"""Who may speak to the operator API: programs of this machine that know the token, no web page.

A browser always says where a page came from, and a page that tricked the name system comes with a
foreign Host: both are refused before anything else is looked at. There are no CORS headers.
"""

import hmac
from collections.abc import Collection
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from hub.api.failures import Refused, as_response

OPEN_PATHS: Collection[str] = frozenset({"/health"})


class Guard:
    """Stands before the whole application."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts: frozenset[bytes] = frozenset()

    def listen_as(self, hosts: Collection[str]) -> None:
        """The only values of `Host` that are right."""
        self._hosts = frozenset(host.encode() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer with the refusal."""
        if scope["type"] == "http":
            try:
                self._check(scope)
            except Refused as error:
                await as_response(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise Refused(HTTPStatus.FORBIDDEN, "FOREIGN_HOST", "This host name is not served.")
        if any(name == b"origin" for name, _ in headers):
            raise Refused(HTTPStatus.FORBIDDEN, "ORIGIN", "Web pages may not use this API.")
        if scope["path"] not in OPEN_PATHS:
            self._check_token([value for name, value in headers if name == b"authorization"])

    def _check_token(self, values: list[bytes]) -> None:
        scheme, _, token = (values[0] if len(values) == 1 else b"").partition(b" ")
        right = hmac.compare_digest(token.strip(), self._token)
        if scheme.lower() != b"bearer" or not right:
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "UNAUTHENTICATED",
                "Send the token of the data folder's api-token file as a bearer token.",
            )
