"""The form has every setting that an operator may change, once."""

from desktop.presenters.settings_form import SECTIONS, titles
from models.settings import DECLARED

NOT_OFFERED = {"platform.url", "api.url", "search.method"}
"""Of the wire's configuration; nothing reads them in this version."""


def test_every_setting_has_its_row() -> None:
    public = {key for key, setting in DECLARED.items() if not setting.private}
    assert set(titles()) == public - NOT_OFFERED


def test_no_setting_has_two_rows() -> None:
    keys = [row.key for section in SECTIONS for row in section.rows]
    assert len(keys) == len(set(keys))


def test_choices_are_those_that_the_setting_takes() -> None:
    for section in SECTIONS:
        for row in section.rows:
            declared = DECLARED[row.key]
            if declared.choices:
                assert {value for _, value in row.choices} == set(declared.choices)
