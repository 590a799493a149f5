"""The zip file in its one form."""

import io
import zipfile

import pytest

from hub.bundles import archive
from hub.bundles.archive import Member, member
from tests.support.stores import refused

FILES = {"README.txt": b"read me", "files/1-x/before.png": b"\x89PNG" * 99, "empty": b""}


def written(members: list[Member]) -> bytes:
    return b"".join(archive.write(members))


def test_every_program_can_read_it_and_nothing_is_compressed() -> None:
    members = [member(name, content) for name, content in FILES.items()]
    raw = written(members)
    with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
        assert zipped.testzip() is None
        assert {one: zipped.read(one) for one in zipped.namelist()} == FILES
        assert {one.compress_type for one in zipped.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert written(members) == raw
    assert archive.size_of(members) == len(raw)


def test_a_file_that_changes_while_it_is_written_ends_the_bundle() -> None:
    with refused("CHANGED"):
        written([Member("a", 3, 0, lambda: (b"abc",))])


@pytest.mark.parametrize("name", ["../a", "/a", "a//b", "con.txt", ".hidden", "ä", "a b"])
def test_no_bad_name_is_ever_written(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        written([member(name, b"")])


def test_no_name_is_written_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        written([member("a", b""), member("a", b"")])


def test_what_a_zip_file_cannot_hold_is_refused() -> None:
    with refused("TOO_LARGE"):
        written([Member("a", archive.MOST_BYTES + 1, 0, lambda: ())])
    with refused("TOO_LARGE"):
        written([member(f"f{number}", b"") for number in range(archive.MOST_FILES + 1)])
