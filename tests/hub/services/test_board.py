"""The board: what can be claimed, in which order, by whom, and from when on."""

import pytest

from hub.services.board import Board, Shelves, waiting
from tests.support.views import job_view

MAPS = frozenset({"google_maps"})


def _ids(
    board: Board, device: str = "d", able: frozenset[str] = MAPS, limit: int = 10
) -> list[str]:
    return [card.job_id for card in board.shelves.first("d", able, limit)]


def test_higher_priority_first_then_the_older() -> None:
    board = Board()
    old, new, urgent = job_view(), job_view(), job_view(priority=5)
    for job in (new, urgent, old):
        board.update(job, now=0)
    assert _ids(board) == [urgent.id, old.id, new.id]
    assert _ids(board, limit=2) == [urgent.id, old.id]


def test_a_device_sees_only_what_it_can_do_and_what_is_meant_for_it() -> None:
    board = Board()
    both = job_view(type="google_maps_search")
    mine, other = job_view(directed_agent_id="d"), job_view(directed_agent_id="e")
    for job in (both, mine, other):
        board.update(job, now=0)
    assert _ids(board) == [mine.id]
    assert _ids(board, able=MAPS | {"google_search"}) == [both.id, mine.id]
    assert _ids(board, able=frozenset()) == []


@pytest.mark.parametrize("status", ["RUNNING", "COMPLETED", "FAILED", "CANCELLED"])
def test_what_is_not_pending_is_not_on_the_board(status: str) -> None:
    board = Board()
    job = job_view()
    assert board.update(job, now=0) is not None
    assert board.update(job_view(seq=job.seq, id=job.id, status=status), now=0) is None
    assert job.id not in board
    assert _ids(board) == []


def test_a_parent_is_never_claimable() -> None:
    bulk = job_view(type="SEARCH_BULK", input={"connector": "google_maps", "queries": ["a"]})
    assert waiting(bulk) is None


def test_an_unchanged_job_is_not_announced_again_and_a_new_priority_is() -> None:
    board = Board()
    job = job_view()
    assert board.update(job, now=0) is not None
    assert board.update(job_view(seq=job.seq, id=job.id, updated_at=5), now=0) is None
    raised = board.update(job_view(seq=job.seq, id=job.id, priority=3), now=0)
    assert raised is not None
    assert raised.priority == 3
    assert _ids(board) == [job.id]


def test_a_later_job_waits_in_the_calendar_until_its_time() -> None:
    board = Board()
    soon, later = job_view(run_after=100), job_view(run_after=200)
    assert board.update(later, now=0) is None
    assert board.update(soon, now=0) is None
    assert board.next_due() == 100
    assert board.take_due(now=99) == []
    assert [card.job_id for card in board.take_due(now=150)] == [soon.id]
    assert board.next_due() == 200
    assert _ids(board) == [soon.id]


def test_a_changed_time_replaces_the_former_one() -> None:
    board = Board()
    job = job_view(run_after=100)
    board.update(job, now=0)
    board.update(job_view(seq=job.seq, id=job.id, run_after=300), now=0)
    assert board.next_due() == 300
    assert board.take_due(now=200) == []
    board.update(job_view(seq=job.seq, id=job.id, status="CANCELLED"), now=0)
    assert board.next_due() is None


def test_a_job_that_is_due_already_is_on_the_board_at_once() -> None:
    board = Board()
    job = job_view(run_after=100)
    assert board.update(job, now=100) is not None
    assert board.next_due() is None


def test_a_claimable_job_that_must_wait_again_leaves_the_shelves() -> None:
    board = Board()
    job = job_view()
    board.update(job, now=0)
    board.update(job_view(seq=job.seq, id=job.id, run_after=100), now=0)
    assert _ids(board) == []
    assert board.next_due() == 100


def test_shelves_keep_their_order_through_many_comings_and_goings() -> None:
    jobs = [job_view(priority=n % 7) for n in range(200)]
    cards = [card for job in jobs if (card := waiting(job))]
    shelves = Shelves(reversed(cards))
    for card in cards[::3]:
        shelves.remove(card)
    left = [card for index, card in enumerate(cards) if index % 3]
    expected = sorted(left, key=lambda card: (-card.priority, card.seq))
    assert shelves.first("d", MAPS, 1_000) == expected


def test_only_what_was_taken_or_is_over_is_gone() -> None:
    board = Board()
    job = job_view()
    board.update(job, now=0)
    assert not board.gone(job.id)
    for status, facts, gone in (
        ("PENDING", {"run_after": 900}, False),
        ("PENDING", {}, False),
        ("PENDING", {"held": True}, False),
        ("PENDING", {}, False),
        ("RUNNING", {}, True),
        ("PENDING", {"run_after": 900}, False),
    ):
        board.update(job_view(seq=job.seq, id=job.id, status=status, **facts), now=0)
        assert board.gone(job.id) is gone, (status, facts)
