"""Buttons: names, busy, focus by keyboard, kinds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.theme.tokens import LIGHT
from desktop.widgets.buttons import BAR_HEIGHT, HEIGHT, Button, Kind


def test_a_click_does_what_was_said(qtbot: QtBot) -> None:
    clicks: list[int] = []
    button = Button("Go", on_click=lambda: clicks.append(1))
    qtbot.addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicks == [1]


def test_a_busy_button_cannot_be_pressed(qtbot: QtBot) -> None:
    clicks: list[int] = []
    button = Button("Go", on_click=lambda: clicks.append(1))
    qtbot.addWidget(button)
    button.set_busy(True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (clicks, button.busy) == ([], True)
    button.set_busy(False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicks == [1]


def test_a_button_without_words_has_a_name(qtbot: QtBot) -> None:
    button = Button(icon="x", name="Close <b>")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close <b>"
    assert button.toolTip() == "<qt>Close &lt;b&gt;</qt>"
    assert button.sizeHint().width() == button.sizeHint().height()


def test_heights_are_those_of_the_design(qtbot: QtBot) -> None:
    assert Button("x").sizeHint().height() == HEIGHT == 30
    assert Button("x", bar=True).sizeHint().height() == BAR_HEIGHT == 26


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        (Kind.PRIMARY, LIGHT.accent),
        (Kind.DANGER_SOLID, LIGHT.danger_solid),
        (Kind.PLAIN, LIGHT.raised),
        (Kind.DANGER, LIGHT.raised),
    ],
)
def test_kinds_have_their_ground(kind: Kind, ground: str, qtbot: QtBot) -> None:
    button = Button("x", kind)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert button.grab().toImage().pixelColor(6, 15) == QColor(ground)


def test_the_ring_is_shown_to_the_keyboard_only(qtbot: QtBot) -> None:
    button = Button("x")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.ring
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: button.ring)


def test_no_button_is_the_default_of_enter_by_itself(qtbot: QtBot) -> None:
    button = Button("Allow", Kind.PRIMARY)
    qtbot.addWidget(button)
    assert not button.autoDefault()
    assert not button.isDefault()


def test_new_words_make_room(qtbot: QtBot) -> None:
    button = Button("A")
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.setText("A much longer text")
    assert button.sizeHint().width() > before
    assert button.accessibleName() == "A much longer text"
