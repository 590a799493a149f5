"""Showing where a file lies."""

from pathlib import Path

from desktop.file_manager import command, free_name


def test_the_file_is_selected_where_that_is_possible() -> None:
    path = Path("/x/y.csv")
    assert command(path, "win32") == ["explorer.exe", f"/select,{path}"]
    assert command(path, "darwin") == ["open", "-R", str(path)]
    assert command(path, "linux") == []


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path, "evidence", ".csv").name == "evidence.csv"
    (tmp_path / "evidence.csv").touch()
    (tmp_path / "evidence (2).csv").touch()
    assert free_name(tmp_path, "evidence", ".csv").name == "evidence (3).csv"
