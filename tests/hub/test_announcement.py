"""The file by which other programs find the running hub."""

import os
from pathlib import Path

from hub import announcement


def test_it_is_there_while_the_hub_runs(tmp_path: Path) -> None:
    announcement.publish(tmp_path, "http://127.0.0.1:1")
    announcement.publish(tmp_path, "http://127.0.0.1:2")
    said = announcement.read(tmp_path)
    assert said == announcement.Announcement(api_url="http://127.0.0.1:2", pid=os.getpid())
    assert ((tmp_path / "hub.json").stat().st_mode & 0o777) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["hub.json"]
    announcement.withdraw(tmp_path)
    announcement.withdraw(tmp_path)
    assert announcement.read(tmp_path) is None


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "hub.json").write_text("{")
    assert announcement.read(tmp_path) is None
