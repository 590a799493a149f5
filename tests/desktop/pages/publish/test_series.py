"""A post of a series says so, and its end is ordered only by who means it."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.series import SeriesLine
from models.posts.series import SeriesStanding, SeriesView
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import post_view

POST = post_view(id="p", series_id="s")


def standing(later: int = 3, **facts: Any) -> SeriesStanding:
    known: dict[str, Any] = {
        "id": "s", "rule": "FREQ=WEEKLY;BYDAY=MO", "wall": "2026-11-23T14:30",
        "zone": "Asia/Amman", "last_wall": None, "ended": False, "created_at": 0,
    }  # fmt: skip
    return SeriesStanding(series=SeriesView(**known | facts), later=later)


@pytest.fixture
def line(desk: Desk, window: QWidget) -> SeriesLine:
    made = SeriesLine(desk, window)
    window.show()
    made.show_standing(POST, standing())
    return made


def test_it_says_how_often_and_how_many_wait(line: SeriesLine) -> None:
    assert line.isVisible()
    assert line.words.text() == "It comes every week on Monday."
    assert line.later.text() == "3 later dates wait for their time."


def test_a_post_that_comes_once_says_nothing(line: SeriesLine) -> None:
    line.show_standing(post_view(), None)
    assert not line.isVisible()


def test_the_end_is_asked_first(line: SeriesLine, hub: RecordingHub, qtbot: QtBot) -> None:
    dialog = line.ask_to_end()
    assert "3 later dates" in dialog.text.text()
    assert hub.asked == []
    dialog.no.click()
    line.end.click()
    line.ask_to_end().yes.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("posts.end_series", ("p", OPERATOR), {})]


def test_one_that_has_ended_offers_nothing_unless_something_waits(line: SeriesLine) -> None:
    line.show_standing(POST, standing(0, ended=True))
    assert "has ended" in line.words.text()
    assert not line.end.isVisible()
    line.show_standing(POST, standing(1, ended=True))
    assert line.end.isVisible()
