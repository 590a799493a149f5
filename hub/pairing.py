"""Letting a new device in: a link, a browser that asks with it, the operator's Allow.

A link is good for five minutes and one use. Its secret is known here while it lives and wiped from
the store when it ends; of a token only a digest is kept.
"""

import asyncio
import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec

from hub import messages as m
from hub.core import SYSTEM, Core
from hub.errors import CloseConnection
from hub.events import DeviceChanged, PairingAsked, PairingEnded
from models import devices, pairing
from models.devices import NewDevice
from models.errors import NotFound, StoreError
from models.pairing import LiveLink
from models.views import DeviceView

PROVISIONAL_MS = 10 * 60_000
"""A provisional device that never comes back is dropped after so long."""
WRONG_SECRETS = 3
"""So many wrong secrets burn a link."""


class PairingLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link to hand to a browser."""

    id: str
    link: str
    expires_at: int


@dataclass(slots=True)
class _Link:
    """A link in use, and the browser that waits behind it."""

    live: LiveLink
    maker: str
    wrong: int = 0
    burning: "asyncio.Future[Any] | None" = None
    asked: PairingAsked | None = None
    word: "asyncio.Future[_Word] | None" = None


@dataclass(frozen=True, slots=True)
class _Word:
    """What the operator said."""

    allowed: bool
    name: str | None
    actor: str


class PairingService:
    """The session's `PairingPort`, and the operator's side of it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._links: dict[str, _Link] = {}
        self.agent_url = ""
        self.public_key = b""
        """Where agents reach the hub and how they know it; set when the gateway listens."""

    async def start(self) -> None:
        """Links outlive a restart of the hub."""
        for live in await self._core.store.read(pairing.live, now=self._core.now()):
            self._links[live.link.id] = _Link(live, SYSTEM)

    # ------------------------------------------------------------ the operator's side

    async def make_link(
        self, channel: str = "noise", allow_first: bool = False, actor: str = SYSTEM
    ) -> PairingLink:
        """A new link; `allow_first` lets the first browser in that holds it, without Allow."""
        live = await self._core.store.write(
            pairing.make,
            channel=channel,
            allow_first=allow_first,
            actor=actor,
            now=self._core.now(),
        )
        self._links[live.link.id] = _Link(live, actor)
        parts = {"u": self.agent_url, "i": live.link.id, "s": _base64url(live.secret)}
        if channel == "noise":  # a link without the hub's key is for the plain channel
            parts["h"] = _base64url(self.public_key)
        link = f"proofdesk://pair/1?{urlencode(parts)}"
        return PairingLink(id=live.link.id, link=link, expires_at=live.link.expires_at)

    async def allow(self, link_id: str, name: str | None, actor: str) -> None:
        """Let the browser in that waits behind this link, under the operator's name for it."""
        self._say(link_id, _Word(allowed=True, name=name, actor=actor))

    async def refuse(self, link_id: str, actor: str) -> None:
        """Send it away; the link is used up."""
        self._say(link_id, _Word(allowed=False, name=None, actor=actor))

    async def waiting(self) -> list[PairingAsked]:
        """Browsers that wait for the operator's word."""
        return [link.asked for link in self._links.values() if link.asked is not None]

    async def tidy(self) -> None:
        """Links past their time and devices that never came back are dropped."""
        now = self._core.now()
        for link_id, link in list(self._links.items()):
            if link.live.link.expires_at <= now and link.asked is None:
                del self._links[link_id]
        await self._core.store.write(_tidy, now=now)

    # ------------------------------------------------------------ the session's side

    def link_secret(self, link_id: str) -> bytes | None:
        """The secret of a live noise link."""
        link = self._usable(link_id, "noise")
        return None if link is None else link.live.secret

    def burn(self, link_id: str) -> None:
        """Its secret was shown: nobody else may use it from now on."""
        link = self._links.get(link_id)
        if link is not None and link.burning is None:
            link.burning = self._core.store.write(pairing.use, link_id, now=self._core.now())
            link.burning.add_done_callback(_heard)

    async def ask(
        self,
        *,
        link_id: str,
        secret: str | None,
        name: str,
        browser: str,
        version: str,
        capabilities: Sequence[str],
        address: str,
        origin: str | None,
        public_key: bytes | None,
        digits: str | None,
    ) -> m.PairOk:
        """Wait for the operator's word, then commit the device."""
        link = self._shown(link_id, secret)
        channel = link.live.link.channel
        asked = PairingAsked(
            link_id=link_id,
            name=name,
            browser=browser,
            address=address,
            channel=channel,
            digits=digits,
        )
        word = await self._word(link, asked)
        token = secrets.token_urlsafe(32) if channel == "json" else None
        new = NewDevice(
            name=word.name or name,
            browser=browser,
            version=version,
            channel=channel,
            capabilities=list(capabilities),
            origin=origin,
            address=address,
            public_key=public_key,
            token=token,
        )
        device = await self._core.store.write(
            _admit, link_id, new, actor=word.actor, now=self._core.now()
        )
        self._links.pop(link_id, None)
        self._core.bus.publish(DeviceChanged(device=device))
        ended = PairingEnded(link_id=link_id, outcome="paired", device_id=device.id)
        self._core.bus.publish(ended)
        return m.PairOk(agent_id=device.id, token=msgspec.UNSET if token is None else token)

    async def confirm(self, agent_id: str) -> DeviceView:
        """The agent stored its id: the device is active."""
        device = await self._core.store.write(devices.confirm, agent_id, now=self._core.now())
        self._core.bus.publish(DeviceChanged(device=device))
        return device

    # ------------------------------------------------------------ inside

    def _usable(self, link_id: str, channel: str) -> _Link | None:
        link = self._links.get(link_id)
        if link is None or link.burning is not None or link.live.link.channel != channel:
            return None
        return link if link.live.link.expires_at > self._core.now() else None

    def _shown(self, link_id: str, secret: str | None) -> _Link:
        """The link whose secret the browser showed: in the handshake, or in clear on json."""
        if secret is None:
            link = self._links.get(link_id)
            if link is None or link.burning is None or link.live.link.channel != "noise":
                raise _not_let_in("no handshake with this link")
            return link
        link = self._usable(link_id, "json")
        if link is None:
            raise _not_let_in("unknown, used or expired link")
        if not hmac.compare_digest(secret.encode(), _base64url(link.live.secret).encode()):
            link.wrong += 1
            if link.wrong >= WRONG_SECRETS:
                self.burn(link_id)
            raise _not_let_in("wrong secret")
        self.burn(link_id)
        return link

    async def _word(self, link: _Link, asked: PairingAsked) -> _Word:
        """What the operator says; a link made for the first comer has said it already."""
        outcome = "expired"
        try:
            assert link.burning is not None
            await link.burning
            if link.live.link.allow_first:
                return _Word(allowed=True, name=None, actor=link.maker)
            link.asked, link.word = asked, asyncio.get_running_loop().create_future()
            self._core.bus.publish(asked)
            left = (link.live.link.expires_at - self._core.now()) / 1_000
            word = await asyncio.wait_for(link.word, left)
            if word.allowed:
                return word
            outcome = "refused"
            raise _not_let_in("refused by the operator")
        except (Exception, asyncio.CancelledError) as error:
            self._end(link, outcome)
            if isinstance(error, TimeoutError | StoreError):
                raise _not_let_in(f"{error or 'nobody allowed it in time'}") from error
            raise
        finally:
            link.asked = None

    def _end(self, link: _Link, outcome: str) -> None:
        link_id = link.live.link.id
        word = link.word.result() if link.word is not None and _answered(link.word) else None
        self._links.pop(link_id, None)
        self._core.store.write(
            pairing.end,
            link_id,
            outcome,
            device_id=None,
            actor=SYSTEM if word is None else word.actor,
            now=self._core.now(),
        ).add_done_callback(_heard)
        self._core.bus.publish(PairingEnded(link_id=link_id, outcome=outcome))

    def _say(self, link_id: str, word: _Word) -> None:
        link = self._links.get(link_id)
        if link is None or link.asked is None or link.word is None or link.word.done():
            raise NotFound("waiting pairing", link_id)
        link.word.set_result(word)


def _admit(db: Any, link_id: str, new: NewDevice, *, actor: str, now: int) -> DeviceView:
    device = devices.create(db, new, actor=actor, now=now)
    pairing.end(db, link_id, "paired", device_id=device.id, actor=actor, now=now)
    return device


def _tidy(db: Any, *, now: int) -> None:
    pairing.expire(db, now=now)
    devices.drop_provisional(db, before=now - PROVISIONAL_MS)


def _answered(word: "asyncio.Future[_Word]") -> bool:
    return word.done() and not word.cancelled() and word.exception() is None


def _heard(future: "asyncio.Future[Any]") -> None:
    """Nobody waits for this write; what it says was noted by the store."""
    if not future.cancelled():
        future.exception()


def _not_let_in(reason: str) -> CloseConnection:
    return CloseConnection(CloseConnection.NOT_AUTHENTICATED, reason)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
