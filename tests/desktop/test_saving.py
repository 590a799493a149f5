"""A copy of a proof file for the operator."""

import errno
import hashlib
from pathlib import Path

import pytest

from desktop.saving import save_copy
from models.disk import Disk
from models.errors import StorageFull

CONTENT = b"<html>" + b"x" * 3_000_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "proof"
    path.write_bytes(CONTENT)
    return path


def test_the_copy_is_the_file(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.html"
    assert save_copy(source, target, DIGEST)
    assert target.read_bytes() == CONTENT


def test_a_changed_file_is_copied_and_said_to_be_changed(source: Path, tmp_path: Path) -> None:
    source.write_bytes(b"something else")
    target = tmp_path / "copy.html"
    assert not save_copy(source, target, DIGEST)
    assert target.read_bytes() == b"something else"


def test_a_missing_file_makes_no_copy(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        save_copy(tmp_path / "nowhere", tmp_path / "copy", DIGEST)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_copy(source: Path, tmp_path: Path) -> None:
    class FullDisk(Disk):
        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageFull):
        save_copy(source, tmp_path / "copy", DIGEST, FullDisk())
    assert [path.name for path in tmp_path.iterdir()] == ["proof"]


def test_on_windows_the_copy_is_marked_as_coming_from_elsewhere(
    source: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.html"
    save_copy(source, target, DIGEST, platform="win32")
    mark = tmp_path / "copy.html:Zone.Identifier"
    assert mark.read_text().splitlines() == ["[ZoneTransfer]", "ZoneId=3"]
