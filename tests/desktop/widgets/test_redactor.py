"""Boxes that are drawn over a picture."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.widgets.redactor import Redactor


@pytest.fixture
def redactor(qtbot: QtBot) -> Redactor:
    made = Redactor("The picture")
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    picture = QPixmap(1200, 800)
    picture.fill(QColor("white"))
    made.show_picture(picture)
    return made


def drag(redactor: Redactor, start: tuple[int, int], end: tuple[int, int]) -> None:
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(redactor, button, pos=QPoint(*start))
    QTest.mouseMove(redactor, QPoint(*end))
    QTest.mouseRelease(redactor, button, pos=QPoint(*end))


def test_a_drag_is_a_box_in_pixels_of_the_picture(redactor: Redactor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(redactor.changed):
        drag(redactor, (100, 50), (200, 150))
    assert redactor.boxes() == [(200, 100, 200, 200)]
    drag(redactor, (400, 300), (300, 250))
    assert redactor.boxes()[1] == (600, 500, 200, 100)


def test_a_zoomed_picture_has_the_same_pixels(redactor: Redactor) -> None:
    redactor.zoom_in()
    redactor.zoom_in()
    corner = redactor.point_on_screen(QPoint(500, 400)).toPoint()
    far = redactor.point_on_screen(QPoint(600, 450)).toPoint()
    drag(redactor, (corner.x(), corner.y()), (far.x(), far.y()))
    ((left, top, width, height),) = redactor.boxes()
    assert all(
        abs(found - wanted) <= 3
        for found, wanted in zip((left, top, width, height), (500, 400, 100, 50), strict=True)
    )


def test_what_is_outside_is_cut_and_a_slip_is_no_box(redactor: Redactor) -> None:
    redactor.draw(QRect(-50, -50, 100, 100))
    redactor.draw(QRect(1_190, 790, 100, 100))
    redactor.draw(QRect(2_000, 0, 50, 50))
    redactor.draw(QRect(10, 10, 2, 50))
    assert redactor.boxes() == [(0, 0, 50, 50), (1_190, 790, 10, 10)]


def test_the_last_box_is_taken_back(redactor: Redactor) -> None:
    redactor.draw(QRect(0, 0, 50, 50))
    redactor.draw(QRect(100, 0, 50, 50))
    QTest.keyClick(redactor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert redactor.boxes() == [(0, 0, 50, 50)]
    redactor.undo()
    redactor.undo()
    assert redactor.boxes() == []


def test_boxes_are_shown_black(redactor: Redactor) -> None:
    redactor.draw(QRect(400, 200, 200, 200))
    image = redactor.grab().toImage()
    assert image.pixelColor(250, 150) == QColor("black")
    assert image.pixelColor(150, 150) == QColor("white")
