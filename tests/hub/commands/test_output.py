"""What commands print cannot steer a terminal."""

import pytest

from hub.commands import output


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain عيادة 🦷", "plain عيادة 🦷"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("two\nlines\r", "two\\u000alines\\u000d"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        (None, ""),
        (5, "5"),
    ],
)
def test_control_characters_are_shown_not_obeyed(text: object, shown: str) -> None:
    assert output.printable(text) == shown


def test_columns_are_as_wide_as_needed_and_no_wider(capsys: pytest.CaptureFixture[str]) -> None:
    output.columns(("ID", "NAME", "NOTE"), [("1", "x" * 100, "y" * 100), ("22", "b", "")])
    head, first, second = capsys.readouterr().out.splitlines()
    assert head.split() == ["ID", "NAME", "NOTE"]
    assert first == f"1   {'x' * 59}…  {'y' * 100}"
    assert second == "22  b"


def test_json_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.say_json({"title": "a\nb", "n": 1})
    assert capsys.readouterr().out == '{"title":"a\\nb","n":1}\n'
