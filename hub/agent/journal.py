"""What the agent did with its permits, on disk before and after each press.

One JSON line a step, synced before the step is taken: whoever is killed finds out afterwards
whether the button can have been pressed. A torn last line was a step that was not taken.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import msgspec

from hub.agent.matching import same
from models.accounts.keys import key_of

State = Literal["intent", "pressed", "void", "settled"]
"""About to press; pressed; returned unpressed; nothing more is to be said."""

OPEN: Final = ("intent", "pressed")
KEPT: Final = 500
"""Publications that an old journal keeps when the agent starts."""
MOST_BYTES: Final = 1_000_000


class Entry(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """One permit. Times are UTC milliseconds by this machine's clock."""

    permit: str
    job_id: str
    epoch: int
    platform: str
    handle: str
    text: str
    """What was to be published, to be looked for."""
    media_count: int
    state: State
    at: int
    """When the state was written."""
    intended_at: int
    pressed_at: int | None = None
    was_pressed: bool = False

    @property
    def account(self) -> str:
        """Its key."""
        return key_of(self.platform, self.handle)

    @property
    def answer(self) -> str:
        """What a look says of it: `none`, `intent` or `pressed`."""
        if self.was_pressed:
            return "pressed"
        return "none" if self.state == "void" else "intent"


class Journal:
    """Appends to one file, 0600, beside the credential."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, Entry] = {}
        self._load()

    def open_entries(self) -> list[Entry]:
        """Permits of which the hub must still hear, oldest first."""
        return [one for one in self._entries.values() if one.state in OPEN]

    def about(self, account: str, text: str, since: int) -> str:
        """What became of the newest permit for this text on this account since that time."""
        found = [
            one
            for one in self._entries.values()
            if key_of(one.platform, one.handle) == account
            and one.intended_at >= since
            and same(one.text, text)
        ]
        return found[-1].answer if found else "none"

    def intend(self, entry: Entry) -> None:
        """The next step is the press. Raises OSError: then nothing may be pressed."""
        self._write(entry)

    def step(self, permit: str, state: State, now: int) -> Entry:
        """What became of it. Raises OSError."""
        before = self._entries[permit]
        pressed = state == "pressed"
        entry = msgspec.structs.replace(
            before,
            state=state,
            at=now,
            pressed_at=now if pressed else before.pressed_at,
            was_pressed=pressed or before.was_pressed,
        )
        self._write(entry)
        return entry

    def _write(self, entry: Entry) -> None:
        fresh = not self.path.exists()
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # The line before may be torn; a line end of its own keeps this one whole.
            _write_all(descriptor, b"\n" + msgspec.json.encode(entry) + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if fresh:
            _sync_folder(self.path.parent)
        self._entries[entry.permit] = entry

    def _load(self) -> None:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for entry in _entries(lines):
            self._entries[entry.permit] = entry
        if sum(map(len, lines)) > MOST_BYTES:
            self._shorten()

    def _shorten(self) -> None:
        """Replace the file by what still counts: whole or not at all."""
        newest = set(list(self._entries)[-KEPT:])
        self._entries = {
            permit: one
            for permit, one in self._entries.items()
            if permit in newest or one.state in OPEN
        }
        beside = self.path.with_name(f"{self.path.name}.new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            lines = [msgspec.json.encode(one) for one in self._entries.values()]
            _write_all(descriptor, b"\n".join(lines) + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(self.path)
        _sync_folder(self.path.parent)


def _entries(lines: Iterable[bytes]) -> Iterable[Entry]:
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # empty, or torn by the end of the process


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be synced there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
