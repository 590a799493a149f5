"""What turns is painted without its cell, and looks as if the cell had been painted."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import motion, paint
from desktop.theme.tokens import LIGHT
from desktop.theme.tones import Tone
from desktop.widgets.turning import Sign, Turning

CHIP = QRect(4, 4, 90, paint.CHIP_HEIGHT)
SIGN = Sign(paint.chip_icon(CHIP), "loader-circle", Tone.ACCENT)


def canvas() -> QImage:
    image = QImage(100, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    return image


def chip(image: QImage, turn: float) -> QImage:
    painter = QPainter(image)
    paint.chip(painter, CHIP, "Running", SIGN.tone, SIGN.icon, turn=turn)
    painter.end()
    return image


def turned(turning: Turning, image: QImage, region: QRegion) -> bool:
    painter = QPainter(image)
    done = turning.paint(painter, region)
    painter.end()
    return done


@pytest.fixture
def turning(qtbot: QtBot) -> Turning:
    viewport = QWidget()
    viewport.resize(100, 30)
    qtbot.addWidget(viewport)
    return Turning(viewport)


def test_a_sign_alone_looks_as_in_its_chip(
    turning: Turning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "turn", lambda: 72.0)
    turning.add(SIGN)
    image = chip(canvas(), 24.0)
    assert image != chip(canvas(), 72.0)
    assert turned(turning, image, QRegion(SIGN.place))
    assert image == chip(canvas(), 72.0)


def test_cells_that_are_due_are_painted_with_their_signs(turning: Turning) -> None:
    turning.add(SIGN)
    image = canvas()
    assert not turned(turning, image, QRegion(CHIP))
    assert image == canvas()
    assert not turned(turning, image, QRegion(SIGN.place)), "the cell did not add it again"


def test_a_sign_moves_with_its_view_and_is_forgotten_outside(turning: Turning) -> None:
    turning.add(SIGN)
    turning.move(0, 6)
    assert not turned(turning, canvas(), QRegion(SIGN.place))
    turning.add(SIGN)
    turning.move(0, 6)
    assert turned(turning, canvas(), QRegion(SIGN.place.translated(0, 6)))
    turning.move(0, 30)
    turning.move(0, -30)
    assert not turned(turning, canvas(), QRegion(SIGN.place.translated(0, 6)))
