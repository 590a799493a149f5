"""Failures in words."""

import pytest

from desktop.presenters.failures import REFUSALS, explain
from hub.errors import PortTaken, WireError
from models.errors import InvalidInput, NotFound, RuleRefused, StorageFull, StoreError


@pytest.mark.parametrize(
    "error",
    [
        StorageFull(),
        NotFound("job", "1"),
        InvalidInput("name", "must not be empty"),
        RuleRefused("JOB_TAKEN", "Another device has it."),
        WireError("BUSY", "busy"),
        StoreError("The hub is not running."),
        PortTaken(47150),
    ],
)
def test_what_may_happen_is_said_politely(error: Exception) -> None:
    words, known = explain(error)
    assert known
    assert words
    assert "Error" not in words


def test_what_is_our_fault_shows_nothing_of_the_inside() -> None:
    words, known = explain(ZeroDivisionError("division by zero"))
    assert not known
    assert "division" not in words


def test_words_from_the_hub_are_cleaned() -> None:
    assert explain(StoreError("a\u202eb"))[0] == "a[U+202E]b"


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_that_the_window_knows_is_told_in_its_own_words(code: str) -> None:
    words, known = explain(RuleRefused(code, "raw words of the rule"))
    assert known
    assert words == REFUSALS[code]


def test_another_refusal_is_told_as_the_rule_says_it() -> None:
    assert explain(RuleRefused("ODD", "Nobody may.")) == ("Nobody may.", True)
