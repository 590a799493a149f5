"""Letting a new device in: a link, a browser that asks with it, the operator's Allow.

A link is good for five minutes and one use. Its secret is known here while it lives and wiped from
the store when it ends; of a token only a digest is kept.
"""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from hub import base64url
from hub.events import DeviceChanged, PairingAsked, PairingEnded
from hub.services.core import SYSTEM, Core
from hub.services.links import Link, Links, Word, not_let_in
from hub.wire import messages as m
from models import devices, pairing
from models.devices import NewDevice
from models.errors import NotFound, StoreError
from models.rows import Database
from models.views import DeviceView

PROVISIONAL_MS = 10 * 60_000
"""A provisional device that never comes back is dropped after so long."""


class PairingLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link to hand to a browser."""

    id: str
    link: str
    expires_at: int


class PairingService:
    """The session's `PairingPort`, and the operator's side of it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._links = Links(core.now, self._write_burnt)
        self.agent_url = ""
        self.public_key = b""
        """Where agents reach the hub and how they know it; set when the gateway listens."""

    async def start(self) -> None:
        """Links outlive a restart of the hub."""
        for live in await self._core.store.read(pairing.live, now=self._core.now()):
            self._links.add(live, SYSTEM)

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
        self._links.add(live, actor)
        parts = {"u": self.agent_url, "i": live.link.id, "s": base64url.encode(live.secret)}
        if channel == "noise":  # a link without the hub's key is for the plain channel
            parts["h"] = base64url.encode(self.public_key)
        link = f"proofdesk://pair/1?{urlencode(parts)}"
        return PairingLink(id=live.link.id, link=link, expires_at=live.link.expires_at)

    async def allow(self, link_id: str, name: str | None, actor: str) -> None:
        """Let the browser in that waits behind this link, under the operator's name for it."""
        self._say(link_id, Word(allowed=True, name=name, actor=actor))

    async def refuse(self, link_id: str, actor: str) -> None:
        """Send it away; the link is used up."""
        self._say(link_id, Word(allowed=False, name=None, actor=actor))

    async def waiting(self) -> list[PairingAsked]:
        """Browsers that wait for the operator's word."""
        return [link.asked for link in self._links if link.asked is not None]

    async def tidy(self) -> None:
        """Links past their time and devices that never came back are dropped."""
        self._links.drop_expired()
        await self._core.store.write(_tidy, now=self._core.now())

    # ------------------------------------------------------------ the session's side

    def link_secret(self, link_id: str) -> bytes | None:
        """The secret of a live noise link."""
        link = self._links.usable(link_id, "noise")
        return None if link is None else link.live.secret

    def burn(self, link_id: str) -> None:
        """A handshake with this link's secret succeeded: nobody else may use it from now on."""
        self._links.burn(link_id)

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
        link = self._links.shown(link_id, secret)
        channel = link.channel
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
            named_by_operator=bool(word.name),
            browser=browser,
            version=version,
            channel=channel,
            capabilities=list(capabilities),
            origin=origin,
            address=address,
            public_key=public_key,
            token=token,
        )
        try:
            device = await self._core.store.write(
                _admit, link_id, new, actor=word.actor, now=self._core.now()
            )
        except StoreError:
            self._end(link, "expired")
            raise
        self._links.end(link_id)
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

    def _write_burnt(self, link_id: str) -> "asyncio.Future[Any]":
        written = self._core.store.write(pairing.use, link_id, now=self._core.now())
        written.add_done_callback(_heard)
        return written

    async def _word(self, link: Link, asked: PairingAsked) -> Word:
        """What the operator says; a link made for the first comer has said it already."""
        outcome = "expired"
        try:
            assert link.burning is not None
            await link.burning
            if link.live.link.allow_first:
                return Word(allowed=True, name=None, actor=link.maker)
            link.asked, link.word = asked, asyncio.get_running_loop().create_future()
            self._core.bus.publish(asked)
            left = (link.expires_at - self._core.now()) / 1_000
            word = await asyncio.wait_for(link.word, left)
            if word.allowed:
                return word
            outcome = "refused"
            raise not_let_in("refused by the operator")
        except (Exception, asyncio.CancelledError) as error:
            self._end(link, outcome)
            if isinstance(error, TimeoutError | StoreError):
                raise not_let_in(f"{error or 'nobody allowed it in time'}") from error
            raise
        finally:
            link.asked = None

    def _end(self, link: Link, outcome: str) -> None:
        word = link.word.result() if link.word is not None and _answered(link.word) else None
        self._links.end(link.id)
        self._core.store.write(
            pairing.end,
            link.id,
            outcome,
            device_id=None,
            actor=SYSTEM if word is None else word.actor,
            now=self._core.now(),
        ).add_done_callback(_heard)
        self._core.bus.publish(PairingEnded(link_id=link.id, outcome=outcome))

    def _say(self, link_id: str, word: Word) -> None:
        link = self._links.get(link_id)
        if link is None or link.asked is None or link.word is None or link.word.done():
            raise NotFound("waiting pairing", link_id)
        link.word.set_result(word)


def _admit(db: Database, link_id: str, new: NewDevice, *, actor: str, now: int) -> DeviceView:
    device = devices.create(db, new, actor=actor, now=now)
    pairing.end(db, link_id, "paired", device_id=device.id, actor=actor, now=now)
    return device


def _tidy(db: Database, *, now: int) -> None:
    pairing.expire(db, now=now)
    devices.drop_provisional(db, before=now - PROVISIONAL_MS)


def _answered(word: "asyncio.Future[Word]") -> bool:
    return word.done() and not word.cancelled() and word.exception() is None


def _heard(future: "asyncio.Future[Any]") -> None:
    """Nobody waits for this write; what it says was noted by the store."""
    if not future.cancelled():
        future.exception()
