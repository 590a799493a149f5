"""Files of searches: text and tables, in the encodings that spreadsheets write."""

from pathlib import Path

import pytest

from desktop.dialogs.new_job.reading import TooLarge, file_lines


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.txt", b"a\r\nb\n", "a\nb"),
        ("a.txt", "\ufeffأسنان".encode(), "أسنان"),
        ("a.txt", b"a,b", "a,b"),
        ("a.txt", "أسنان".encode("utf-16"), "أسنان"),
        ("a.txt", "أسنان".encode("cp1256"), "أسنان"),
        ("a.csv", b"dentists,Amman\n\"cafes, bars\",Cairo\n", "dentists\ncafes, bars"),
        ("a.CSV", b"dentists;Amman\ncafes;Cairo\n", "dentists\ncafes"),
        ("a.csv", b"dentists\tAmman\n", "dentists"),
        ("a.csv", b"\"two\nlines\",x\n", "two lines"),
        ("a.csv", b"", ""),
    ],
)  # fmt: skip
def test_a_file_becomes_lines(tmp_path: Path, name: str, content: bytes, lines: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert file_lines(file) == lines


def test_what_no_person_wrote_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 1_000_001)
    with pytest.raises(TooLarge):
        file_lines(file)
