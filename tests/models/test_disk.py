"""The real disk does what its names say."""

import stat
import sys
from pathlib import Path

import pytest

from models.disk import Disk


def test_a_file_is_written_at_its_end_and_takes_a_name(tmp_path: Path) -> None:
    disk = Disk()
    folder = tmp_path / "ab"
    disk.make_folder(folder)
    disk.make_folder(folder)
    for part in (b"one ", b"two"):
        descriptor = disk.open(tmp_path / "part")
        assert disk.write(descriptor, part) == len(part)
        disk.sync(descriptor)
        disk.close(descriptor)
    disk.rename(tmp_path / "part", folder / "whole")
    disk.sync_folder(folder)
    assert (folder / "whole").read_bytes() == b"one two"
    assert not (tmp_path / "part").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_files_and_folders_are_private(tmp_path: Path) -> None:
    disk = Disk()
    disk.make_folder(tmp_path / "ab")
    disk.close(disk.open(tmp_path / "part"))
    assert stat.S_IMODE((tmp_path / "ab").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "part").stat().st_mode) == 0o600
