"""One process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.lock import FileLock, Locked

_HOLD = """
import sys
from pathlib import Path
from models.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first = FileLock(tmp_path / "lock")
    with pytest.raises(Locked):
        FileLock(tmp_path / "lock")
    first.release()
    FileLock(tmp_path / "lock").release()


def test_the_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(Locked):
            FileLock(path)
        holder.kill()
        holder.wait()
    FileLock(path).release()


def test_a_note_is_left_for_the_next_holder(tmp_path: Path) -> None:
    first = FileLock(tmp_path / "lock")
    assert first.note() == b""
    first.write_note(b"was here")
    first.release()
    second = FileLock(tmp_path / "lock")
    assert second.note() == b"was here"
    second.release()


def test_a_lock_that_cannot_be_made_is_not_called_taken(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        FileLock(tmp_path / "nowhere" / "lock")
