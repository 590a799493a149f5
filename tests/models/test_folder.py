"""The data folder is private, locked, and refuses with an explanation."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from models.errors import FolderTaken, FolderUnwritable, StorageFull
from models.folder import DataFolder, write_private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_the_folder_and_what_is_in_it_are_private(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    folder = DataFolder.open(tmp_path / "data")
    folder.api_token()
    assert mode(folder.path) == 0o700
    for path in folder.path.rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    folder.close()


def test_a_second_process_is_refused_politely(tmp_path: Path) -> None:
    first = DataFolder.open(tmp_path / "data")
    with pytest.raises(FolderTaken, match="Another Proofdesk") as refusal:
        DataFolder.open(tmp_path / "data")
    assert refusal.value.folder == tmp_path / "data"
    first.close()
    first.close()
    DataFolder.open(tmp_path / "data").close()


def test_a_reader_beside_the_hub_takes_no_lock(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    reader = DataFolder.read_only(tmp_path / "data")
    assert folder.writable
    assert not reader.writable
    assert reader.database == folder.database
    reader.close()
    folder.close()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("hello")
    with pytest.raises(FolderUnwritable, match="is a file"):
        DataFolder.open(tmp_path / "data")


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FolderUnwritable, match="cannot be written"):
        DataFolder.open(tmp_path / "data")


def test_a_full_disk_is_called_full_and_leaves_no_lock_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        if self.name == "proofs":
            raise OSError(errno.ENOSPC, "No space left on device")
        make(self, *args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(StorageFull, match="full"):
            DataFolder.open(tmp_path / "data")
    DataFolder.open(tmp_path / "data").close()


def test_the_token_of_the_api_is_made_once(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    token = folder.api_token()
    assert len(token) >= 40
    assert folder.api_token() == token
    assert DataFolder.read_only(folder.path).api_token() == token
    folder.close()


def test_a_token_that_cannot_be_written_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder.open(tmp_path / "data")

    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FolderUnwritable, match="Input/output error"):
        folder.api_token()
    assert not folder.api_token_file.exists()
    folder.close()


def test_a_broken_token_file_is_explained(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "data")
    folder.api_token_file.write_bytes(b"\xff\xfe")
    with pytest.raises(FolderUnwritable, match="Delete it"):
        folder.api_token()
    folder.close()


def test_a_private_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "api-token"
    write_private(target, b"one")

    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_private(target, b"two")
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]
