"""What floats over a table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.floating import InkButton, NewsButton, SelectionBar


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_bar_stands_in_the_middle_of_the_lower_edge(host: QWidget) -> None:
    bar = SelectionBar(host, [InkButton("Copy", bar=True)])
    bar.show_count("3 selected")
    assert bar.isVisible()
    assert abs(bar.geometry().center().x() - 400) <= 1
    assert bar.geometry().bottom() < 400
    host.resize(600, 300)
    assert abs(bar.geometry().center().x() - 300) <= 1
    bar.show_count("")
    assert not bar.isVisible()


def test_escape_selects_nothing(host: QWidget, qtbot: QtBot) -> None:
    bar = SelectionBar(host, [])
    bar.show_count("1 selected")
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar, Qt.Key.Key_Escape)


def test_news_say_what_came_and_go(host: QWidget, qtbot: QtBot) -> None:
    news = NewsButton(host)
    assert news.words() == ""
    news.show_news("12 new rows")
    assert news.words() == "12 new rows"
    with qtbot.waitSignal(news.clicked):
        news._button.click()
    news.show_news("")
    assert not news.isVisible()
