"""When a post goes out."""

import pytest
from PySide6.QtCore import QDate, QTime
from pytestqt.qtbot import QtBot

from desktop.pages.publish.composer.when import When
from desktop.presenters import spans
from tests.support import sample


@pytest.fixture
def when(qtbot: QtBot) -> When:
    made = When(lambda: sample.NOW)
    qtbot.addWidget(made)
    made.resize(350, 300)
    made.show()
    return made


def test_a_new_post_is_offered_a_full_hour_to_come(when: When) -> None:
    found = when.moment()
    assert found is not None
    assert 60 * sample.MINUTE <= found.at - sample.NOW <= 120 * sample.MINUTE
    assert when.wall.endswith(":00")
    assert when.zone_name == spans.here()


def test_time_and_date_are_read_in_arabic_as_they_are_written(when: When, arabic: None) -> None:
    made = When(lambda: sample.NOW)
    made.show_wall("2026-11-23T17:30")
    assert made.time.lineEdit().text() == "17:30"
    assert made.date.lineEdit().text().endswith("23 نوفمبر 2026")
    made.deleteLater()


def test_the_words_of_the_time_find_room(when: When) -> None:
    assert when.time.lineEdit().width() > 60


@pytest.mark.parametrize(
    ("wall", "words"),
    [("2027-03-28T02:30", "forward"), ("2026-10-25T02:30", "over"), ("2027-10-31T02:30", "first")],
)
def test_the_edges_of_summer_time_are_told(when: When, wall: str, words: str) -> None:
    when.start(wall, "Europe/Berlin")
    assert words in when.said.text()


def test_another_zone_is_another_moment(when: When, qtbot: QtBot) -> None:
    when.start("2026-11-24T12:00", "Asia/Amman")
    before = when.moment()
    when.zone_button.click()
    when.zone.setText("Asia/Tokyo")
    with qtbot.waitSignal(when.changed):
        when.zone.editingFinished.emit()
    after = when.moment()
    assert before is not None
    assert after is not None
    assert before.at - after.at == 6 * sample.HOUR
    assert when.wall == "2026-11-24T12:00"
    assert "Tokyo" in when.zone_button.text()


def test_a_zone_that_nobody_knows_changes_nothing(when: When) -> None:
    when.start("2026-11-24T12:00", "Asia/Amman")
    when.zone.setText("Moon/Base")
    when.zone.editingFinished.emit()
    assert when.zone_name == "Asia/Amman"
    assert when.zone.property("wrong") is True


def test_choices_of_repeating_follow_the_date(when: When) -> None:
    when.start("2026-11-24T12:00", "UTC")
    when.repeat.setCurrentIndex(2)
    assert when.repeat_rule == "FREQ=WEEKLY;BYDAY=TU"
    when.date.setDate(QDate(2026, 11, 26))
    assert when.repeat_rule == "FREQ=WEEKLY;BYDAY=TH"
    assert when.dates.text().startswith("Thu 26 Nov")


def test_a_rule_of_ones_own_is_checked(when: When, qtbot: QtBot) -> None:
    when.start("2026-11-24T12:00", "UTC")
    last = when.repeat.count() - 1
    when.repeat.setCurrentIndex(last)
    when.repeat.activated.emit(last)
    qtbot.keyClicks(when.rule, "NONSENSE")
    assert when.problem()
    when.rule.clear()
    qtbot.keyClicks(when.rule, "FREQ=DAILY;COUNT=3")
    assert when.problem() == ""


def test_a_post_that_is_planned_does_not_begin_to_repeat(when: When) -> None:
    when.start("2026-11-24T12:00", "UTC")
    when.repeat.setCurrentIndex(1)
    when.allow_repeat(False)
    assert when.repeat_rule is None


def test_what_happens_when_it_is_missed_is_said_and_chosen(when: When, qtbot: QtBot) -> None:
    when.start("2026-11-24T12:00", "UTC", policy="publish", grace=45)
    assert "45 min" in when.late_said.text()
    index = when.late.findText("Never late: leave it out")
    with qtbot.waitSignal(when.changed):
        when.late.activated.emit(index)
    assert when.policy == ("skip", 0)
    assert "does not go out" in when.late_said.text()


def test_a_time_that_is_over_is_named(when: When) -> None:
    when.start("2026-11-23T09:00", "UTC")
    assert "over" in when.problem()
    when.time.setTime(QTime(23, 0))
    assert when.problem() == ""
