"""Fields: searching while one types, clearing, saying what is wrong."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.widgets.fields import Labelled, SearchField, TextField


def test_a_search_is_asked_after_a_rest(qtbot: QtBot) -> None:
    field = SearchField("Search")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.asked.connect(asked.append)
    qtbot.waitUntil(lambda: asked == [""])
    qtbot.keyClicks(field, "dent")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1] == "dent"


def test_enter_asks_at_once(qtbot: QtBot) -> None:
    field = SearchField("Search")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.asked) as asked:
        field.setText("x")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["x"]


def test_escape_clears_and_then_leaves(qtbot: QtBot) -> None:
    field = SearchField("Search")
    qtbot.addWidget(field)
    field.setText("x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_field_says_what_is_wrong(qtbot: QtBot) -> None:
    labelled = Labelled("Port", TextField("87650", name="Port"), hint="Where agents connect")
    qtbot.addWidget(labelled)
    labelled.set_wrong("Between 1024 and 65535")
    assert labelled.field.property("wrong") is True
    labelled.set_wrong("")
    assert labelled.field.property("wrong") is False


def test_fields_have_names(qtbot: QtBot) -> None:
    assert TextField(name="Query").accessibleName() == "Query"
    assert SearchField("Filter jobs").accessibleName() == "Filter jobs"
