"""The Noise handshakes of the agent channel: IK to resume, IKpsk1 to pair.

Only `Noise_IK_25519_AESGCM_SHA256` and `Noise_IKpsk1_25519_AESGCM_SHA256` (Noise revision 34), on
the primitives of `cryptography`, held to the public test vectors. The hub is the responder; the
initiator is here for programs that speak the channel from Python.
"""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub import limits

KEY_BYTES = 32
_TAG_BYTES = limits.NOISE_TAG_BYTES
_SUFFIX = "_25519_AESGCM_SHA256"
_TOKENS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "IK": (("e", "es", "s", "ss"), ("e", "ee", "se")),
    "IKpsk1": (("e", "es", "s", "ss", "psk"), ("e", "ee", "se")),
}


class NoiseError(Exception):
    """What came does not prove what it should; the connection must end."""


class KeyPair:
    """An X25519 key pair."""

    __slots__ = ("_private", "public")

    def __init__(self, private: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "KeyPair":
        """A new pair from the system's random source."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def private(self) -> bytes:
        """The 32 secret bytes, for whoever stores them."""
        return self._private.private_bytes_raw()

    def exchange(self, public: bytes) -> bytes:
        """The shared secret; a point that leads to all zeros is refused."""
        try:
            return self._private.exchange(X25519PublicKey.from_public_bytes(public))
        except ValueError as error:
            raise NoiseError("a useless public key") from error


class Cipher:
    """AES-256-GCM under one key with Noise's counter, for one direction."""

    __slots__ = ("_aead", "_dead", "_limit", "counter")

    def __init__(self, key: bytes, limit: int = limits.NOISE_MESSAGES) -> None:
        self._aead = AESGCM(key)
        self._limit = limit
        self._dead = False
        self.counter = 0

    def encrypt(self, plaintext: bytes, associated: bytes = b"") -> bytes:
        """The ciphertext with its tag."""
        return self._aead.encrypt(self._nonce(), plaintext, associated)

    def decrypt(self, ciphertext: bytes, associated: bytes = b"") -> bytes:
        """The plaintext. After the first failure this direction is dead."""
        if len(ciphertext) < _TAG_BYTES:
            self._dead = True
        nonce = self._nonce()
        try:
            return self._aead.decrypt(nonce, ciphertext, associated)
        except InvalidTag as error:
            self._dead = True
            raise NoiseError("a frame that does not decrypt") from error

    def _nonce(self) -> bytes:
        if self._dead or self.counter >= self._limit:
            raise NoiseError("this direction has come to its end")
        nonce = self.counter.to_bytes(12, "big")
        self.counter += 1
        return nonce


class _Symmetric:
    """Noise's chaining key, hash and the cipher of the handshake's fields."""

    def __init__(self, name: str) -> None:
        # Both names are at most 32 bytes long: padded, as Noise says, and not hashed.
        self.hash = name.encode().ljust(32, b"\0")
        self._chain = self.hash
        self._cipher: Cipher | None = None

    def mix_hash(self, data: bytes) -> None:
        self.hash = hashlib.sha256(self.hash + data).digest()

    def mix_key(self, material: bytes) -> None:
        self._chain, key = _derive(self._chain, material, 2)
        self._cipher = Cipher(key)

    def mix_key_and_hash(self, material: bytes) -> None:
        self._chain, mixed, key = _derive(self._chain, material, 3)
        self.mix_hash(mixed)
        self._cipher = Cipher(key)

    def seal(self, plaintext: bytes) -> bytes:
        assert self._cipher is not None
        ciphertext = self._cipher.encrypt(plaintext, self.hash)
        self.mix_hash(ciphertext)
        return ciphertext

    def open(self, ciphertext: bytes) -> bytes:
        assert self._cipher is not None
        plaintext = self._cipher.decrypt(ciphertext, self.hash)
        self.mix_hash(ciphertext)
        return plaintext

    def split(self) -> tuple[Cipher, Cipher]:
        first, second = _derive(self._chain, b"", 2)
        return Cipher(first), Cipher(second)


class Transport:
    """What a finished handshake leaves: a cipher for each direction and the handshake's hash."""

    __slots__ = ("hash", "receiving", "sending")

    def __init__(self, sending: Cipher, receiving: Cipher, hash: bytes) -> None:
        self.sending = sending
        self.receiving = receiving
        self.hash = hash

    def digits(self) -> str:
        """The six digits that both sides show while they pair."""
        first = _derive_info(self.hash, b"proofdesk digits")[:4]
        return f"{int.from_bytes(first, 'big') % 1_000_000:06d}"


class Handshake:
    """One handshake of two messages. Use each method once, in the order of the role."""

    def __init__(
        self,
        static: KeyPair,
        prologue: bytes,
        *,
        psk: bytes | None = None,
        remote: bytes | None = None,
        ephemeral: KeyPair | None = None,
    ) -> None:
        """With `remote`, the hub's public key, this is the initiator; without, the responder."""
        pattern = "IK" if psk is None else "IKpsk1"
        self._first, self._second = _TOKENS[pattern]
        self._state = _Symmetric(f"Noise_{pattern}{_SUFFIX}")
        self._static = static
        self._ephemeral = ephemeral or KeyPair.generate()
        self._psk = psk
        self._initiator = remote is not None
        self.remote_static = remote or b""
        self._remote_ephemeral = b""
        self._state.mix_hash(prologue)
        self._state.mix_hash(remote if remote is not None else static.public)

    def write_first(self, payload: bytes) -> bytes:
        """Initiator: message 1."""
        return self._write(self._first, payload)

    def read_first(self, message: bytes) -> bytes:
        """Responder: the payload of message 1; `remote_static` is proven from here on."""
        return self._read(self._first, message)

    def write_second(self, payload: bytes) -> tuple[bytes, Transport]:
        """Responder: message 2, and the transport."""
        message = self._write(self._second, payload)
        return message, self._transport()

    def read_second(self, message: bytes) -> tuple[bytes, Transport]:
        """Initiator: the payload of message 2, and the transport."""
        payload = self._read(self._second, message)
        return payload, self._transport()

    def _write(self, tokens: Sequence[str], payload: bytes) -> bytes:
        parts = []
        for step in tokens:
            if step == "e":
                parts.append(self._ephemeral.public)
                self._mix_ephemeral(self._ephemeral.public)
            elif step == "s":
                parts.append(self._state.seal(self._static.public))
            else:
                self._mix(step)
        parts.append(self._state.seal(payload))
        return b"".join(parts)

    def _read(self, tokens: Sequence[str], message: bytes) -> bytes:
        rest = message
        for step in tokens:
            if step == "e":
                self._remote_ephemeral, rest = _take(rest, KEY_BYTES)
                self._mix_ephemeral(self._remote_ephemeral)
            elif step == "s":
                sealed, rest = _take(rest, KEY_BYTES + _TAG_BYTES)
                self.remote_static = self._state.open(sealed)
            else:
                self._mix(step)
        return self._state.open(rest)

    def _mix_ephemeral(self, public: bytes) -> None:
        self._state.mix_hash(public)
        if self._psk is not None:
            self._state.mix_key(public)

    def _mix(self, step: str) -> None:
        """A secret: the initiator's key is named first, the responder's second."""
        if step == "psk":
            assert self._psk is not None
            self._state.mix_key_and_hash(self._psk)
            return
        mine, theirs = (step[0], step[1]) if self._initiator else (step[1], step[0])
        pair = self._ephemeral if mine == "e" else self._static
        public = self._remote_ephemeral if theirs == "e" else self.remote_static
        self._state.mix_key(pair.exchange(public))

    def _transport(self) -> Transport:
        to_responder, to_initiator = self._state.split()
        if self._initiator:
            return Transport(to_responder, to_initiator, self._state.hash)
        return Transport(to_initiator, to_responder, self._state.hash)


def _take(data: bytes, size: int) -> tuple[bytes, bytes]:
    if len(data) < size:
        raise NoiseError("a message that is too short")
    return data[:size], data[size:]


def _derive(chain: bytes, material: bytes, outputs: int) -> list[bytes]:
    """Noise's HKDF: `outputs` keys from the chaining key and new material."""
    secret = hmac.digest(chain, material, "sha256")
    keys: list[bytes] = []
    previous = b""
    for number in range(1, outputs + 1):
        previous = hmac.digest(secret, previous + bytes([number]), "sha256")
        keys.append(previous)
    return keys


def _derive_info(material: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 without salt, first block."""
    secret = hmac.digest(bytes(32), material, "sha256")
    return hmac.digest(secret, info + b"\x01", "sha256")
