"""Choosing: boxes, switches, segments, tabs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.widgets.choices import CheckBox, Choice, RadioButton, Switch
from desktop.widgets.segments import Segments
from desktop.widgets.tabs import Tab, TabBar


def test_a_choice_carries_its_data(qtbot: QtBot) -> None:
    choice = Choice([("All", "all"), ("Online", "online")], name="State")
    qtbot.addWidget(choice)
    choice.choose("online")
    assert choice.currentText() == "Online"
    with qtbot.waitSignal(choice.chosen) as chosen:
        choice.activated.emit(0)
    assert chosen.args == ["all"]


@pytest.mark.parametrize("kind", [CheckBox, RadioButton])
def test_a_tick_can_be_clicked_on_its_words(
    kind: type[CheckBox | RadioButton], qtbot: QtBot
) -> None:
    box = kind("Keep screenshots")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert box.isChecked()
    assert box.accessibleName() == "Keep screenshots"


def test_a_switch_switches(qtbot: QtBot) -> None:
    switch = Switch(name="Reachable")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    off = switch.grab().toImage()
    with qtbot.waitSignal(switch.clicked):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.isChecked()
    assert switch.grab().toImage() != off
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def segments(qtbot: QtBot) -> Segments:
    made = Segments([("Cards", "c"), ("Table", "t")], name="View")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    return made


def test_segments_by_mouse(qtbot: QtBot) -> None:
    made = segments(qtbot)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(made.width() - 10, 10))
    assert chosen.args == ["t"]
    assert made.accessibleDescription() == "Table"


def test_segments_by_keyboard(qtbot: QtBot) -> None:
    made = segments(qtbot)
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.value() == "t"
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.value() == "t"
    qtbot.keyClick(made, Qt.Key.Key_Left)
    assert made.value() == "c"


@pytest.mark.usefixtures("arabic")
def test_from_the_right_the_first_segment_is_on_the_right(qtbot: QtBot) -> None:
    made = segments(qtbot)
    made.choose("t")
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(made.width() - 10, 10))
    assert made.value() == "c"
    qtbot.keyClick(made, Qt.Key.Key_Left)
    assert made.value() == "t"


def test_tabs_tell_which_was_chosen(qtbot: QtBot) -> None:
    bar = TabBar([Tab("all", "All", "64"), Tab("needs", "Needs you")], name="Views")
    qtbot.addWidget(bar)
    bar.resize(600, 36)
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert chosen.args == ["needs"]
    bar.set_count("needs", "3")
    assert bar.accessibleDescription() == "Needs you 3"
    with qtbot.assertNotEmitted(bar.chosen):
        bar.choose("all")
    assert bar.key() == "all"
