"""The Noise handshakes against the public vectors, and what they must refuse."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.wire.noise import Cipher, Handshake, KeyPair, NoiseError, Transport

VECTORS = json.loads((Path(__file__).parent / "vectors" / "noise.json").read_text("utf-8"))
PROLOGUE = b"proofdesk/noise/1\x01" + bytes(40)
# Points of small order: the exchange with any of them gives all zeros.
USELESS_POINTS = [
    bytes(32),
    bytes([1]) + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]


def pair_up(
    *, psk: bytes | None = None, hub_psk: bytes | None = None, hub_prologue: bytes = PROLOGUE
) -> tuple[Handshake, Handshake]:
    hub = KeyPair.generate()
    agent = Handshake(KeyPair.generate(), PROLOGUE, psk=psk, remote=hub.public)
    return agent, Handshake(hub, hub_prologue, psk=hub_psk if hub_psk else psk)


def finish(agent: Handshake, hub: Handshake) -> tuple[Transport, Transport]:
    hub.read_first(agent.write_first(b""))
    message, hub_side = hub.write_second(b"")
    return agent.read_second(message)[1], hub_side


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda v: v["protocol_name"])
def test_public_vector(vector: dict[str, Any]) -> None:
    """Each message of the vector comes out byte for byte, and goes in again on the other side."""
    initiator, responder = _of_vector(vector)
    steps = [(bytes.fromhex(m["payload"]), m["ciphertext"]) for m in vector["messages"]]

    first = initiator.write_first(steps[0][0])
    assert first.hex() == steps[0][1]
    assert responder.read_first(first) == steps[0][0]
    second, responder_side = responder.write_second(steps[1][0])
    assert second.hex() == steps[1][1]
    payload, initiator_side = initiator.read_second(second)
    assert payload == steps[1][0]

    assert initiator_side.hash.hex() == responder_side.hash.hex() == vector["handshake_hash"]
    assert responder.remote_static == KeyPair(bytes.fromhex(vector["init_static"])).public
    sides = (initiator_side, responder_side)
    for number, (payload, ciphertext) in enumerate(steps[2:]):
        sender, receiver = sides[number % 2], sides[1 - number % 2]
        assert sender.sending.encrypt(payload).hex() == ciphertext
        assert receiver.receiving.decrypt(bytes.fromhex(ciphertext)) == payload


def _of_vector(vector: dict[str, Any]) -> tuple[Handshake, Handshake]:
    def side(role: str, remote: bytes | None) -> Handshake:
        return Handshake(
            KeyPair(bytes.fromhex(vector[f"{role}_static"])),
            bytes.fromhex(vector[f"{role}_prologue"]),
            psk=next((bytes.fromhex(psk) for psk in vector.get(f"{role}_psks", [])), None),
            remote=remote,
            ephemeral=KeyPair(bytes.fromhex(vector[f"{role}_ephemeral"])),
        )

    return side("init", bytes.fromhex(vector["init_remote_static"])), side("resp", None)


def test_the_vectors_cover_both_patterns() -> None:
    names = [vector["protocol_name"] for vector in VECTORS["vectors"]]
    assert names == ["Noise_IK_25519_AESGCM_SHA256", "Noise_IKpsk1_25519_AESGCM_SHA256"]


def test_both_sides_show_the_same_digits() -> None:
    agent, hub = finish(*pair_up(psk=b"s" * 32))
    assert agent.digits() == hub.digits()
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"proofdesk digits").derive(agent.hash)
    assert agent.digits() == f"{int.from_bytes(derived[:4], 'big') % 10**6:06d}"


def test_wrong_secret_dies_at_the_first_message() -> None:
    agent, hub = pair_up(psk=b"s" * 32, hub_psk=b"t" * 32)
    with pytest.raises(NoiseError):
        hub.read_first(agent.write_first(b"{}"))


def test_stale_nonce_in_the_prologue_dies_at_the_first_message() -> None:
    agent, hub = pair_up(hub_prologue=PROLOGUE[:-1] + b"x")
    with pytest.raises(NoiseError):
        hub.read_first(agent.write_first(b""))


def test_pairing_message_is_no_resume_message() -> None:
    agent, _ = pair_up(psk=b"s" * 32)
    hub = Handshake(KeyPair.generate(), PROLOGUE)
    with pytest.raises(NoiseError):
        hub.read_first(agent.write_first(b""))


@pytest.mark.parametrize("region", range(0, 96, 7))
def test_a_flipped_bit_anywhere_is_refused(region: int) -> None:
    agent, hub = pair_up()
    message = bytearray(agent.write_first(b""))
    message[region % len(message)] ^= 1
    with pytest.raises(NoiseError):
        hub.read_first(bytes(message))


@pytest.mark.parametrize("size", [0, 31, 32, 48, 80, 95])
def test_a_short_first_message_is_refused(size: int) -> None:
    agent, hub = pair_up()
    with pytest.raises(NoiseError):
        hub.read_first(agent.write_first(b"")[:size])


@pytest.mark.parametrize("point", USELESS_POINTS, ids=lambda point: point.hex()[:8])
def test_useless_points_are_refused(point: bytes) -> None:
    agent, hub = pair_up()
    with pytest.raises(NoiseError, match="useless"):
        hub.read_first(point + agent.write_first(b"")[32:])
    with pytest.raises(NoiseError, match="useless"):
        KeyPair.generate().exchange(point)


def test_agent_notices_another_hub() -> None:
    """Whoever squats on the port without the hub's key cannot even read the first message."""
    agent, _ = pair_up()
    squatter = Handshake(KeyPair.generate(), PROLOGUE)
    with pytest.raises(NoiseError):
        squatter.read_first(agent.write_first(b""))


@pytest.mark.parametrize("fault", ["repeated", "skipped", "flipped", "short", "empty"])
def test_transport_dies_with_the_first_bad_frame(fault: str) -> None:
    agent, hub = finish(*pair_up())
    one, two, three = (agent.sending.encrypt(bytes([n])) for n in range(3))
    assert hub.receiving.decrypt(one) == b"\x00"
    bad = {
        "repeated": one,
        "skipped": three,
        "flipped": bytes([two[0] ^ 1]) + two[1:],
        "short": two[:15],
        "empty": b"",
    }[fault]
    with pytest.raises(NoiseError):
        hub.receiving.decrypt(bad)
    with pytest.raises(NoiseError, match="end"):
        hub.receiving.decrypt(two)


def test_a_direction_ends_at_its_message_limit() -> None:
    cipher = Cipher(bytes(32), limit=2)
    cipher.encrypt(b"")
    cipher.encrypt(b"")
    with pytest.raises(NoiseError, match="end"):
        cipher.encrypt(b"")


def test_key_pair_survives_storage() -> None:
    pair = KeyPair.generate()
    assert KeyPair(pair.private).public == pair.public
