"""The hub's two keys: in the keyring of the system, else each in a 0600 file.

Agents pin the public half of the static X25519 key when they are paired, so a lost one means
pairing anew. The Ed25519 key signs proof bundles; who has its fingerprint knows the hub's hand.
Where a key file exists it counts, so that a keyring which comes and goes does not change the hub's
face.
"""

import base64
import binascii
import hashlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from models.errors import StoreError

log = logging.getLogger(__name__)

SERVICE = "proofdesk"


class KeyUnreadable(StoreError):
    """The key is there but damaged; it is never replaced behind the operator's back."""

    def __init__(self, where: str, then: str) -> None:
        super().__init__(
            f"The hub's key in {where} is damaged. Restore it from a backup, or remove it: then"
            f" {then}."
        )


class NoSigningKey(StoreError):
    """This hub never started since it signs bundles."""

    def __init__(self) -> None:
        super().__init__("The hub has no signing key yet. Start Proofdesk once, then try again.")


@dataclass(frozen=True, slots=True)
class HubKey:
    """Both halves, 32 raw bytes each."""

    private: bytes
    public: bytes

    @classmethod
    def of(cls, private: bytes) -> "HubKey":
        """The pair that belongs to a private half."""
        key = X25519PrivateKey.from_private_bytes(private)
        return cls(private, key.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"HubKey(public={self.public.hex()})"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The Ed25519 key of the hub."""

    private: bytes

    @property
    def public(self) -> Ed25519PublicKey:
        """The half that anybody may have."""
        return self._key.public_key()

    @property
    def fingerprint(self) -> str:
        """See `fingerprint_of`."""
        return fingerprint_of(self.public)

    def sign(self, content: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(content)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)

    def __repr__(self) -> str:
        return f"SigningKey(fingerprint={self.fingerprint})"


def fingerprint_of(public: Ed25519PublicKey) -> str:
    """SHA-256 of the key's DER form in hex, which ordinary tools compute too."""
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def load(file: Path, hub_id: str) -> HubKey:
    """The key of this hub; made and kept at the first call."""
    then = "every device must be paired anew"
    private = _kept(file, hub_id, then)
    if private is None:
        private = X25519PrivateKey.generate().private_bytes_raw()
        _keep(file, hub_id, private)
    return HubKey.of(private)


def load_signing(file: Path, hub_id: str, *, make: bool = True) -> SigningKey:
    """The signing key of this hub; made and kept at the first call unless told not to.

    Raises NoSigningKey when there is none and none is made.
    """
    then = "bundles are signed with a new key, and people need its fingerprint"
    name = f"{hub_id} signing"
    private = _kept(file, name, then)
    if private is None:
        if not make:
            raise NoSigningKey
        private = Ed25519PrivateKey.generate().private_bytes_raw()
        _keep(file, name, private)
    return SigningKey(private)


def _kept(file: Path, name: str, then: str) -> bytes | None:
    text, where = _from_file(file), str(file)
    if text is None:
        text, where = _from_keyring(name), "the keyring"
    return None if text is None else _decoded(text, where, then)


def _keep(file: Path, name: str, private: bytes) -> None:
    if not _into_keyring(name, private):
        _into_file(file, private)


def _from_file(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _into_file(file: Path, private: bytes) -> None:
    """Whole or not at all: a half-written key would lock every agent out."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(base64.b64encode(private))
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _from_keyring(name: str) -> bytes | None:
    import keyring  # slow to import, and only needed here

    try:
        text = keyring.get_password(SERVICE, name)
    except Exception as error:  # a backend may raise whatever its platform raises
        log.info("The keyring cannot be read: %s", error)
        return None
    return None if text is None else text.encode()


def _into_keyring(name: str, private: bytes) -> bool:
    """True only when the keyring gives back what it was given."""
    import keyring

    text = base64.b64encode(private).decode("ascii")
    try:
        keyring.set_password(SERVICE, name, text)
        return keyring.get_password(SERVICE, name) == text
    except Exception as error:
        log.info("The keyring cannot be used: %s", error)
        return False


def _decoded(text: bytes, where: str, then: str) -> bytes:
    try:
        private = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        private = b""
    if len(private) != 32:
        raise KeyUnreadable(where, then)
    return private
