"""The Noise handshake at the hub: right credentials are answered, all others refused alike."""

import base64
import json
import os
from collections.abc import Callable

import pytest

from hub import limits
from hub.wire.handshake import PAIR, PROLOGUE, RESUME, Identity, Refused, encode_link_id, respond
from hub.wire.noise import Handshake, KeyPair, NoiseError
from tests.support.gateway import run
from tests.support.memory_desk import MemoryDesk, MemoryLink

NONCE = os.urandom(32)
CARD = {"name": "Laptop", "browser": "Firefox", "version": "1.0"}


class Agent:
    """Makes first frames, right or wrong."""

    def __init__(self, desk: MemoryDesk, identity: Identity) -> None:
        self.desk = desk
        self.identity = identity
        self.keys = KeyPair.generate()
        self.handshake: Handshake | None = None

    def resume(self, *, nonce: bytes = NONCE, payload: bytes = b"", mode: bytes = RESUME) -> bytes:
        self.handshake = Handshake(
            self.keys, PROLOGUE + mode + nonce, remote=self.identity.keys.public
        )
        return mode + self.handshake.write_first(payload)

    def pair(
        self,
        link: MemoryLink,
        *,
        secret: bytes | None = None,
        payload: bytes | None = None,
        bound_id: bytes | None = None,
    ) -> bytes:
        link_id = base64.urlsafe_b64decode(link.id + "=")
        self.handshake = Handshake(
            self.keys,
            PROLOGUE + PAIR + NONCE + (bound_id or link_id),
            psk=secret or link.secret,
            remote=self.identity.keys.public,
        )
        content = json.dumps(CARD).encode() if payload is None else payload
        return PAIR + link_id + self.handshake.write_first(content)


@pytest.fixture
def agent() -> Agent:
    return Agent(MemoryDesk(), Identity("hub-1", "Office", KeyPair.generate()))


def test_a_known_device_resumes(agent: Agent) -> None:
    async def main() -> None:
        agent.desk.add_device("noise", key=agent.keys)
        answer, transport, peer = await respond(agent.desk, agent.identity, NONCE, agent.resume())
        assert agent.handshake is not None
        payload, mine = agent.handshake.read_second(answer)
        assert json.loads(payload) == {"hubId": "hub-1", "hubName": "Office"}
        assert transport.receiving.decrypt(mine.sending.encrypt(b"auth")) == b"auth"
        assert (peer.public_key, peer.link_id, peer.card) == (agent.keys.public, None, None)

    run(main)


def test_a_live_link_pairs_once(agent: Agent) -> None:
    async def main() -> None:
        link = agent.desk.add_link("noise")
        answer, _, peer = await respond(agent.desk, agent.identity, NONCE, agent.pair(link))
        assert agent.handshake is not None
        assert peer.digits == agent.handshake.read_second(answer)[1].digits()
        assert peer.link_id == link.id
        assert peer.card is not None
        assert (peer.card.name, peer.card.browser, peer.card.version) == tuple(CARD.values())
        assert link.used
        with pytest.raises(Refused):
            await respond(agent.desk, agent.identity, NONCE, agent.pair(link))

    run(main)


def test_a_wrong_secret_does_not_burn_the_link(agent: Agent) -> None:
    async def main() -> None:
        link = agent.desk.add_link("noise")
        with pytest.raises(Refused):
            await respond(agent.desk, agent.identity, NONCE, agent.pair(link, secret=bytes(32)))
        assert not link.used

    run(main)


def replayed(agent: Agent) -> bytes:
    return agent.resume(nonce=os.urandom(32))


def revoked(agent: Agent) -> bytes:
    agent.desk.add_device("noise", key=agent.keys).status = "revoked"
    return agent.resume()


def known(agent: Agent) -> Agent:
    agent.desk.add_device("noise", key=agent.keys)
    return agent


def to_another_hub(agent: Agent) -> bytes:
    agent.identity = Identity("x", "x", KeyPair.generate())
    frame = agent.resume()
    agent.identity = Identity("hub-1", "Office", KeyPair.generate())
    return frame


WRONG: dict[str, Callable[[Agent], str | bytes]] = {
    "unknown key": lambda agent: agent.resume(),
    "revoked key": revoked,
    "another hub's key": to_another_hub,
    "replayed or stale nonce": lambda agent: replayed(known(agent)),
    "payload when resuming": lambda agent: known(agent).resume(payload=b"{}"),
    "empty": lambda agent: b"",
    "text": lambda agent: '{"event":"auth","data":{}}',
    "mode only": lambda agent: RESUME,
    "unknown mode": lambda agent: known(agent).resume(mode=b"\x03"),
    "31 bytes": lambda agent: known(agent).resume()[:32],
    "32 bytes": lambda agent: known(agent).resume()[:33],
    "48 bytes": lambda agent: known(agent).resume()[:49],
    "zero point": lambda agent: RESUME + bytes(96),
    "point of order eight": lambda agent: (
        RESUME
        + bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")
        + bytes(64)
    ),
    "one byte more": lambda agent: known(agent).resume() + b"\0",
    "4097 bytes": lambda agent: known(agent).resume().ljust(4097, b"\0"),
    "70000 bytes": lambda agent: bytes(70_000),
    "pair message as resume": lambda agent: (
        RESUME + known(agent).pair(agent.desk.add_link("noise"))[9:]
    ),
    "resume message as pair": lambda agent: (
        PAIR
        + base64.urlsafe_b64decode(agent.desk.add_link("noise").id + "=")
        + known(agent).resume()[1:]
    ),
    "link id only": lambda agent: PAIR + bytes(8),
    "half a link id": lambda agent: PAIR + bytes(7),
    "unknown link": lambda agent: agent.pair(MemoryLink("noise")),
    "link of the other channel": lambda agent: agent.pair(agent.desk.add_link("json")),
    "wrong secret": lambda agent: agent.pair(agent.desk.add_link("noise"), secret=bytes(32)),
    "link id not bound": lambda agent: agent.pair(agent.desk.add_link("noise"), bound_id=bytes(8)),
    "no card": lambda agent: agent.pair(agent.desk.add_link("noise"), payload=b""),
    "card without name": lambda agent: agent.pair(
        agent.desk.add_link("noise"), payload=b'{"browser":"x","version":"1"}'
    ),
    "card with more": lambda agent: agent.pair(
        agent.desk.add_link("noise"), payload=json.dumps(CARD | {"more": 1}).encode()
    ),
    "card not UTF-8": lambda agent: agent.pair(
        agent.desk.add_link("noise"), payload=b'{"name":"\xff","browser":"x","version":"1"}'
    ),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG.keys())
def test_everything_else_is_refused(agent: Agent, make: Callable[[Agent], str | bytes]) -> None:
    async def main() -> None:
        with pytest.raises(Refused) as caught:
            await respond(agent.desk, agent.identity, NONCE, make(agent))
        assert caught.value.code == 4401

    run(main)


@pytest.mark.parametrize("position", range(0, 98, 5))
def test_a_flipped_bit_is_refused_wherever_it_is(agent: Agent, position: int) -> None:
    async def main() -> None:
        frame = bytearray(known(agent).resume())
        frame[position % len(frame)] ^= 0x80
        # The top bit of an X25519 point does not count (RFC 7748), but it is hashed all the same.
        with pytest.raises(Refused):
            await respond(agent.desk, agent.identity, NONCE, bytes(frame))

    run(main)


def test_too_much_is_refused_before_any_cryptography(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        def never(*_: object) -> bytes:
            raise AssertionError("the handshake was tried")

        monkeypatch.setattr(Handshake, "read_first", never)
        with pytest.raises(Refused):
            await respond(
                agent.desk, agent.identity, NONCE, bytes(limits.HANDSHAKE_FRAME_BYTES + 1)
            )

    run(main)


def test_a_port_squatter_cannot_answer(agent: Agent) -> None:
    async def main() -> None:
        frame = known(agent).resume()
        squatter = Identity("hub-1", "Office", KeyPair.generate())
        with pytest.raises(Refused):
            await respond(agent.desk, squatter, NONCE, frame)
        assert agent.handshake is not None
        with pytest.raises(NoiseError):
            agent.handshake.read_second(os.urandom(100))

    run(main)


def test_link_ids_as_in_links() -> None:
    assert encode_link_id(bytes(range(248, 256))) == "-Pn6-_z9_v8"
