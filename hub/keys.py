"""The hub's static X25519 key: in the keyring of the system, else in a 0600 file.

Agents pin the public half when they are paired, so a lost key means pairing anew. Where a key file
exists it counts, so that a keyring which comes and goes does not change the hub's face.
"""

import base64
import binascii
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from models.errors import StoreError

log = logging.getLogger(__name__)

SERVICE = "proofdesk"


class KeyUnreadable(StoreError):
    """The key is there but damaged; it is never replaced behind the operator's back."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The hub's key in {where} is damaged. Restore it from a backup, or remove it: then"
            " every device must be paired anew."
        )


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


def load(file: Path, hub_id: str) -> HubKey:
    """The key of this hub; made and kept at the first call."""
    private = _from_file(file) or _from_keyring(hub_id)
    if private is None:
        private = X25519PrivateKey.generate().private_bytes_raw()
        if not _into_keyring(hub_id, private):
            _into_file(file, private)
    return HubKey.of(private)


def _from_file(file: Path) -> bytes | None:
    return _decoded(file.read_bytes(), str(file)) if file.exists() else None


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


def _from_keyring(hub_id: str) -> bytes | None:
    import keyring  # slow to import, and only needed here

    try:
        text = keyring.get_password(SERVICE, hub_id)
    except Exception as error:  # a backend may raise whatever its platform raises
        log.info("The keyring cannot be read: %s", error)
        return None
    return None if text is None else _decoded(text.encode(), "the keyring")


def _into_keyring(hub_id: str, private: bytes) -> bool:
    """True only when the keyring gives back what it was given."""
    import keyring

    text = base64.b64encode(private).decode("ascii")
    try:
        keyring.set_password(SERVICE, hub_id, text)
        return keyring.get_password(SERVICE, hub_id) == text
    except Exception as error:
        log.info("The keyring cannot be used: %s", error)
        return False


def _decoded(text: bytes, where: str) -> bytes:
    try:
        private = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        private = b""
    if len(private) != 32:
        raise KeyUnreadable(where)
    return private
