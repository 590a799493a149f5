"""Handles are told apart by one rule."""

import pytest

from models.accounts.keys import key_of


@pytest.mark.parametrize(
    ("handle", "same"),
    [
        ("@AmmanDental", True),
        (" ammandental ", True),
        ("ammandental", True),
        ("@@ammandental", False),
        ("amman.dental", False),
    ],
)
def test_case_spaces_and_one_leading_at_do_not_count(handle: str, same: bool) -> None:
    assert (key_of("practice", handle) == "practice:ammandental") == same


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert key_of("x", "cafe\u0301") == key_of("x", "caf\u00e9")
