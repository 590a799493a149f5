"""The journal: every step is on disk before it is taken, and a torn line is no step."""

import stat
from pathlib import Path

import pytest

from hub.agent import journal as journals
from hub.agent.journal import Entry, Journal

JOB = "00000000-0000-4000-8000-000000000001"


def entry(permit: str = "p1", text: str = "Hello", at: int = 1_000) -> Entry:
    return Entry(
        permit=permit, job_id=JOB, epoch=2, platform="practice", handle="Jo", text=text,
        media_count=0, state="intent", at=at, intended_at=at,
    )  # fmt: skip


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "deep" / "agent.journal")
    journal.intend(entry())
    assert Journal(journal.path).open_entries() == [entry()]
    pressed = journal.step("p1", "pressed", 1_500)
    assert (pressed.pressed_at, pressed.intended_at) == (1_500, 1_000)
    assert Journal(journal.path).open_entries() == [pressed]
    assert Journal(journal.path).step("p1", "settled", 2_000).pressed_at == 1_500
    assert Journal(journal.path).open_entries() == []
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_a_torn_line_is_no_step_and_costs_no_other(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path / "agent.journal")
    journal.intend(entry())
    whole = journal.path.read_bytes()
    journal.step("p1", "pressed", 1_500)
    journal.path.write_bytes(journal.path.read_bytes()[: len(whole) + cut])
    back = Journal(journal.path)
    assert back.open_entries() == [entry()]
    back.intend(entry("p2"))
    assert [one.permit for one in Journal(journal.path).open_entries()] == ["p1", "p2"]


def test_it_answers_for_the_newest_permit_of_a_text(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "agent.journal")
    account = "practice:jo"
    assert journal.about(account, "Hello", 0) == "none"
    journal.intend(entry())
    assert journal.about(account, "Hello ", 0) == "intent"
    journal.step("p1", "pressed", 1_500)
    journal.step("p1", "settled", 1_600)
    assert journal.about(account, "Hello", 1_000) == "pressed"
    assert journal.about(account, "Hello", 1_001) == "none"
    assert journal.about("practice:al", "Hello", 0) == "none"
    journal.intend(entry("p2", at=3_000))
    assert journal.about(account, "Hello", 0) == "intent"
    journal.step("p2", "void", 3_100)
    assert journal.about(account, "Hello", 0) == "none"


def test_a_long_journal_is_shortened_but_keeps_what_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "agent.journal")
    journal.intend(entry("open"))
    for number in range(6):
        journal.intend(entry(f"p{number}"))
        journal.step(f"p{number}", "settled", 2_000)
    monkeypatch.setattr(journals, "MOST_BYTES", 100)
    monkeypatch.setattr(journals, "KEPT", 2)
    assert [one.permit for one in Journal(journal.path).open_entries()] == ["open"]
    assert journal.path.read_bytes().count(b"permit") == 3
    assert [file.name for file in tmp_path.iterdir()] == ["agent.journal"]


def test_a_disk_that_refuses_is_said_and_changes_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "agent.journal")
    journal.path.mkdir()
    with pytest.raises(OSError, match="directory"):
        journal.intend(entry())
    assert journal.open_entries() == []
