"""What is known of rows whose numbers are known."""

from array import array

from pytestqt.qtbot import QtBot

from desktop.item_models.kept import PAGE, KeptRows
from models.views import EvidenceView
from tests.support.window_views import evidence_view

SEQS = array("q", range(1000, 1000 + 3 * PAGE))


def views(*seqs: int) -> list[EvidenceView]:
    return [evidence_view(seq=seq, id=f"e-{seq}") for seq in seqs]


def test_a_row_is_asked_for_with_its_page_but_not_what_is_known(qtbot: QtBot) -> None:
    kept: KeptRows[EvidenceView] = KeptRows()
    kept.keep(views(1000, 1001))
    with qtbot.waitSignal(kept.wanted) as asked:
        assert kept.at(SEQS, 5) is None
        assert kept.at(SEQS, 0) is not None
    assert list(asked.args[0]) == list(range(1002, 1000 + PAGE))


def test_a_row_that_came_with_an_event_replaces_the_older(qtbot: QtBot) -> None:
    kept: KeptRows[EvidenceView] = KeptRows()
    kept.keep(views(1))
    (newer,) = views(1)
    kept.keep([newer])
    assert kept.known(1) is newer


def test_a_row_that_is_gone_is_not_asked_for_again_until_all_is_forgotten(qtbot: QtBot) -> None:
    kept: KeptRows[EvidenceView] = KeptRows()
    short = array("q", [7])
    with qtbot.waitSignal(kept.wanted):
        kept.at(short, 0)
    kept.take([], short)
    with qtbot.assertNotEmitted(kept.wanted, wait=20):
        kept.at(short, 0)
    kept.clear()
    with qtbot.waitSignal(kept.wanted):
        kept.at(short, 0)


def test_other_rows_do_not_wait_for_what_was_asked_before(qtbot: QtBot) -> None:
    kept: KeptRows[EvidenceView] = KeptRows()
    with qtbot.waitSignal(kept.wanted):
        kept.at(SEQS, 0)
    kept.forget()
    with qtbot.waitSignal(kept.wanted):
        kept.at(SEQS, 0)
