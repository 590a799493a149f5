"""Keyset pages."""

import pytest

from models.errors import InvalidInput
from models.queries import jobs
from models.queries.jobs import JobFilter
from models.rows import Database
from tests.support import stores


def test_pages_follow_each_other_newest_first_without_gap_or_overlap(db: Database) -> None:
    made = [stores.a_job(db, f"query {n}").id for n in range(7)]
    seen, cursor = [], None
    while True:
        page = jobs.page(db, JobFilter(), limit=3, cursor=cursor)
        seen += [job.id for job in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        stores.a_job(db, "arrives meanwhile")
    assert seen == made[::-1]


def test_a_full_last_page_has_no_next(db: Database) -> None:
    for query in ("a", "b"):
        stores.a_job(db, query)
    assert jobs.page(db, JobFilter(), limit=2).next_cursor is None
    assert jobs.page(db, JobFilter(), limit=1).next_cursor is not None


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "9" * 30, "٣", " 1"])
def test_a_made_up_cursor_is_refused(db: Database, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        jobs.page(db, JobFilter(), cursor=cursor)
    assert refusal.value.field == "cursor"


@pytest.mark.parametrize("limit", [0, -1, 1_001])
def test_a_page_has_a_decent_size(db: Database, limit: int) -> None:
    with pytest.raises(InvalidInput):
        jobs.page(db, JobFilter(), limit=limit)
