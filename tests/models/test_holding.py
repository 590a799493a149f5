"""What is held goes out only when it is released, by whoever it was held back."""

import pytest

from models import holding, jobs
from models.errors import NotFound, RuleRefused
from models.queries import jobs as queries
from models.queries import posts
from models.rows import Database
from tests.support import publishing
from tests.support.stores import NOW, OPERATOR


def test_a_post_that_waits_is_held_back_and_released(db: Database) -> None:
    publishing.with_wall(db)
    device = publishing.a_profile(db)
    post_id = publishing.a_post(db, publishing.HANDLE, "other")
    parent, *children = publishing.sent(db, post_id)
    held = holding.hold(db, parent.id, actor=OPERATOR, now=NOW)
    assert {job.id for job in held} == {parent.id, *(child.id for child in children)}
    assert {job.phase for job in held} == {"held"}
    assert posts.get(db, post_id, now=NOW).status == "held"
    with pytest.raises(RuleRefused):
        jobs.claim(db, children[0].id, device.id, now=NOW)
    released = holding.release(db, parent.id, actor=OPERATOR, now=NOW)
    assert len(released) == 3
    assert jobs.claim(db, children[0].id, device.id, now=NOW).job.status == "RUNNING"


def test_what_a_device_works_on_goes_on(db: Database) -> None:
    publishing.with_wall(db)
    device = publishing.a_profile(db)
    post_id = publishing.a_post(db, publishing.HANDLE, "other")
    parent, first, second = publishing.sent(db, post_id)
    jobs.claim(db, first.id, device.id, now=NOW)
    holding.hold(db, parent.id, actor=OPERATOR, now=NOW)
    now = {job.id: queries.get(db, job.id, now=NOW).held for job in (parent, first, second)}
    assert now == {parent.id: False, first.id: False, second.id: True}


def test_where_nothing_waits_nothing_is_held(db: Database) -> None:
    publishing.with_wall(db)
    job = publishing.claimed(db, publishing.a_profile(db))
    with pytest.raises(RuleRefused) as refused:
        holding.hold(db, job.parent_id or "", actor=OPERATOR, now=NOW)
    assert refused.value.code == "NOTHING_WAITS"


def test_there_must_be_such_a_job(db: Database) -> None:
    with pytest.raises(NotFound):
        holding.hold(db, "none", actor=OPERATOR, now=NOW)
