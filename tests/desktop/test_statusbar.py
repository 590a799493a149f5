"""The status bar: a fact is in view once it is known, and is not shown anew when it stays."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.sidebar import Entry, NavList
from desktop.statusbar import StatusBar
from desktop.theme.tones import Tone


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_what_is_not_known_takes_no_room(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    assert bar.hub.isVisible()
    assert bar.queue.isHidden()
    bar.queue.say("2 running, 0 waiting")
    assert bar.queue.isVisible()
    bar.queue.say("")
    assert bar.queue.isHidden()


def test_a_fact_that_stays_is_not_painted_again(qtbot: QtBot, qapp: QApplication) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    paints = Paints(bar.hub)
    bar.resize(800, 27)
    bar.hub.say("Hub running", Tone.SUCCESS)
    bar.show()
    qtbot.waitUntil(lambda: paints.count > 0)
    qapp.processEvents()
    before = paints.count
    bar.hub.say("Hub running", Tone.SUCCESS)
    qapp.processEvents()
    assert paints.count == before
    bar.hub.say("Hub is down", Tone.DANGER)
    qtbot.waitUntil(lambda: paints.count > before)


def test_an_entry_that_stays_is_not_painted_again(qtbot: QtBot) -> None:
    entries = NavList([Entry("pause", "Pause everything", "circle-pause")], name="Foot")
    qtbot.addWidget(entries)
    with qtbot.assertNotEmitted(entries.rows.dataChanged):
        entries.rows.set_words("pause", "Pause everything", "circle-pause")
    with qtbot.waitSignal(entries.rows.dataChanged):
        entries.rows.set_words("pause", "Resume", "circle-play")
