"""When scheduled posts are due."""

from typing import Any

from hub.events import JobChanged
from hub.services.timetable import Timetable
from models.views import JobView
from tests.support.views import job_view


def schedule(id: str = "a", **facts: Any) -> JobView:
    known = {"id": id, "type": "SCHEDULE_POST", "input": {"postId": "p"}, "run_after": 10}
    return job_view(**known | facts)


def test_the_earliest_first_and_each_once() -> None:
    table = Timetable()
    for id, at in (("late", 30), ("early", 10), ("middle", 20)):
        table.hear(JobChanged(job=schedule(id, run_after=at)))
    assert table.next_due() == 10
    assert table.take_due(25) == ["early", "middle"]
    assert table.take_due(25) == []
    assert table.next_due() == 30


def test_a_moved_schedule_is_due_at_its_new_time() -> None:
    table = Timetable()
    table.update(schedule(run_after=10))
    table.update(schedule(run_after=40))
    assert table.take_due(20) == []
    table.update(schedule(run_after=5))
    assert table.take_due(20) == ["a"]
    assert table.next_due() is None


def test_what_is_held_over_or_no_schedule_is_not_on_it() -> None:
    table = Timetable()
    for facts in (
        {"held": True},
        {"status": "CANCELLED"},
        {"type": "PUBLISH_POST"},
        {"run_after": None},
    ):
        table.update(schedule())
        table.update(schedule(**facts))
        assert table.next_due() is None
