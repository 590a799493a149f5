"""Pairing links in memory: who may still use which, and who showed its secret."""

import asyncio
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hub.base64url import encode
from hub.errors import CloseConnection
from hub.events import PairingAsked
from models.pairing import LiveLink

WRONG_SECRETS = 3
"""So many wrong secrets burn a link."""

Burn = Callable[[str], "asyncio.Future[Any]"]
"""Writes down that a link is used."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the operator said about a browser that asks."""

    allowed: bool
    name: str | None
    actor: str


@dataclass(slots=True)
class Link:
    """A link in use, and the browser that waits behind it."""

    live: LiveLink
    maker: str
    wrong: int = 0
    burning: "asyncio.Future[Any] | None" = None
    asked: PairingAsked | None = None
    word: "asyncio.Future[Word] | None" = None

    @property
    def id(self) -> str:
        """As the browser names it."""
        return self.live.link.id

    @property
    def channel(self) -> str:
        """Where alone it may be used."""
        return self.live.link.channel

    @property
    def expires_at(self) -> int:
        """When it is worth nothing any more."""
        return self.live.link.expires_at


class Links:
    """All links that were made and not yet ended."""

    def __init__(self, now: Callable[[], int], burn: Burn) -> None:
        self._now = now
        self._write_burnt = burn
        self._links: dict[str, Link] = {}

    def __iter__(self) -> Iterator[Link]:
        return iter(list(self._links.values()))

    def add(self, live: LiveLink, maker: str) -> None:
        """A new one, or one that outlived a restart."""
        self._links[live.link.id] = Link(live, maker)

    def get(self, link_id: str) -> Link | None:
        """Used or not."""
        return self._links.get(link_id)

    def end(self, link_id: str) -> None:
        """It is over."""
        self._links.pop(link_id, None)

    def drop_expired(self) -> None:
        """Forget those past their time, but for one whose browser is waiting."""
        for link in self:
            if link.expires_at <= self._now() and link.asked is None:
                self.end(link.id)

    def usable(self, link_id: str, channel: str) -> Link | None:
        """A link that nobody used and that is not past its time, on its own channel."""
        link = self._links.get(link_id)
        if link is None or link.burning is not None or link.channel != channel:
            return None
        return link if link.expires_at > self._now() else None

    def burn(self, link_id: str) -> None:
        """Its secret was shown: nobody else may use it from now on."""
        link = self._links.get(link_id)
        if link is not None and link.burning is None:
            link.burning = self._write_burnt(link_id)

    def shown(self, link_id: str, secret: str | None) -> Link:
        """The link whose secret the browser showed: in the handshake (None), or in clear on json.

        Raises CloseConnection 4401.
        """
        if secret is None:
            link = self._links.get(link_id)
            if link is None or link.burning is None or link.channel != "noise":
                raise not_let_in("no handshake with this link")
            return link
        link = self.usable(link_id, "json")
        if link is None:
            raise not_let_in("unknown, used or expired link")
        if not hmac.compare_digest(secret.encode(), encode(link.live.secret).encode()):
            link.wrong += 1
            if link.wrong >= WRONG_SECRETS:
                self.burn(link_id)
            raise not_let_in("wrong secret")
        self.burn(link_id)
        return link


def not_let_in(reason: str) -> CloseConnection:
    """The browser sees a bare 4401; the reason is for the log."""
    return CloseConnection(CloseConnection.NOT_AUTHENTICATED, reason)
