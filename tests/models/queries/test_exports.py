"""The columns of the contract, in order."""

from collections.abc import Iterator

import pytest

from models import jobs
from models.clock import parse_rfc3339
from models.queries import exports
from models.queries.evidence import EvidenceFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, a_finding, findings


def test_the_columns_are_those_of_the_contract() -> None:
    assert ", ".join(exports.EVIDENCE_COLUMNS) == (
        "id, workspace, job_id, job_type, type, title, source, url, confidence, phone, website, "
        "address, category, rating, reviews, latitude, longitude, snippet, hash, size_bytes, "
        "collected_at, received_at, device, proof_sha256"
    )
    assert set(exports.EVIDENCE_COLUMNS) >= exports.NUMBER_COLUMNS


def test_a_row_says_all_that_is_known(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    stored = findings(db, device, job.id, a_finding(1, collected_at=NOW - 1)).rows[0]
    stores.a_proof(db, device, job.id, sha256="11" * 32, kind="failure", captured_at=NOW - 9)
    stores.a_proof(db, device, job.id, sha256="22" * 32, kind="results", captured_at=NOW - 5)
    stores.a_proof(db, device, job.id, sha256="33" * 32, kind="results", captured_at=NOW - 3)
    (row,) = exports.evidence_rows(db, EvidenceFilter())
    told = dict(zip(exports.EVIDENCE_COLUMNS, row, strict=True))
    assert told["workspace"] == "My workspace"
    assert (told["job_id"], told["job_type"]) == (job.id, "google_maps")
    assert (told["id"], told["hash"], told["title"]) == (stored.id, stored.hash, stored.title)
    assert (told["rating"], told["latitude"], told["phone"]) == (4.5, None, "+962 6 555 0001")
    assert told["snippet"] == stored.snippet
    assert told["device"] == device.name
    assert told["proof_sha256"] == "22" * 32
    assert isinstance(told["collected_at"], str)
    assert isinstance(told["received_at"], str)
    assert parse_rfc3339(told["collected_at"]) == NOW - 1
    assert parse_rfc3339(told["received_at"]) == NOW
    assert told["received_at"].endswith("Z")


def test_times_keep_every_millisecond(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    times = [NOW + n for n in (0, 1, 9, 99, 499, 500, 501, 998, 999)]
    findings(db, device, job.id, *(a_finding(n, collected_at=at) for n, at in enumerate(times)))
    at = exports.EVIDENCE_COLUMNS.index("collected_at")
    shown = [row[at] for row in exports.evidence_rows(db, EvidenceFilter())]
    assert [parse_rfc3339(str(text)) for text in shown] == times


def test_a_run_without_results_shows_its_first_proof_or_none(
    db: Database, device: DeviceView
) -> None:
    for number, kinds in enumerate(((), ("page", "failure"))):
        job = stores.a_claim(db, device, f"query {number}").job
        findings(db, device, job.id, a_finding(1))
        for at, kind in enumerate(kinds):
            stores.a_proof(
                db, device, job.id, kind=kind, sha256=f"{at}{at}" * 32, captured_at=NOW + at
            )
        stores.a_proof(db, device, job.id, sha256="99" * 32, captured_at=0, stored=False)
        jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    assert [row[-1] for row in exports.evidence_rows(db, EvidenceFilter())] == [None, "00" * 32]


def test_chosen_rows_come_in_the_order_given(
    db: Database, device: DeviceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = stores.a_claim(db, device).job
    stored = findings(db, device, job.id, *(a_finding(n) for n in range(9))).rows
    seqs = [row.seq for row in stored]
    monkeypatch.setattr(exports, "_AT_ONCE", 4)
    chosen = [*seqs[::-2], 10**9]
    rows = list(exports.evidence_rows_of(db, chosen))
    assert [row[0] for row in rows] == [row.id for row in stored[::-2]]
    everything = {row[0]: row for row in exports.evidence_rows(db, EvidenceFilter())}
    assert rows == [everything[row.id] for row in stored[::-2]]


def test_lines_say_the_same_as_rows(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    hostile = 'say "hi", %s\n=1+1 أسنان'
    stored = findings(db, device, job.id, a_finding(1, title=hostile), a_finding(2, url=None)).rows
    form = "|".join(['"%w"'] * len(exports.EVIDENCE_COLUMNS))
    expected = [
        "|".join('"' + ("" if cell is None else str(cell)).replace('"', '""') + '"' for cell in row)
        for row in exports.evidence_rows(db, EvidenceFilter())
    ]
    assert list(exports.evidence_lines(db, EvidenceFilter(), form)) == expected
    seqs = [row.seq for row in stored][::-1]
    assert list(exports.evidence_lines_of(db, seqs, form)) == expected[::-1]


def test_rows_stream_oldest_first_through_every_filter(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    findings(db, device, job.id, *(a_finding(n) for n in range(20)))
    rows = exports.evidence_rows(db, EvidenceFilter(text="dental", job_id=job.id))
    assert isinstance(rows, Iterator)
    at = exports.EVIDENCE_COLUMNS.index("title")
    assert [row[at] for row in rows] == [f"Abdoun Dental Care {n}" for n in range(20)]
    assert list(exports.evidence_rows(db, EvidenceFilter(text="nothing here"))) == []
