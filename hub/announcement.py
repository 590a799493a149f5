"""The small file in the data folder by which other programs find the running hub."""

import contextlib
import os
from pathlib import Path

import msgspec

NAME = "hub.json"


class Announcement(msgspec.Struct, frozen=True, rename="camel"):
    """Where the operator API of the running hub is, and which process runs it."""

    api_url: str
    pid: int


def publish(folder: Path, api_url: str) -> None:
    """Say that this process runs the hub (0600, whole or not at all)."""
    beside = folder / f"{NAME}.new"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode(Announcement(api_url=api_url, pid=os.getpid())))
    beside.replace(folder / NAME)


def withdraw(folder: Path) -> None:
    """The hub stopped."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def read(folder: Path) -> Announcement | None:
    """What the running hub says; None when none says anything."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Announcement)
    except (OSError, msgspec.DecodeError):
        return None
