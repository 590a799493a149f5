"""The weekly queue times of an account."""

import pytest
from PySide6.QtCore import Qt, QTime
from pytestqt.qtbot import QtBot

from desktop.dialogs.account.slots import EVERY, WORKDAYS, SlotsEditor


@pytest.fixture
def editor(qtbot: QtBot) -> SlotsEditor:
    made = SlotsEditor()
    qtbot.addWidget(made)
    made.set_slots(["TU 17:00", "MO 09:30", "MO 08:00"])
    made.show()
    return made


def test_times_stand_by_their_day(editor: SlotsEditor) -> None:
    assert editor.times() == [("Monday", ["08:00", "09:30"]), ("Tuesday", ["17:00"])]


def test_one_is_added_once(editor: SlotsEditor, qtbot: QtBot) -> None:
    editor.day.choose("MO")
    editor.time.setTime(QTime(9, 30))
    with qtbot.waitSignal(editor.changed):
        editor.add.click()
    assert editor.slots() == ["MO 08:00", "MO 09:30", "TU 17:00"]


@pytest.mark.parametrize(("several", "days"), [(EVERY, 7), (WORKDAYS, 5)])
def test_several_days_at_once(editor: SlotsEditor, several: str, days: int) -> None:
    editor.set_slots([])
    editor.day.choose(several)
    editor.time.setTime(QTime(20, 15))
    editor.add.click()
    assert len(editor.slots()) == days
    assert {slot[3:] for slot in editor.slots()} == {"20:15"}
    assert ("SU 20:15" in editor.slots()) == (several == EVERY)


def test_one_is_taken_away_with_its_own_button(editor: SlotsEditor, qtbot: QtBot) -> None:
    button = next(b for b in editor.buttons() if "08:00" in b.accessibleName())
    assert "Monday" in button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert editor.slots() == ["MO 09:30", "TU 17:00"]
    qtbot.waitUntil(lambda: len(editor.buttons()) == 2)
