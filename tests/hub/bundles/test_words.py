"""The report's words in both languages."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.bundles import report, words
from hub.bundles.words import ARABIC, Words, number

AT = datetime(2026, 11, 23, 6, 16, 9, tzinfo=UTC).astimezone(ZoneInfo("Asia/Amman"))
SLOT = re.compile(r"\{(\w+)\}")
BUNDLES = Path(words.__file__).parent


def test_every_text_has_the_same_slots_in_arabic() -> None:
    for text, said in ARABIC.items():
        assert sorted(SLOT.findall(text)) == sorted(SLOT.findall(said)), text


def test_every_text_of_the_report_has_its_arabic() -> None:
    said = re.findall(r'[._]?say\(\s*"([^"]+)"', "".join(
        (BUNDLES / name).read_text("utf-8") for name in ("report.py", "html.py", "pdf.py")
    ))  # fmt: skip
    assert len(said) > 40
    assert [text for text in said if text not in ARABIC] == []
    shown = [*report.STATES.values(), *words.PARTS.values()]
    shown += [text for _, *texts in report.SHOWN for text in texts]
    assert [text for text in shown if text not in ARABIC] == []


@pytest.mark.parametrize(
    ("language", "day", "moment", "offset", "apart"),
    [
        ("en", "23 November 2026", "23 Nov 2026, 09:16", "GMT+3", "122 ms"),
        ("ar", "23 نوفمبر 2026", "23 نوفمبر 2026 09:16", "غرينتش+3", "122 م.ث"),
    ],
)
def test_days_and_times(language: str, day: str, moment: str, offset: str, apart: str) -> None:
    say = Words(language)
    assert (say.day(AT), say.moment(AT), say.offset(AT)) == (day, moment, offset)
    assert say.apart(122) == apart


def test_offsets_that_are_no_whole_hours() -> None:
    say = Words("en")
    assert say.offset(AT.astimezone(ZoneInfo("Asia/Kathmandu"))) == "GMT+5:45"
    assert say.offset(AT.astimezone(ZoneInfo("America/St_Johns"))) == "GMT-3:30"


def test_clocks_that_are_far_apart_are_told_in_seconds() -> None:
    assert Words("en").apart(-12_345) == "-12.3 s"


def test_numbers_have_their_thousands_apart() -> None:
    assert number(48_203) == "48\u202f203"
