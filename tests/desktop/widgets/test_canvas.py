"""A picture that can be zoomed and moved."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.canvas import LARGEST, Canvas


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas("The picture")
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    made.show_picture(QPixmap(1200, 800))
    return made


def test_a_picture_fits_at_first(canvas: Canvas) -> None:
    assert canvas.percent == 50
    assert canvas.shown_part() == canvas._picture.rect()


def test_a_small_picture_is_not_blown_up(canvas: Canvas) -> None:
    canvas.show_picture(QPixmap(100, 80))
    assert canvas.percent == 100


def test_a_tall_page_begins_at_its_top_by_its_width(canvas: Canvas) -> None:
    canvas.show_picture(QPixmap(1200, 12_000))
    assert canvas.percent == 50
    assert canvas.shown_part().top() == 0
    assert canvas.shown_part().width() == 1200


def test_keys_zoom_and_fit(canvas: Canvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.percent == 62
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.percent == 40
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.percent == 50


def test_the_wheel_zooms_where_the_pointer_is(canvas: Canvas) -> None:
    before = canvas.point_on_screen(QPoint(200, 160))
    wheel = QWheelEvent(
        before, before, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, wheel)
    after = canvas.point_on_screen(QPoint(200, 160))
    assert canvas.percent > 50
    assert (after - before).manhattanLength() < 1


def test_zoom_has_ends(canvas: Canvas) -> None:
    for _ in range(60):
        canvas.zoom_in()
    assert canvas.percent == LARGEST * 100
    for _ in range(60):
        canvas.zoom_out()
    assert canvas.percent == 5


def test_a_dragged_picture_does_not_leave_the_view(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.zoom_in()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseMove(canvas, QPoint(590, 390))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(590, 390))
    assert canvas.shown_part().topLeft() == QPoint(0, 0)


def test_a_double_click_goes_to_full_size_and_back(canvas: Canvas, qtbot: QtBot) -> None:
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert canvas.percent == 100
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert canvas.percent == 50


def test_a_resized_view_keeps_the_fit(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.zoomed):
        canvas.resize(300, 200)
    assert canvas.percent == 25


def test_without_a_picture_nothing_zooms(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_picture(None)
    assert not canvas.has_picture
    with qtbot.assertNotEmitted(canvas.zoomed):
        canvas.zoom_in()
