"""The phase before a session, in memory: who gets in, and how little a stranger hears."""

import asyncio
import base64
import json
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

import pytest

from hub.errors import CloseConnection
from hub.wire.auth import AuthPhase, Entered
from hub.wire.channel import Chunk, NoiseChannel, write_chunk
from hub.wire.handshake import PAIR, PROLOGUE, RESUME, Identity, Refused
from hub.wire.noise import Handshake, KeyPair
from tests.support import wire
from tests.support.gateway import run
from tests.support.memory_desk import MemoryDesk, MemoryDevice
from tests.support.wire import MemoryLink, read

CARD = {"name": "Laptop", "browser": "Firefox", "version": "1.0"}


class Scene:
    """A phase that runs, and the peer it talks to."""

    def __init__(self, channel: str) -> None:
        self.desk = MemoryDesk()
        self.keys = KeyPair.generate()
        self.link = MemoryLink()
        phase = AuthPhase(self.desk, Identity("hub", "Office", self.keys), self.link)
        self.entering = asyncio.create_task(phase.run(channel))
        self.channel: NoiseChannel | None = None
        self.nonce = b""

    async def greeted(self) -> None:
        hello = await self.link.hear()
        assert hello["event"] == "hello"
        assert hello["data"]["protocol"] == 1
        self.nonce = base64.urlsafe_b64decode(hello["data"]["nonce"] + "=")
        assert len(self.nonce) == 32

    async def entered(self) -> Entered:
        return await asyncio.wait_for(self.entering, 5)

    async def refused(self, kind: type[CloseConnection] = Refused) -> CloseConnection:
        with pytest.raises(kind) as caught:
            await self.entered()
        return caught.value

    async def shake_hands(self, keys: KeyPair, link_id: str | None, secret: bytes | None) -> str:
        """The handshake of a peer; gives the digits."""
        mode = RESUME if link_id is None else PAIR
        raw_id = b"" if link_id is None else base64.urlsafe_b64decode(link_id + "=")
        handshake = Handshake(
            keys, PROLOGUE + mode + self.nonce + raw_id, psk=secret, remote=self.keys.public
        )
        card = b"" if link_id is None else json.dumps(CARD).encode()
        self.link.incoming.put_nowait(mode + raw_id + handshake.write_first(card))
        answer, is_text = await self.link.outgoing.get()
        assert not is_text
        _, transport = handshake.read_second(answer)
        self.channel = NoiseChannel(transport)
        return transport.digits()

    def say(self, event: str, data: dict[str, Any]) -> None:
        """A message on the encrypted channel."""
        assert self.channel is not None
        content = b"\x00" + wire.text(event, data).encode()
        self.link.incoming.put_nowait(self.channel._sending.encrypt(content))

    async def hear(self) -> dict[str, Any]:
        assert self.channel is not None
        frame, _ = await self.link.outgoing.get()
        return read(self.channel, [frame])


def play(channel: str, test: Callable[[Scene], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        scene = Scene(channel)
        try:
            await scene.greeted()
            await test(scene)
        finally:
            scene.entering.cancel()

    run(main)


def auth(device: MemoryDevice, **changes: Any) -> dict[str, Any]:
    data = {
        "protocol": 1,
        "agentId": device.id,
        "version": "1.0",
        "capabilities": ["google_maps"],
        "bootId": "b",
        "running": [],
    }
    if device.token is not None:
        data["token"] = device.token
    return data | changes


def pair(link_id: str, **more: Any) -> dict[str, Any]:
    return {"protocol": 1, "linkId": link_id, "capabilities": ["google_maps"], **more}


# ---------------------------------------------------------------- json


def test_token() -> None:
    async def test(scene: Scene) -> None:
        device = scene.desk.add_device("json")
        accounts = [{"platform": "wall", "handle": "@me"}]
        scene.link.say("auth", auth(device, accounts=accounts, name="Me", browser="none"))
        entered = await scene.entered()
        assert entered.session.device is device
        assert entered.auth.capabilities == ["google_maps"]
        assert scene.link.silent

    play("json", test)


@pytest.mark.parametrize("wrong", ["token", "no token", "agent", "channel", "revoked", "locked"])
def test_a_wrong_credential_meets_silence(wrong: str) -> None:
    async def test(scene: Scene) -> None:
        device = scene.desk.add_device("json")
        data = auth(device)
        if wrong == "token":
            data["token"] = "wrong"
        elif wrong == "no token":
            del data["token"]
        elif wrong == "agent":
            data["agentId"] = str(uuid4())
        elif wrong == "channel":
            device.channel = "noise"
        elif wrong == "revoked":
            device.status = "revoked"
        elif wrong == "locked":
            scene.link.locked = True
        scene.link.say("auth", data)
        assert (await scene.refused()).code == 4401
        assert scene.link.silent

    play("json", test)


def test_pairing_with_a_token() -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("json")
        scene.link.say("pair", pair(link.id, secret=link.secret_text, **CARD))
        entered = await scene.entered()
        told = await scene.link.hear()
        assert told["event"] == "pair_ok"
        assert told["data"] == {
            "agentId": entered.session.device.id,
            "token": scene.desk.devices[entered.session.device.id].token,
        }
        assert entered.auth.version == "1.0"
        assert scene.desk.asked[0]["digits"] is None
        assert scene.desk.asked[0]["address"] == "192.0.2.7"

    play("json", test)


@pytest.mark.parametrize("wrong", ["secret", "link", "used", "noise link", "refused", "locked"])
def test_a_wrong_link_meets_silence(wrong: str) -> None:
    async def test(scene: Scene) -> None:
        channel = "noise" if wrong == "noise link" else "json"
        link = scene.desk.add_link(channel, allow_first=wrong != "refused")
        data = pair(link.id, secret=link.secret_text, **CARD)
        if wrong == "secret":
            data["secret"] = "wrong"
        elif wrong == "link":
            data["linkId"] = "wrong"
        elif wrong == "used":
            link.used = True
        elif wrong == "refused":
            scene.desk.pairing.answer(link.id, allowed=False)
        elif wrong == "locked":
            scene.link.locked = True
        scene.link.say("pair", data)
        assert (await scene.refused()).code == 4401
        assert scene.link.silent

    play("json", test)


@pytest.mark.parametrize("missing", ["secret", "name", "browser", "version"])
def test_pairing_with_a_token_needs_all_facts(missing: str) -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("json")
        data = pair(link.id, secret=link.secret_text, **CARD)
        del data[missing]
        scene.link.say("pair", data)
        assert (await scene.refused(CloseConnection)).code == 4401
        assert (await scene.link.hear())["data"]["code"] == "INVALID"

    play("json", test)


def test_another_close_of_the_service_passes() -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("json")
        scene.desk.fail_next("pairing.ask", CloseConnection(1013, "too many devices"))
        scene.link.say("pair", pair(link.id, secret=link.secret_text, **CARD))
        end = await scene.refused(CloseConnection)
        assert (end.code, type(end)) == (1013, CloseConnection)

    play("json", test)


# ---------------------------------------------------------------- before any credential


@pytest.mark.parametrize(
    ("event", "data", "code", "close"),
    [
        ("heartbeat", {"agentId": str(uuid4())}, "UNAUTHENTICATED", 4401),
        ("job:ack", {}, "UNAUTHENTICATED", 4401),
        ("pair_confirm", {"agentId": str(uuid4())}, "UNAUTHENTICATED", 4401),
        ("whatever", {}, "UNAUTHENTICATED", 4401),
        ("auth", {"protocol": 2, "newField": 1}, "UNSUPPORTED_PROTOCOL", 4426),
        ("auth", {"protocol": 0}, "UNSUPPORTED_PROTOCOL", 4426),
        ("pair", {"protocol": 99}, "UNSUPPORTED_PROTOCOL", 4426),
        ("auth", {"protocol": 1}, "INVALID", 4401),
        ("auth", {}, "INVALID", 4401),
        ("pair", {"protocol": 1, "linkId": 5}, "INVALID", 4401),
    ],
)
def test_a_readable_message_that_is_no_attempt_gets_one_word(
    event: str, data: dict[str, Any], code: str, close: int
) -> None:
    async def test(scene: Scene) -> None:
        scene.link.say(event, data, id=4)
        end = await scene.refused(CloseConnection)
        assert end.code == close
        assert not isinstance(end, Refused)
        told = await scene.link.hear()
        assert (told["event"], told["data"]["code"], told["id"]) == ("error", code, 4)
        assert scene.link.silent
        assert scene.desk.calls == []

    play("json", test)


@pytest.mark.parametrize(
    ("frame", "close"),
    [("{", 4400), ("[1]", 4401), (write_chunk(Chunk(str(uuid4()), 0, b"x")), 4401), (b"x", 4401)],
    ids=["torn", "list", "chunk", "byte"],
)
def test_other_frames_end_the_phase(frame: str | bytes, close: int) -> None:
    async def test(scene: Scene) -> None:
        scene.link.incoming.put_nowait(frame)
        assert (await scene.refused(CloseConnection)).code == close

    play("json", test)


def test_too_much_before_authentication() -> None:
    async def test(scene: Scene) -> None:
        scene.link.say("auth", {"name": "x" * 65_536})
        await scene.refused()
        assert scene.link.silent

    play("json", test)


# ---------------------------------------------------------------- noise


def test_resume() -> None:
    async def test(scene: Scene) -> None:
        keys = KeyPair.generate()
        device = scene.desk.add_device("noise", key=keys)
        await scene.shake_hands(keys, None, None)
        scene.say("auth", auth(device))
        assert (await scene.entered()).session.device is device
        assert scene.link.silent

    play("noise", test)


def test_pairing_shows_digits_and_waits_for_the_confirmation() -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("noise", allow_first=False)
        keys = KeyPair.generate()
        digits = await scene.shake_hands(keys, link.id, link.secret)
        scene.say("pair", pair(link.id))
        await scene.desk.asked_signal.wait()
        assert scene.desk.asked[0] == CARD | {
            "digits": digits,
            "address": "192.0.2.7",
            "origin": None,
            "capabilities": ["google_maps"],
        }
        assert scene.link.silent
        scene.desk.pairing.answer(link.id, allowed=True)
        told = await scene.hear()
        agent_id = told["data"]["agentId"]
        assert told == {"event": "pair_ok", "data": {"agentId": agent_id}, "id": told["id"]}
        assert scene.desk.devices[agent_id].status == "provisional"
        scene.say("pair_confirm", {"agentId": agent_id})
        entered = await scene.entered()
        assert scene.desk.devices[agent_id].status == "active"
        assert entered.auth.name == "Laptop"

    play("noise", test)


def test_a_link_pairs_one_of_two_who_hold_it() -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("noise")
        await scene.shake_hands(KeyPair.generate(), link.id, link.secret)
        late = MemoryLink()
        phase = AuthPhase(scene.desk, Identity("hub", "Office", scene.keys), late)
        task = asyncio.create_task(phase.run("noise"))
        nonce = base64.urlsafe_b64decode((await late.hear())["data"]["nonce"] + "=")
        raw_id = base64.urlsafe_b64decode(link.id + "=")
        handshake = Handshake(
            KeyPair.generate(),
            PROLOGUE + PAIR + nonce + raw_id,
            psk=link.secret,
            remote=scene.keys.public,
        )
        late.incoming.put_nowait(PAIR + raw_id + handshake.write_first(b"{}"))
        with pytest.raises(Refused):
            await task
        assert late.silent

    play("noise", test)


@pytest.mark.parametrize("wrong", ["agent", "channel", "revoked since the handshake"])
def test_the_key_must_belong_to_the_agent_id(wrong: str) -> None:
    async def test(scene: Scene) -> None:
        keys = KeyPair.generate()
        device = scene.desk.add_device("noise", key=keys)
        await scene.shake_hands(keys, None, None)
        data = auth(device)
        if wrong == "agent":
            data["agentId"] = scene.desk.add_device("noise").id
        elif wrong == "channel":
            device.channel = "json"
        else:
            device.status = "revoked"
        scene.say("auth", data)
        await scene.refused()
        assert scene.link.silent

    play("noise", test)


@pytest.mark.parametrize(
    ("event", "paired"), [("pair", False), ("auth", True), ("heartbeat", False), ("job:ack", True)]
)
def test_the_mode_of_the_handshake_binds(event: str, paired: bool) -> None:
    async def test(scene: Scene) -> None:
        keys = KeyPair.generate()
        device = scene.desk.add_device("noise", key=keys)
        link = scene.desk.add_link("noise")
        if paired:
            await scene.shake_hands(KeyPair.generate(), link.id, link.secret)
        else:
            await scene.shake_hands(keys, None, None)
        scene.say(event, pair(link.id) if event == "pair" else auth(device))
        assert (await scene.refused(CloseConnection)).code == 4401
        assert (await scene.hear())["data"]["code"] == "UNAUTHENTICATED"

    play("noise", test)


def test_pair_must_name_the_link_of_the_handshake() -> None:
    async def test(scene: Scene) -> None:
        link, other = scene.desk.add_link("noise"), scene.desk.add_link("noise")
        await scene.shake_hands(KeyPair.generate(), link.id, link.secret)
        scene.say("pair", pair(other.id))
        await scene.refused()
        assert scene.desk.asked == []

    play("noise", test)


@pytest.mark.parametrize(
    ("event", "kind"), [("pair_confirm", Refused), ("heartbeat", CloseConnection)]
)
def test_only_the_right_confirmation_counts(event: str, kind: type[CloseConnection]) -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("noise")
        await scene.shake_hands(KeyPair.generate(), link.id, link.secret)
        scene.say("pair", pair(link.id))
        told = await scene.hear()
        scene.say(event, {"agentId": str(uuid4())})
        await scene.refused(kind)
        assert scene.desk.devices[told["data"]["agentId"]].status == "provisional"

    play("noise", test)


def test_a_refusal_of_the_operator() -> None:
    async def test(scene: Scene) -> None:
        link = scene.desk.add_link("noise", allow_first=False)
        scene.desk.pairing.answer(link.id, allowed=False)
        await scene.shake_hands(KeyPair.generate(), link.id, link.secret)
        scene.say("pair", pair(link.id))
        end = await scene.refused(CloseConnection)
        # The credential was right, so it is no failed attempt.
        assert (end.code, type(end)) == (4401, CloseConnection)
        assert scene.link.silent

    play("noise", test)


def test_a_locked_address_is_refused_before_the_handshake() -> None:
    async def test(scene: Scene) -> None:
        keys = KeyPair.generate()
        scene.desk.add_device("noise", key=keys)
        scene.link.locked = True
        handshake = Handshake(keys, PROLOGUE + RESUME + scene.nonce, remote=scene.keys.public)
        scene.link.incoming.put_nowait(RESUME + handshake.write_first(b""))
        await scene.refused()
        assert scene.desk.calls == []
        assert scene.link.silent

    play("noise", test)


def test_nonces_differ() -> None:
    async def main() -> None:
        scenes = [Scene("json") for _ in range(3)]
        for scene in scenes:
            await scene.greeted()
            scene.entering.cancel()
        assert len({scene.nonce for scene in scenes}) == 3

    run(main)
