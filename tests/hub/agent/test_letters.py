"""The letters of drawn pictures."""

import string

from hub.agent.letters import DIGITS, HANGING, HEIGHT, LETTERS, WIDTH


def test_every_letter_is_whole() -> None:
    for rows in LETTERS.values():
        assert len(rows) == HEIGHT
        assert all(DIGITS.index(row) < 2**WIDTH for row in rows)


def test_all_of_ascii_can_be_written() -> None:
    written = set(string.ascii_letters + string.digits + string.punctuation) - set("~^`")
    assert written <= LETTERS.keys()


def test_no_two_letters_look_the_same() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert set(LETTERS.values()) >= HANGING
