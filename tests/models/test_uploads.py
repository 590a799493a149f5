"""One file on its way in: pieces in any cut, resumed, checked before it is renamed."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.disk import Disk
from models.errors import RuleRefused
from models.uploads import Upload
from tests.support.stores import refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def upload(folder: Path, content: bytes = PNG, **changed: object) -> Upload:
    facts: dict[str, object] = {
        "asset_id": "a",
        "size_bytes": len(content),
        "mime": "image/png",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Upload(
        Disk(),
        folder / "part",
        folder / "ab" / "whole",
        lambda path: path.mkdir(exist_ok=True),
        **facts | changed,  # type: ignore[arg-type]
    )


@given(st.lists(st.integers(1, 400), max_size=8), st.booleans())
def test_any_cut_of_the_bytes_makes_the_same_file(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], interrupted: bool
) -> None:
    folder = tmp_path_factory.mktemp("upload")
    coming = upload(folder)
    for cut in cuts:
        start = coming.offset
        coming.write(start, PNG[start : start + cut])
        if interrupted:
            coming.pause()
            coming = upload(folder)
    coming.write(coming.offset, PNG[coming.offset :])
    assert coming.complete
    coming.finish()
    assert (folder / "ab" / "whole").read_bytes() == PNG
    assert not (folder / "part").exists()


def test_bytes_that_are_there_already_are_skipped(tmp_path: Path) -> None:
    coming = upload(tmp_path)
    coming.write(0, PNG[:100])
    coming.write(0, PNG[:50])
    coming.write(40, PNG[40:200])
    assert coming.offset == 200
    coming.write(0, PNG)
    coming.finish()
    assert (tmp_path / "ab" / "whole").read_bytes() == PNG


def test_a_gap_and_an_overflow_are_refused_and_change_nothing(tmp_path: Path) -> None:
    coming = upload(tmp_path)
    coming.write(0, PNG[:10])
    with refused("INVALID"):
        coming.write(11, PNG[11:])
    with refused("TOO_LARGE"):
        coming.write(10, PNG[10:] + b"more")
    assert coming.offset == 10
    with refused("INVALID"):
        coming.finish()


def test_other_bytes_than_declared_are_refused_and_dropped(tmp_path: Path) -> None:
    coming = upload(tmp_path)
    coming.write(0, PNG[:-1] + b"?")
    with pytest.raises(RuleRefused) as refusal:
        coming.finish()
    assert (refusal.value.code, refusal.value.retryable) == ("HASH_MISMATCH", True)
    assert list(tmp_path.iterdir()) == []
    again = upload(tmp_path)
    assert again.offset == 0
    again.write(0, PNG)
    again.finish()
    assert (tmp_path / "ab" / "whole").exists()


def test_a_picture_that_is_none_is_refused_and_dropped(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'
    coming = upload(tmp_path, svg)
    coming.write(0, svg)
    with refused("UNSUPPORTED_MEDIA"):
        coming.finish()
    assert list(tmp_path.iterdir()) == []


def test_the_beginning_is_looked_at_even_when_it_came_byte_by_byte(tmp_path: Path) -> None:
    coming = upload(tmp_path)
    for index in range(20):
        coming.write(index, PNG[index : index + 1])
    coming.write(20, PNG[20:])
    coming.finish()
    assert (tmp_path / "ab" / "whole").exists()


def test_leftovers_that_are_too_long_are_not_resumed(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(PNG * 2)
    assert upload(tmp_path).offset == 0


def test_an_empty_file_is_complete_at_once(tmp_path: Path) -> None:
    coming = upload(tmp_path, b"", mime="text/plain")
    assert coming.complete
    coming.finish()
    assert (tmp_path / "ab" / "whole").read_bytes() == b""


def test_pausing_twice_is_fine(tmp_path: Path) -> None:
    coming = upload(tmp_path)
    coming.pause()
    coming.write(0, PNG[:5])
    coming.pause()
    coming.pause()
    assert (tmp_path / "part").read_bytes() == PNG[:5]
