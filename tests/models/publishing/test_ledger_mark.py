"""The mark beside the database."""

from pathlib import Path

from models.publishing import ledger_mark
from models.publishing.ledger_mark import Mark


def test_a_mark_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert ledger_mark.read(tmp_path) is None
    mark = Mark(hub_id="h", epoch=2, entries=40)
    ledger_mark.write(tmp_path, mark)
    assert ledger_mark.read(tmp_path) == mark
    assert (tmp_path / "ledger-mark").read_bytes() == b'{"hubId":"h","epoch":2,"entries":40}'


def test_what_cannot_be_read_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / "ledger-mark").write_bytes(b"{}")
    assert ledger_mark.read(tmp_path) is None
