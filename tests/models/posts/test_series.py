"""How a series stands, as one of its posts sees it."""

import pytest

from models.errors import NotFound
from models.posts import posts, series
from models.rows import Database
from tests.support.posts import ZONE, made, wall, with_platforms
from tests.support.stores import NOW, OPERATOR


def test_later_dates_that_wait_are_counted(db: Database) -> None:
    with_platforms(db)
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY;COUNT=4")
    first, others = done.post, done.others
    assert first.series_id is not None
    seen = series.standing(db, first.series_id, first.at)
    assert (seen.series.rule, seen.series.ended, seen.later) == ("FREQ=WEEKLY;COUNT=4", False, 3)
    assert series.standing(db, first.series_id, others[-1].at).later == 0
    assert series.standing(db, first.series_id, None).later == 4
    posts.publish_now(db, others[0].id, allow_duplicate=True, actor=OPERATOR, now=NOW)
    posts.remove(db, others[1].id, actor=OPERATOR, now=NOW)
    assert series.standing(db, first.series_id, first.at).later == 1
    posts.end_series(db, first.id, actor=OPERATOR, now=NOW)
    ended = series.standing(db, first.series_id, first.at)
    assert (ended.series.ended, ended.later) == (True, 0)


def test_a_series_that_is_none(db: Database) -> None:
    with pytest.raises(NotFound):
        series.standing(db, "nothing", None)
