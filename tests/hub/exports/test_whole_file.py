"""A file that is whole or not there."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.exports.whole_file import write
from models.disk import Disk
from models.errors import StorageFailing, StorageFull


class FailingDisk(Disk):
    """A disk on which one kind of call fails from its n-th time on."""

    def __init__(self, call: str, after: int, code: int) -> None:
        self._call, self._left, self._code = call, after, code

    def _hit(self, call: str) -> None:
        if call == self._call:
            self._left -= 1
            if self._left < 0:
                raise OSError(self._code, "the disk says no")

    def open(self, path: Path) -> int:
        self._hit("open")
        return super().open(path)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self._hit("write")
        return super().write(descriptor, data[:1000])

    def sync(self, descriptor: int) -> None:
        self._hit("sync")
        super().sync(descriptor)

    def rename(self, path: Path, target: Path) -> None:
        self._hit("rename")
        super().rename(path, target)


def test_all_chunks_are_in_the_file_and_nothing_else_is_in_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    chunks = [b"a" * 2500, b"", b"b" * 10]
    assert write(target, chunks, FailingDisk("none", 0, 0)) == 2510
    assert target.read_bytes() == b"".join(chunks)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize("call", ["open", "write", "sync", "rename"])
@pytest.mark.parametrize(
    ("code", "raised"), [(errno.ENOSPC, StorageFull), (errno.EIO, StorageFailing)]
)
def test_a_failing_disk_leaves_no_half_file_and_the_old_one_stands(
    tmp_path: Path, call: str, code: int, raised: type[Exception]
) -> None:
    target = tmp_path / "rows.csv"
    target.write_bytes(b"before")
    with pytest.raises(raised, match="no half of it was left"):
        write(target, [b"x" * 5000], FailingDisk(call, 2 if call == "write" else 0, code))
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_what_the_rows_raise_leaves_nothing_behind(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise LookupError("the rows ended badly")

    with pytest.raises(LookupError):
        write(tmp_path / "rows.csv", chunks())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageFailing, match="nowhere"):
        write(tmp_path / "nowhere" / "rows.csv", [b"x"])
