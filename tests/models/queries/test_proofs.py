"""Proofs for the gallery."""

from typing import Any

import pytest

from models import jobs, proofs, workspaces
from models.errors import NotFound
from models.queries import proofs as queries
from models.queries.proofs import ProofFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR

DAY = 86_400_000


@pytest.fixture
def assets(db: Database, device: DeviceView) -> dict[str, str]:
    """Asset ids of five proofs of two jobs, by what they are."""
    job = stores.a_claim(db, device, "dentists").job
    made = {
        "new": stores.a_proof(db, device, job.id, captured_at=NOW, title="Captcha page"),
        "old": stores.a_proof(db, device, job.id, captured_at=NOW - DAY, page_url="https://maps.x"),
        "page": stores.a_proof(
            db, device, job.id, captured_at=NOW - 5, mime="text/html", kind="page", size_bytes=7
        ),
        "coming": stores.a_proof(db, device, job.id, captured_at=NOW + 5, stored=False),
    }
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    laptop = stores.a_device(db, "Laptop")
    cafes = stores.a_claim(db, laptop, "cafés", workspace_id=other.id).job
    made["theirs"] = stores.a_proof(db, laptop, cafes.id, captured_at=NOW - 9)
    proofs.record_check(db, made["theirs"], "missing", actor=OPERATOR, now=NOW)
    return made


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ["new", "page", "theirs", "old"]),
        ({"declared_too": True}, ["coming", "new", "page", "theirs", "old"]),
        ({"kinds": ("page",)}, ["page"]),
        ({"images_only": True}, ["new", "theirs", "old"]),
        ({"integrity": ("missing", "changed")}, ["theirs"]),
        ({"captured_since": NOW - 5}, ["new", "page"]),
        ({"captured_until": NOW - 5}, ["theirs", "old"]),
        ({"text": "captcha"}, ["new"]),
        ({"text": "maps.x"}, ["old"]),
        ({"text": "cafés"}, ["theirs"]),
        ({"text": "%"}, []),
    ],
)
def test_filters(
    db: Database, assets: dict[str, str], facts: dict[str, Any], expected: list[str]
) -> None:
    filter = ProofFilter(**facts)
    seqs, times = queries.seqs(db, filter)
    rows = queries.rows(db, seqs)
    assert [row.id for row in rows] == [assets[name] for name in expected]
    assert [row.captured_at for row in rows] == list(times)
    assert queries.count(db, filter) == len(expected)
    assert {row.id for row in queries.page(db, filter).items} == {row.id for row in rows}


def test_narrowed_by_workspace_job_run_and_device(db: Database, assets: dict[str, str]) -> None:
    theirs = queries.get(db, assets["theirs"])
    assert theirs.run_id is not None
    for facts in (
        {"workspace_id": theirs.workspace_id},
        {"job_id": theirs.job_id},
        {"run_id": theirs.run_id},
        {"device_id": theirs.device_id},
    ):
        found = queries.page(db, ProofFilter(**facts)).items  # type: ignore[arg-type]
        assert [proof.id for proof in found] == [theirs.id]


def test_a_bulk_job_means_its_childrens_proofs(db: Database, device: DeviceView) -> None:
    parent, child = stores.a_bulk(db, "a")
    jobs.claim(db, child.id, device.id, now=NOW)
    stores.a_proof(db, device, child.id)
    assert queries.count(db, ProofFilter(job_id=parent.id)) == 1


def test_totals_are_of_what_is_stored(db: Database, assets: dict[str, str]) -> None:
    totals = queries.totals(db)
    assert (totals.files, totals.size_bytes, totals.damaged) == (4, 37, 1)
    mine = queries.totals(db, workspaces.default(db).id)
    assert (mine.files, mine.damaged) == (3, 0)
    assert queries.kinds(db) == {"page": 1, "results": 3}


def test_nothing_stored_is_zero(db: Database) -> None:
    assert queries.totals(db).size_bytes == 0
    assert [len(part) for part in queries.seqs(db, ProofFilter())] == [0, 0]
    with pytest.raises(NotFound):
        queries.get(db, "nothing")
