"""Evidence for tables: the same rows in every way of asking."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import jobs, workspaces
from models.errors import InvalidInput, NotFound
from models.queries import evidence
from models.queries.evidence import SORTS, EvidenceFilter, Facet
from models.rows import Database
from models.views import DeviceView, EvidenceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, a_finding, findings


@pytest.fixture
def filled(db: Database, device: DeviceView) -> Database:
    """Seven findings of two jobs in two workspaces."""
    maps = stores.a_claim(db, device, "dentists").job
    findings(
        db,
        device,
        maps.id,
        a_finding(
            0,
            title="Abdoun Dental Care",
            confidence="high",
            snippet={"phone": "2", "category": "Dentist", "rating": 4.6},
        ),
        a_finding(
            1,
            title="عيادة حداد لطب الأسنان",
            confidence="high",
            snippet={"phone": "1", "category": "Clinic", "rating": 4.9, "address": "Amman"},
        ),
        a_finding(2, title="best dentist", confidence="low", snippet={"category": "Dentist"}),
        a_finding(3, title="Zarqa Lab", confidence="medium", snippet={"rating": 3}),
    )
    jobs.complete(db, device.id, maps.id, 1, None, now=NOW)
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    cafes = stores.a_claim(db, device, "cafés", workspace_id=other.id).job
    findings(
        db,
        device,
        cafes.id,
        a_finding(4, title="Café Rumi", source="google_search", type="web_result", snippet={}),
        a_finding(5, title="café dental", snippet={"website": "https://x.example"}),
        now=NOW + 1_000,
    )
    jobs.lease_lost(db, cafes.id, 1, now=NOW, jitter=0)
    late = a_finding(6, title="Late Bar", snippet={"phone": "+9", "rating": 4.5})
    findings(db, device, cafes.id, late, batch="b2", now=NOW + 2_000)
    return db


def titles(rows: list[EvidenceView]) -> list[str]:
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, 7),
        ({"text": "dent"}, 3),
        ({"text": "الأسنان"}, 1),
        ({"text": "عياده"}, 1),
        ({"text": "CAFE"}, 2),
        ({"text": "dental OR rumi"}, 3),
        ({"text": "x.example"}, 1),
        ({"text": "   "}, 7),
        ({"sources": ("google_search",)}, 1),
        ({"types": ("place",)}, 6),
        ({"categories": ("Dentist", "Clinic")}, 3),
        ({"confidences": ("low", "medium")}, 2),
        ({"has": ("phone",)}, 3),
        ({"has": ("phone", "rating")}, 3),
        ({"has": ("website",)}, 1),
        ({"has": ("address",)}, 1),
        ({"received_since": NOW + 1_000}, 3),
        ({"late": True}, 1),
        ({"late": False}, 6),
        ({"after": 5}, 2),
        ({"after": 5, "text": "bar"}, 1),
        ({"text": "dent", "confidences": ("high",)}, 2),
        ({"text": "nothing at all"}, 0),
    ],
)
def test_every_way_of_asking_gives_the_same_rows(
    filled: Database, facts: dict[str, Any], expected: int
) -> None:
    filter = EvidenceFilter(**facts)
    assert evidence.count(filled, filter) == expected
    paged = evidence.page(filled, filter, limit=100).items
    assert len(paged) == expected
    for sort in SORTS:
        for descending in (True, False):
            seqs = evidence.seqs(filled, filter, sort=sort, descending=descending)
            assert seqs.typecode == "q"
            rows = evidence.rows(filled, seqs)
            assert [row.seq for row in rows] == list(seqs)
            assert sorted(seqs) == sorted(row.seq for row in paged)
            first = evidence.first(filled, filter, sort=sort, descending=descending, limit=3)
            assert first == rows[:3]


def test_workspace_and_job_narrow_it_down(filled: Database) -> None:
    (one, two) = workspaces.all(filled)
    assert evidence.count(filled, EvidenceFilter(workspace_id=one.id)) == 4
    assert evidence.count(filled, EvidenceFilter(workspace_id=two.id, text="cafe")) == 2
    job = evidence.page(filled, EvidenceFilter(text="zarqa")).items[0].job_id
    assert evidence.count(filled, EvidenceFilter(job_id=job)) == 4
    assert evidence.count(filled, EvidenceFilter(job_id="nothing")) == 0


def test_a_bulk_job_means_its_childrens_rows(db: Database, device: DeviceView) -> None:
    parent, *children = stores.a_bulk(db, "a", "b")
    for child in children:
        jobs.claim(db, child.id, device.id, now=NOW)
        findings(db, device, child.id, a_finding(1))
        jobs.complete(db, device.id, child.id, 1, None, now=NOW)
    assert evidence.count(db, EvidenceFilter(job_id=parent.id)) == 2
    assert evidence.count(db, EvidenceFilter(job_id=children[0].id)) == 1


@pytest.mark.parametrize(
    ("sort", "descending", "expected"),
    [
        ("seen", True, ["Late Bar", "café dental", "Café Rumi"]),
        ("seen", False, ["Abdoun Dental Care", "عيادة حداد لطب الأسنان", "best dentist"]),
        ("title", False, ["Abdoun Dental Care", "best dentist", "café dental"]),
        ("confidence", True, ["Late Bar", "café dental", "Café Rumi"]),
        ("confidence", False, ["best dentist", "Zarqa Lab", "Abdoun Dental Care"]),
        ("phone", False, ["Late Bar", "عيادة حداد لطب الأسنان", "Abdoun Dental Care"]),
        ("rating", True, ["عيادة حداد لطب الأسنان", "Abdoun Dental Care", "Late Bar"]),
        ("rating", False, ["Zarqa Lab", "Late Bar", "Abdoun Dental Care"]),
    ],
)
def test_orders_are_those_a_person_expects_and_empty_values_come_last(
    filled: Database, sort: str, descending: bool, expected: list[str]
) -> None:
    rows = evidence.first(filled, EvidenceFilter(), sort=sort, descending=descending, limit=3)
    assert titles(rows) == expected
    everything = evidence.rows(filled, evidence.seqs(filled, EvidenceFilter(), sort="category"))
    known = [row.category is not None for row in everything]
    assert known == sorted(known, reverse=True)


def test_gone_rows_are_left_out(filled: Database) -> None:
    seqs = evidence.seqs(filled, EvidenceFilter())
    filled.execute_sql("DELETE FROM evidence WHERE seq = ?", (seqs[2],))
    assert [row.seq for row in evidence.rows(filled, seqs)] == [*seqs[:2], *seqs[3:]]


def test_many_rows_are_fetched_in_the_order_asked_for(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    findings(db, device, job.id, *(a_finding(n) for n in range(1_200)))
    seqs = evidence.seqs(db, EvidenceFilter(), descending=False)
    mixed = [*seqs[::7], *seqs[1::7]]
    assert [row.seq for row in evidence.rows(db, mixed)] == mixed


def test_facets_count_what_choosing_them_would_show(filled: Database) -> None:
    facets = evidence.facets(filled, EvidenceFilter(text="dent"))
    assert facets.sources == [Facet(value="google_maps", count=3)]
    assert facets.confidences == [Facet(value="high", count=2), Facet(value="low", count=1)]
    assert facets.categories == [Facet(value="Dentist", count=2)]
    assert {facet.value: facet.count for facet in facets.has} == {
        "phone": 1,
        "website": 1,
        "address": 0,
        "rating": 1,
    }


def test_a_facets_own_choice_does_not_change_its_counts(filled: Database) -> None:
    free = evidence.facets(filled, EvidenceFilter())
    chosen = evidence.facets(filled, EvidenceFilter(confidences=("low",)))
    assert chosen.confidences == free.confidences
    assert chosen.sources == [Facet(value="google_maps", count=1)]
    assert evidence.facets(filled, EvidenceFilter(), top=1).categories == free.categories[:1]


def test_one_row_by_its_id(filled: Database) -> None:
    row = evidence.page(filled, EvidenceFilter(), limit=1).items[0]
    assert evidence.get(filled, row.id) == row
    with pytest.raises(NotFound):
        evidence.get(filled, "nothing")


def test_an_unknown_order_is_refused(filled: Database) -> None:
    for ask in (evidence.seqs, evidence.first):
        with pytest.raises(InvalidInput):
            ask(filled, EvidenceFilter(), sort="search_text")  # type: ignore[operator]


@settings(max_examples=60)
@given(text=st.text(max_size=20))
def test_no_search_text_is_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with stores.store(tmp_path_factory.mktemp("store") / "data") as db:
        assert evidence.count(db, EvidenceFilter(text=text)) == 0
        assert evidence.first(db, EvidenceFilter(text=text)) == []


@pytest.mark.parametrize("sort", SORTS)
def test_no_order_needs_sorting(db: Database, sort: str) -> None:
    """A million rows in order come out of an index, never out of a sort."""
    for part in evidence.parts(EvidenceFilter(), sort, True):
        query = evidence.Evidence.select(evidence.Evidence.seq)
        if part.condition is not None:
            query = query.where(part.condition)
        sql, values = query.order_by(*part.order).sql()
        plan = db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        assert not any("TEMP B-TREE" in row[3] for row in plan), plan
