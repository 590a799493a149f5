"""The table of transitions, the phases, and what a parent makes of its children."""

import ast
import re
from pathlib import Path

import pytest

from models import states
from models.errors import RuleRefused
from models.states import Children, parent_progress, parent_status, phase

MODELS = Path(states.__file__).parent


@pytest.mark.parametrize("cause", states.TRANSITIONS)
@pytest.mark.parametrize("status", states.STATUSES)
def test_only_what_the_table_allows_moves(cause: str, status: str) -> None:
    if status in states.TRANSITIONS[cause]:
        assert states.after(cause, status) in states.STATUSES
    else:
        with pytest.raises(RuleRefused) as refusal:
            states.after(cause, status)
        assert refusal.value.code == "JOB_NOT_RUNNING"


def test_a_completed_job_never_moves_again() -> None:
    assert all(states.COMPLETED not in ways for ways in states.TRANSITIONS.values())


def test_nothing_but_the_machine_writes_a_status() -> None:
    """The hands of the machine: moves, the claim's one statement, parents; creation writes the
    first."""
    writers = {
        file.stem
        for file in MODELS.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant | ast.keyword)
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search(r"UPDATE job SET[^;]*\bstatus = ", node.value.partition("WHERE")[0])
        )
        or (isinstance(node, ast.keyword) and node.arg == "status" and file.stem in ("moves",))
    }
    assert writers == {"claims", "moves", "parents"}


PENDING_FACTS = {
    "needs_user": False,
    "run_after": None,
    "failed_before": False,
    "paused": False,
    "has_device": True,
    "now": 100,
}


@pytest.mark.parametrize(
    ("status", "facts", "expected"),
    [
        ("PENDING", {}, "queued"),
        ("PENDING", {"has_device": False}, "waiting"),
        ("PENDING", {"run_after": 101}, "scheduled"),
        ("PENDING", {"run_after": 100}, "queued"),
        ("PENDING", {"run_after": 101, "failed_before": True}, "retrying"),
        ("PENDING", {"run_after": 101, "paused": True}, "paused"),
        ("PENDING", {"failed_before": True}, "queued"),
        ("RUNNING", {}, "running"),
        ("RUNNING", {"paused": True}, "running"),
        ("RUNNING", {"needs_user": True}, "needs_user"),
        ("RUNNING", {"run_after": 101}, "retrying"),
        ("COMPLETED", {"run_after": 101}, "completed"),
        ("FAILED", {"failed_before": True}, "failed"),
        ("CANCELLED", {}, "cancelled"),
    ],
)
def test_the_phase_says_why_a_job_stands_there(
    status: str, facts: dict[str, bool | int], expected: str
) -> None:
    found = phase(status, **{**PENDING_FACTS, **facts})  # type: ignore[arg-type]
    assert found == expected
    assert found in states.PHASES


def children(
    completed: int = 0,
    failed: int = 0,
    cancelled: int = 0,
    open: int = 0,
    started: bool = True,
    progress: int = 0,
) -> Children:
    done = completed + failed + cancelled
    return Children(
        total=done + open,
        completed=completed,
        failed=failed,
        cancelled=cancelled,
        started=started,
        progress_sum=done * 100 + progress,
    )


@pytest.mark.parametrize(
    ("family", "asked", "expected"),
    [
        (children(open=3, started=False), False, "PENDING"),
        (children(open=3), False, "RUNNING"),
        (children(completed=2, open=1), False, "RUNNING"),
        (children(completed=2, open=1), True, "RUNNING"),
        (children(completed=3), False, "COMPLETED"),
        (children(completed=2, cancelled=1), False, "COMPLETED"),
        (children(completed=2, failed=1), False, "FAILED"),
        (children(failed=1, cancelled=2), False, "FAILED"),
        (children(failed=1, cancelled=2), True, "CANCELLED"),
        (children(completed=1, cancelled=2), True, "CANCELLED"),
        (children(cancelled=3), False, "CANCELLED"),
    ],
)
def test_a_parent_follows_its_children(family: Children, asked: bool, expected: str) -> None:
    assert parent_status(family, cancel_requested=asked) == expected


def test_a_parents_progress_is_the_mean_and_100_only_at_the_end() -> None:
    assert parent_progress(children(completed=7, open=5)) == 58
    assert parent_progress(children(completed=1, open=1, progress=99)) == 99
    assert parent_progress(children(completed=1, failed=1)) == 100
