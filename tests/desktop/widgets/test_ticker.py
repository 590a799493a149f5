"""Seconds are counted once, and only for what is in view."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.ticker import ticker


def test_it_counts_while_something_is_in_view(qtbot: QtBot) -> None:
    widget, told = QWidget(), []
    qtbot.addWidget(widget)
    ticker().keep(widget)
    ticker().ticked.connect(lambda: told.append(1))
    assert not ticker().active
    widget.show()
    assert ticker().active
    ticker().tick()
    assert told == [1]
    widget.hide()
    assert not ticker().active
    ticker().tick()
    assert told == [1]


def test_what_is_gone_keeps_nothing_going(qtbot: QtBot) -> None:
    widget = QWidget()
    widget.show()
    ticker().keep(widget)
    assert ticker().active
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ticker().tick()
    assert not ticker().active


def test_there_is_one_for_all() -> None:
    assert ticker() is ticker()
