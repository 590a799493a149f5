"""The field with a unit."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.unit_field import UnitField


def test_the_unit_is_no_part_of_the_text_and_has_its_own_room(
    qtbot: QtBot, window: QWidget
) -> None:
    field = UnitField("200", "rows a place", name="At most", parent=window)
    assert field.text() == "200"
    assert field.accessibleDescription() == "rows a place"
    wide = field.textMargins().right()
    field.set_unit("each")
    assert 0 < field.textMargins().right() < wide


def test_the_unit_stands_at_the_end_of_the_line(
    arabic: None, qtbot: QtBot, window: QWidget
) -> None:
    field = UnitField("200", "صف", name="At most", parent=window)
    assert field.textMargins().left() > 0
    assert field.textMargins().right() == 0
