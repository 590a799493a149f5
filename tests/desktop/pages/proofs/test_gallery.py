"""The gallery as an item view."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.item_models.proofs import ProofsModel
from desktop.pages.proofs.gallery import Gallery
from desktop.thumbnails import Thumbnails
from models.views import ProofView
from tests.support.window_views import proof_view

HOUR = 3_600_000
NOW = 1_795_000_000_000


class Shown:
    """A gallery over views made by hand."""

    def __init__(self, count: int, folder: Path, qtbot: QtBot) -> None:
        self.views = [
            proof_view(captured_at=NOW - n * HOUR, mime="text/html", sha256=f"{n:064x}")
            for n in range(count)
        ]
        self.model = ProofsModel(lambda: NOW)
        self.model.wanted.connect(self.answer)
        self.thumbnails = Thumbnails(folder, folder)
        self.gallery = Gallery(self.model, self.thumbnails)
        self.asked: list[int] = []
        qtbot.addWidget(self.gallery)
        self.gallery.resize(596, 700)
        self.show(self.views)
        self.gallery.show()

    def show(self, views: list[ProofView]) -> None:
        seqs = array("q", (view.seq for view in views))
        self.by_seq = {view.seq: view for view in views}
        self.model.set_proofs(seqs, array("q", (view.captured_at for view in views)))

    def answer(self, seqs: array) -> None:
        self.asked.extend(seqs)
        self.model.take([self.by_seq[seq] for seq in seqs], seqs)


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    made = Shown(60, tmp_path, qtbot)
    yield made
    made.thumbnails.close()


def place(gallery: Gallery, row: int) -> QPoint:
    return gallery.visualRect(gallery.model().index(row, 0)).center()


def test_what_is_painted_is_what_is_hit(shown: Shown) -> None:
    gallery = shown.gallery
    for row in gallery.shown_rows():
        assert gallery.indexAt(place(gallery, row)).row() == row


def test_a_click_picks_and_a_double_click_opens(shown: Shown, qtbot: QtBot) -> None:
    gallery = shown.gallery
    qtbot.waitUntil(lambda: shown.model.view_at(4) is not None)
    view = gallery.viewport()
    with qtbot.waitSignal(gallery.picked) as picked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(gallery, 4))
    assert picked.args[0] == shown.views[4]
    with qtbot.waitSignal(gallery.opened) as opened:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place(gallery, 4))
    assert opened.args[0] == shown.views[4]


def test_the_keyboard_walks_and_the_view_follows(shown: Shown, qtbot: QtBot) -> None:
    gallery = shown.gallery
    gallery.setFocus()
    gallery.go_to(0)
    for key, row in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 4), (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_Up, 0), (Qt.Key.Key_End, 59), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        QTest.keyClick(gallery, key)
        assert gallery.currentIndex().row() == row
        rect = gallery.visualRect(gallery.currentIndex())
        assert gallery.viewport().rect().contains(rect.center())
    QTest.keyClick(gallery, Qt.Key.Key_PageDown)
    assert gallery.currentIndex().row() > 3


def test_enter_and_space_open(shown: Shown, qtbot: QtBot) -> None:
    gallery = shown.gallery
    qtbot.waitUntil(lambda: shown.model.view_at(0) is not None)
    gallery.go_to(0)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(gallery.opened):
            QTest.keyClick(gallery, key)


def test_from_the_right_the_first_tile_stands_right_and_left_goes_on(
    shown: Shown, qtbot: QtBot
) -> None:
    gallery = shown.gallery
    gallery.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    gallery.resize(600, 700)
    assert place(gallery, 0).x() > place(gallery, 1).x()
    for row in gallery.shown_rows():
        assert gallery.indexAt(place(gallery, row)).row() == row
    gallery.go_to(0)
    QTest.keyClick(gallery, Qt.Key.Key_Left)
    assert gallery.currentIndex().row() == 1


def test_a_hundred_thousand_proofs_ask_only_for_what_shows(tmp_path: Path, qtbot: QtBot) -> None:
    made = Shown(0, tmp_path, qtbot)
    count = 100_000
    made.by_seq = {}
    wanted: list[int] = []
    made.model.wanted.disconnect(made.answer)
    made.model.wanted.connect(wanted.extend)
    made.model.set_proofs(
        array("q", range(count)), array("q", (NOW - n * 60_000 for n in range(count)))
    )
    qtbot.waitUntil(lambda: bool(wanted))
    bar = made.gallery.verticalScrollBar()
    assert bar.maximum() > 5_000_000
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: any(40_000 < seq < 60_000 for seq in wanted))
    assert len(wanted) < 1000
    made.thumbnails.close()


def test_new_proofs_above_do_not_move_what_one_looks_at(shown: Shown) -> None:
    gallery = shown.gallery
    gallery.go_to(40)
    anchor = gallery.anchor()
    before = place(gallery, 40).y()
    late = [proof_view(captured_at=NOW + n, mime="text/html") for n in (3, 2, 1)]
    shown.show([*late, *shown.views])
    gallery.put_back(anchor)
    assert abs(place(gallery, 43).y() - before) <= 1


def test_another_tile_size_keeps_the_place(shown: Shown) -> None:
    gallery = shown.gallery
    gallery.verticalScrollBar().setValue(1200)
    first = gallery.shown_rows()[0]
    gallery.set_tile(260)
    assert first in gallery.shown_rows()
    gallery.set_tile(9999)
    assert gallery.tile == 320


def test_it_speaks_to_those_who_listen(shown: Shown, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shown.model.view_at(0) is not None)
    said = shown.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Results page 1, Intact")
    assert shown.gallery.accessibleName() == "Proofs"
