"""Refusals carry data and compose their text."""

from models.errors import FolderTaken, InvalidInput, NotFound, RuleRefused, StoreError


def test_an_invalid_input_names_its_field() -> None:
    error = InvalidInput("input.limit", "must be a whole number from 1 to 1000")
    assert error.field == "input.limit"
    assert str(error) == "input.limit: must be a whole number from 1 to 1000"


def test_what_is_not_there_is_named() -> None:
    assert str(NotFound("job", "42")) == "There is no job 42."


def test_a_refusal_is_not_retryable_unless_it_says_so() -> None:
    assert not RuleRefused("JOB_TAKEN", "gone").retryable
    assert RuleRefused("BUSY", "later", retryable=True).retryable


def test_all_refusals_have_one_base() -> None:
    for error in (InvalidInput, NotFound, RuleRefused, FolderTaken):
        assert issubclass(error, StoreError)
