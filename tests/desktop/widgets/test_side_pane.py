"""The pane at the end of a page."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.side_pane import WIDTH, SidePane


@pytest.fixture
def parts(qtbot: QtBot, window: QWidget) -> tuple[SidePane, QWidget, QWidget]:
    main, pane = QWidget(), QWidget()
    made = SidePane(main, pane, parent=window)
    made.resize(1200, 600)
    window.show()
    return made, main, pane


def test_it_opens_beside(parts: tuple[SidePane, QWidget, QWidget], qtbot: QtBot) -> None:
    made, main, pane = parts
    assert not pane.isVisible()
    with qtbot.waitSignal(made.opened):
        made.set_open(True)
    qtbot.waitUntil(lambda: pane.width() == WIDTH)
    qtbot.waitUntil(lambda: main.width() == 1200 - WIDTH - 1)
    made.set_open(False)
    qtbot.waitUntil(lambda: main.width() == 1200)


def test_it_lies_over_when_there_is_no_room(
    parts: tuple[SidePane, QWidget, QWidget], qtbot: QtBot
) -> None:
    made, main, pane = parts
    made.set_open(True)
    made.set_over(True)
    made.resize(900, 600)
    qtbot.waitUntil(lambda: main.width() == 900)
    assert pane.isVisible()
    assert pane.mapTo(made, pane.rect().topRight()).x() == 899
    made.resize(300, 600)
    qtbot.waitUntil(lambda: pane.width() <= 300 - 48)
    made.set_over(False)
    made.resize(1200, 600)
    qtbot.waitUntil(lambda: main.width() < 1200 - 400)
    assert pane.isVisible()


def test_it_stands_at_the_left_in_arabic(arabic: None, qtbot: QtBot, window: QWidget) -> None:
    pane = QWidget()
    made = SidePane(QWidget(), pane, parent=window)
    made.resize(900, 600)
    window.show()
    made.set_over(True)
    made.set_open(True)
    qtbot.waitUntil(lambda: pane.mapTo(made, pane.rect().topLeft()).x() == 0)
