"""Names and values in two columns."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.buttons import Button
from desktop.widgets.facts import Fact, Facts
from desktop.widgets.labels import PlainLabel
from tests.support.hostile import TEXTS


def test_facts_are_shown_and_replaced(qtbot: QtBot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.set_facts([Fact("Device", "Front desk"), Fact("Job", "dentists")])
    assert facts.texts() == [("Device", "Front desk"), ("Job", "dentists")]
    facts.set_facts([Fact("Page", "x")])
    assert facts.texts() == [("Page", "x")]


def test_the_button_copies_the_whole_value(qtbot: QtBot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.set_facts([Fact("SHA-256", "9f3c … 71ab", mono=True, copies="9f3c" * 16)])
    (button,) = facts.findChildren(Button)
    assert button.accessibleName() == "Copy SHA-256"
    button.click()
    assert QGuiApplication.clipboard().text() == "9f3c" * 16


def test_values_from_outside_are_text(qtbot: QtBot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.set_facts(Fact("Text", text[:300]) for text in TEXTS)
    labels = facts.findChildren(PlainLabel)
    assert len(labels) == 2 * len(TEXTS)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
