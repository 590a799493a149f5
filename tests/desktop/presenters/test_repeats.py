"""How often a post comes again."""

from datetime import date

import pytest

from desktop.presenters import repeats
from models.errors import InvalidInput


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 30), date(2027, 1, 31)])
def test_every_choice_is_a_rule_that_begins_on_that_day(day: date) -> None:
    for _, rule in repeats.choices(day):
        if rule:
            shown = repeats.next_dates(rule, f"{day.isoformat()}T14:30", "Asia/Amman")
            assert str(day.day) in shown.split(",")[0]


def test_next_dates_are_named_and_more_are_hinted_at() -> None:
    shown = repeats.next_dates("FREQ=WEEKLY;BYDAY=MO", "2026-11-23T14:30", "Asia/Amman")
    assert shown == "Mon 23 Nov, Mon 30 Nov, Mon 7 Dec, Mon 14 Dec, …"
    shown = repeats.next_dates("FREQ=DAILY;COUNT=2", "2026-11-23T14:30", "Asia/Amman")
    assert shown == "Mon 23 Nov, Tue 24 Nov"


def test_a_rule_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        repeats.next_dates("EVERY NOW AND THEN", "2026-11-23T14:30", "Asia/Amman")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY", "every week on Monday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every week on Monday, Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every second week on Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert repeats.sentence(rule, "2026-11-23T14:30") == words


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO",
     "FREQ=MONTHLY;BYDAY=1MO", "FREQ=DAILY;UNTIL=20270101"],
)  # fmt: skip
def test_a_rule_without_words_stands_as_it_is(rule: str) -> None:
    assert rule in repeats.sentence(rule, "2026-11-23T14:30")
