"""What a paired agent keeps: who it is and how it proves it, in a file that its owner reads."""

import contextlib
import os
from pathlib import Path

import msgspec
import platformdirs

FILE = "agent.json"


class Credential(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One pairing with one hub."""

    url: str
    link_id: str
    agent_id: str
    channel: str
    token: str | None = None
    """On json.1."""
    private_key: str | None = None
    """On noise.1, as is the hub's key: base64url."""
    hub_key: str | None = None


class Keeper:
    """Keeps the credential in one file, 0600."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or platformdirs.user_state_path("Proofdesk", appauthor=False) / FILE

    def load(self) -> Credential | None:
        """What is kept; None when there is nothing that can be used."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Credential)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def save(self, credential: Credential) -> None:
        """Replace what is kept; whole or not at all."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(credential))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def forget(self) -> None:
        """The hub does not know it any more."""
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()
