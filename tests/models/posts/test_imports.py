"""Posts from a table, all or none."""

import sys

import pytest

from models.posts import imports as post_import
from models.posts.imports import ImportReport, ImportRow
from models.posts.views import MediaUse
from models.queries import posts as queries
from models.rows import Database
from tests.support.posts import ZONE, a_file, a_scheduled, with_platforms
from tests.support.stores import NOW, OPERATOR, snapshot

GOOD = {
    "text": "Meet Dr. Lina",
    "accounts": "practice:ammandental; X:ammandental",
    "date": "2030-01-15",
    "time": "9:05",
    "zone": ZONE,
}


@pytest.fixture(autouse=True)
def _platforms(db: Database) -> None:
    with_platforms(db)


def bring(db: Database, *cells: dict[str, str], **facts: object) -> ImportReport:
    rows = [ImportRow(number=number, cells=one) for number, one in enumerate(cells, start=2)]
    report, done = post_import.run(db, rows, actor=OPERATOR, now=NOW, **facts)  # type: ignore[arg-type]
    assert [one.post.id for one in done] == report.post_ids
    return report


def test_a_row_becomes_a_post_with_all_that_it_says(db: Database) -> None:
    first, second = a_file(db), a_file(db, "two.png", sha256="cd" * 32)
    report = bring(
        db,
        GOOD
        | {
            "title": "Hello",
            "link": "https://a.example",
            "media": f"smile.png | {second.id}",
            "late": "ASK",
            "late_minutes": "5",
            "first_comment": "More inside",
        },
    )
    (post_id,) = report.post_ids
    post = queries.get(db, post_id, now=NOW)
    assert (post.title, post.text, post.link) == ("Hello", "Meet Dr. Lina", "https://a.example")
    assert (post.wall, post.zone, post.status) == ("2030-01-15T09:05", ZONE, "scheduled")
    assert (post.late_policy, post.grace_minutes) == ("ask", 5)
    assert post.media == [MediaUse(id=first.id), MediaUse(id=second.id)]
    assert [(t.platform, t.handle) for t in post.targets] == [
        ("practice", "ammandental"),
        ("x", "ammandental"),
    ]
    assert {t.first_comment for t in post.targets} == {"More inside"}


def test_without_a_date_it_is_a_draft(db: Database) -> None:
    report = bring(db, {"text": "Only a text"})
    assert queries.get(db, report.post_ids[0], now=NOW).status == "draft"


def test_a_usual_zone_counts_where_none_is_named(db: Database) -> None:
    report = bring(db, GOOD | {"zone": ""}, zone="Europe/Berlin")
    assert queries.get(db, report.post_ids[0], now=NOW).zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("title", {"title": "x" * 101}),
        ("text", {"text": "  "}),
        ("text", {"text": "x" * 25_001}),
        ("link", {"link": "nowhere"}),
        ("media", {"media": "nothing.png"}),
        ("accounts", {"accounts": "ammandental"}),
        ("accounts", {"accounts": "x:a; x:A"}),
        ("accounts", {"accounts": "nowhere:a"}),
        ("accounts", {"accounts": ""}),
        ("media", {"accounts": "instagram:a"}),
        ("date", {"date": ""}),
        ("date", {"date": "15.1.2030"}),
        ("date", {"date": "2020-01-15"}),
        ("date", {"date": "2030-02-30"}),
        ("time", {"time": ""}),
        ("time", {"time": "noon"}),
        ("zone", {"zone": ""}),
        ("zone", {"zone": "Amman"}),
        ("late", {"late": "never"}),
        ("late_minutes", {"late_minutes": "soon"}),
        ("late_minutes", {"late_minutes": "999999"}),
    ],
)
def test_a_problem_is_named_by_row_and_column(
    db: Database, column: str, cells: dict[str, str]
) -> None:
    report = bring(db, {"text": "fine"}, GOOD | cells)
    assert [(p.row, p.column) for p in report.problems] == [(3, column)]


def test_every_problem_is_named_and_nothing_is_kept(db: Database) -> None:
    before = snapshot(db)
    report = bring(
        db, GOOD, {"text": "fine"}, GOOD | {"zone": "x"}, GOOD | {"text": "b", "time": "x"}
    )
    assert [(p.row, p.column) for p in report.problems] == [(4, "zone"), (5, "time")]
    assert (report.rows, report.post_ids) == (4, [])
    assert snapshot(db) == before


def test_a_check_alone_keeps_nothing(db: Database) -> None:
    before = snapshot(db)
    report = bring(db, GOOD, dry=True)
    assert (report.post_ids, report.problems) == ([], [])
    assert snapshot(db) == before


def test_equal_rows_and_equal_posts_are_told(db: Database) -> None:
    a_scheduled(db, "Already", wall="2030-01-15T10:00")
    report = bring(db, GOOD, GOOD, GOOD | {"text": "Already"})
    assert [(p.row, p.column) for p in report.problems] == [(3, "text"), (4, "text")]
    meant = bring(db, GOOD, GOOD, GOOD | {"text": "Already"}, allow_duplicates=True)
    assert len(meant.post_ids) == 3


def test_a_table_has_an_end(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_import, "MOST_ROWS", 2)
    report = bring(db, *[{"text": "x"}] * 3)
    assert [(p.row, p.column) for p in report.problems] == [(4, None)]


def test_counting_is_loaded_for_the_platforms_of_a_table_whatever_it_names() -> None:
    cells = ("x:a; practice:b", "nowhere:c | x:d", "no account", "")
    rows = [ImportRow(number=n, cells={"accounts": cell}) for n, cell in enumerate(cells, start=2)]
    post_import.warm([*rows, ImportRow(number=9, cells={})])
    assert "twitter_text" in sys.modules
