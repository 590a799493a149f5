"""Reading a container that nobody vouches for."""

from pathlib import Path

import pytest

from hub.bundles import archive, sources
from hub.bundles.archive import member
from hub.bundles.sources import Unusable, open_source

FILES = {"a.txt": b"first", "files/b.bin": bytes(range(256)) * 5_000}


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """An archive of ours."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"".join(archive.write(member(n, c) for n, c in FILES.items())))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same as a folder."""
    for name, content in FILES.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "folder"


def test_a_zip_and_a_folder_hold_the_same(zipped: Path, folder: Path) -> None:
    for path in (zipped, folder):
        source = open_source(path)
        assert source.problems == []
        assert {name: b"".join(source.read(name)) for name in source.sizes} == FILES
        source.close()


def test_without_the_list_at_its_end_files_are_still_found(zipped: Path) -> None:
    raw = zipped.read_bytes()
    zipped.write_bytes(raw[: raw.index(b"PK\1\2")])
    source = open_source(zipped)
    assert len(source.problems) == 1
    assert list(source.sizes) == list(FILES)
    source.close()


def test_a_list_that_lies_about_a_file(zipped: Path) -> None:
    raw = zipped.read_bytes()
    for lie in (raw.replace(b"a.txt", b"b.txt", 1), raw[::-1].replace(b"txt.a", b"txt.c", 1)[::-1]):
        zipped.write_bytes(lie)
        source = open_source(zipped)
        assert any("a.txt" in said or "c.txt" in said for said in source.problems)
        source.close()


def test_limits(folder: Path, zipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 1_000)
    for path in (folder, zipped):
        with pytest.raises(Unusable, match="bytes"):
            open_source(path)
    monkeypatch.setattr(sources, "MOST_FILES", 1)
    with pytest.raises(Unusable, match="more files"):
        open_source(folder)
