"""Where the data is."""

import sys
from pathlib import Path

import pytest

from hub import places


def test_what_is_chosen_counts(tmp_path: Path) -> None:
    assert places.data_dir(str(tmp_path), portable=True) == tmp_path
    assert places.data_dir("~/x") == Path.home() / "x"
    assert places.data_dir("relative").is_absolute()


def test_portable_is_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "proofdesk")])
    assert places.data_dir(None, portable=True) == tmp_path / "proofdesk-data"


def test_else_it_is_the_systems_place_for_this_person() -> None:
    assert places.data_dir(None).is_relative_to(Path.home())
    assert "Proofdesk" in places.data_dir(None).parts
