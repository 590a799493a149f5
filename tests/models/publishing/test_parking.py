"""A site's pause of an account, and the operator who does not wait for its end."""

import pytest

from models.accounts import accounts
from models.errors import NotFound
from models.posts import posts
from models.publishing import parking
from models.queries import audit as audit_queries
from models.queries import jobs as job_queries
from models.rows import Database
from tests.support.posts import HOUR, made, with_platforms
from tests.support.stores import NOW, OPERATOR


@pytest.fixture(autouse=True)
def _platforms(db: Database) -> None:
    with_platforms(db)


def _sent(db: Database, text: str) -> str:
    """The id of a target's job that waits."""
    post = made(db, text).post
    done = posts.publish_now(db, post.id, actor=OPERATOR, now=NOW)
    job_id = done.post.targets[0].job_id
    assert job_id is not None
    return job_id


def test_what_the_pause_put_off_may_start_when_the_operator_says_so(db: Database) -> None:
    job_id = _sent(db, "one")
    (account,) = accounts.all(db)
    until = NOW + HOUR
    parking.park(db, account.key, until, but="", actor="device:d", now=NOW)
    later = _sent(db, "two")
    db.execute_sql("UPDATE job SET run_after = ? WHERE id = ?", (until + HOUR, later))
    assert job_queries.get(db, job_id).run_after == until
    freed, jobs = parking.go_on(db, account.id, actor=OPERATOR, now=NOW + 1)
    assert freed.parked_until is None
    assert [(job.id, job.run_after) for job in jobs] == [(job_id, NOW + 1)]
    assert job_queries.get(db, later).run_after == until + HOUR
    entry = audit_queries.page(db, audit_queries.AuditFilter(), limit=1).items[0]
    assert (entry.action, entry.actor, entry.detail) == (
        "account.unparked",
        OPERATOR,
        {"until": until, "jobs": 1},
    )


def test_an_account_that_is_not_parked_stays_as_it_is(db: Database) -> None:
    _sent(db, "one")
    (account,) = accounts.all(db)
    before = audit_queries.count(db, audit_queries.AuditFilter())
    assert parking.go_on(db, account.id, actor=OPERATOR, now=NOW) == (account, [])
    parking.park(db, account.key, NOW + 1, but="", actor="device:d", now=NOW)
    over = accounts.get(db, account.id)
    assert parking.go_on(db, account.id, actor=OPERATOR, now=NOW + 1) == (over, [])
    assert audit_queries.count(db, audit_queries.AuditFilter()) == before + 1
    with pytest.raises(NotFound):
        parking.go_on(db, "nobody", actor=OPERATOR, now=NOW)
