"""The table of a publication's states: every cause from every state, and what it must never say."""

import ast
from pathlib import Path

import pytest

from models.errors import RuleRefused
from models.publishing import states

MODELS = Path(states.__file__).parents[1]

AFTER_A_PERMIT = {
    states.PERMITTED,
    states.SUBMITTED,
    states.UNKNOWN,
    states.VERIFYING,
    states.NOT_FOUND,
    states.NOT_PUBLISHED,
    states.PUBLISHED,
}


@pytest.mark.parametrize("cause", states.TRANSITIONS)
@pytest.mark.parametrize("state", states.STATES)
def test_only_what_the_table_allows_moves(cause: str, state: str) -> None:
    if state in states.TRANSITIONS[cause]:
        assert states.after(cause, state) in states.STATES
    else:
        with pytest.raises(RuleRefused):
            states.after(cause, state)


def test_only_a_returned_permit_leads_back_before_one() -> None:
    back = {
        cause
        for cause, ways in states.TRANSITIONS.items()
        for start, end in ways.items()
        if start in AFTER_A_PERMIT and end in states.BEFORE_PERMIT
    }
    assert back == {"give_back"}
    assert states.TRANSITIONS["give_back"] == {states.PERMITTED: states.PREPARING}


def test_what_is_published_never_moves_again() -> None:
    assert all(states.PUBLISHED not in ways for ways in states.TRANSITIONS.values())


def test_doubt_ends_by_a_link_a_look_or_a_word() -> None:
    ends = {
        cause
        for cause, ways in states.TRANSITIONS.items()
        for start, end in ways.items()
        if start in states.DOUBT and end not in states.DOUBT
    }
    assert ends == {"report", "find", "give_up", "say_published", "say_not_published"}


def test_after_a_permit_only_the_sites_no_is_a_failure() -> None:
    ways = {
        (cause, start)
        for cause, table in states.TRANSITIONS.items()
        for start, end in table.items()
        if end == states.FAILED and start in AFTER_A_PERMIT
    }
    assert ways == {("reject", states.PERMITTED), ("reject", states.SUBMITTED)}


def test_nothing_but_attempts_writes_a_state() -> None:
    writers = set()
    for file in MODELS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if "UPDATE publishing_run" in text or "INSERT INTO publishing_run" in text:
                    writers.add(file.stem)
            if ast.unparse(node) == "PublishingRun.update":
                writers.add(file.stem)
    assert writers == {"attempts"}
