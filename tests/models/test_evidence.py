"""Batches: counted exactly, stored once, answered the same, kept when late."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import jobs
from models.errors import NotFound
from models.evidence import Rejection, store_batch
from models.queries import evidence as queries
from models.queries import jobs as job_queries
from models.queries.evidence import EvidenceFilter
from models.rows import Database
from models.views import DeviceView, JobView
from tests.support import stores
from tests.support.stores import NOW, a_finding, findings, refused


@pytest.fixture
def job(db: Database, device: DeviceView) -> JobView:
    """A job that this device works on."""
    return stores.a_claim(db, device).job


def test_a_batch_is_stored_and_counted(db: Database, device: DeviceView, job: JobView) -> None:
    result = findings(db, device, job.id, a_finding(1), a_finding(2, collected_at=NOW - 9))
    assert result.reply == {
        "jobId": job.id,
        "batchId": "b1",
        "accepted": 2,
        "duplicates": 0,
        "rejected": [],
    }
    assert not result.late
    first, second = result.rows
    assert (first.title, first.job_id, first.job_type) == (
        "Abdoun Dental Care 1",
        job.id,
        "google_maps",
    )
    assert (first.phone, first.category, first.rating) == ("+962 6 555 0001", "Dentist", 4.5)
    assert (first.device_id, first.device_name) == (device.id, device.name)
    assert (second.collected_at, second.received_at, second.late) == (NOW - 9, NOW, False)
    assert len(first.hash) == 64
    assert queries.rows(db, [row.seq for row in result.rows]) == result.rows
    (changed,) = result.jobs
    assert changed.evidence_count == 2


def test_what_is_known_counts_as_duplicate_within_and_across_batches(
    db: Database, device: DeviceView, job: JobView
) -> None:
    twice = findings(db, device, job.id, a_finding(1), a_finding(1), batch="b1")
    assert (twice.reply["accepted"], twice.reply["duplicates"]) == (1, 1)
    mixed = findings(db, device, job.id, a_finding(1), a_finding(2), batch="b2")
    assert (mixed.reply["accepted"], mixed.reply["duplicates"]) == (1, 1)
    assert [row.title for row in mixed.rows] == ["Abdoun Dental Care 2"]
    none = findings(db, device, job.id, a_finding(2), batch="b3")
    assert (none.rows, none.jobs) == ([], [])
    assert job_queries.get(db, job.id).evidence_count == 2


def test_the_same_finding_in_another_job_is_another_row(db: Database, device: DeviceView) -> None:
    for query in ("a", "b"):
        job = stores.a_claim(db, device, query).job
        assert findings(db, device, job.id, a_finding(1)).reply["accepted"] == 1
        jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    assert queries.count(db, EvidenceFilter()) == 2


def test_the_same_batch_again_gets_the_same_answer(
    db: Database, device: DeviceView, job: JobView
) -> None:
    first = findings(db, device, job.id, a_finding(1), a_finding(2))
    before = stores.snapshot(db)
    again = findings(db, device, job.id, a_finding(1), a_finding(2), now=NOW + 60_000)
    assert again.reply == first.reply
    assert (again.rows, again.jobs) == ([], [])
    assert stores.snapshot(db) == before


def test_other_content_under_a_used_id_is_not_lost(
    db: Database, device: DeviceView, job: JobView
) -> None:
    """An agent that counts its batches anew after a restart must not lose what it found."""
    findings(db, device, job.id, a_finding(1))
    other = findings(db, device, job.id, a_finding(2))
    assert other.reply["accepted"] == 1
    assert job_queries.get(db, job.id).evidence_count == 2


def test_a_bad_row_costs_only_itself(db: Database, device: DeviceView, job: JobView) -> None:
    rows = [a_finding(0), a_finding(1, title="\ud800"), a_finding(3, title="a\0b"), a_finding(4)]
    refusal = Rejection(index=2, code="INVALID", message="Expected `str`")
    result = store_batch(db, device.id, job.id, 1, "b1", rows, rejected=[refusal], now=NOW)
    assert (result.reply["accepted"], result.reply["duplicates"]) == (2, 0)
    assert [one["index"] for one in result.reply["rejected"]] == [1, 2, 3]
    assert {one["code"] for one in result.reply["rejected"]} == {"INVALID"}
    again = store_batch(db, device.id, job.id, 1, "b1", rows, rejected=[refusal], now=NOW)
    assert again.reply == result.reply


def test_a_batch_of_nothing_but_bad_rows_is_answered(
    db: Database, device: DeviceView, job: JobView
) -> None:
    result = findings(db, device, job.id, a_finding(0, title="\0"))
    assert (result.reply["accepted"], len(result.reply["rejected"])) == (0, 1)
    assert (result.rows, result.jobs) == ([], [])


def test_late_evidence_is_kept_and_marked(db: Database, device: DeviceView, job: JobView) -> None:
    jobs.lease_lost(db, job.id, 1, now=NOW, jitter=0)
    jobs.claim(db, job.id, stores.a_device(db, "Laptop").id, now=NOW + 60_000)
    result = findings(db, device, job.id, a_finding(1), now=NOW + 61_000)
    assert result.late
    assert result.rows[0].late
    assert result.rows[0].device_id == device.id
    held = job_queries.get(db, job.id)
    assert (held.status, held.epoch, held.evidence_count) == ("RUNNING", 2, 1)
    assert queries.count(db, EvidenceFilter(late=True)) == 1


def test_evidence_after_the_end_of_the_job_is_late_too(
    db: Database, device: DeviceView, job: JobView
) -> None:
    jobs.complete(db, device.id, job.id, 1, None, now=NOW)
    assert findings(db, device, job.id, a_finding(1)).late


def test_nobody_reports_for_a_run_that_was_not_theirs(
    db: Database, device: DeviceView, job: JobView
) -> None:
    other = stores.a_device(db, "Laptop")
    before = stores.snapshot(db)
    for who, epoch in ((other, 1), (device, 0), (device, 2)):
        with refused("LEASE_LOST"):
            findings(db, who, job.id, a_finding(1), epoch=epoch)
    with pytest.raises(NotFound):
        findings(db, device, "nothing", a_finding(1))
    assert stores.snapshot(db) == before


def test_a_childs_evidence_counts_for_its_parent(db: Database, device: DeviceView) -> None:
    parent, child = stores.a_bulk(db, "a")
    jobs.claim(db, child.id, device.id, now=NOW)
    result = findings(db, device, child.id, a_finding(1), a_finding(2))
    assert [(job.id, job.evidence_count) for job in result.jobs] == [
        (child.id, 2),
        (parent.id, 2),
    ]


HOSTILE = [
    "<img src=/etc/passwd>",
    "'; DROP TABLE evidence; --",
    "%s %n {0}",
    "a\u202egnp.exe",
    '" OR NEAR(',
    "=1+1",
    "\x1b]0;owned\x07",
    "a\r\nfake: line",
    "\u0301" * 500,
    "💥" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_it_is(
    db: Database, device: DeviceView, job: JobView, text: str
) -> None:
    result = findings(db, device, job.id, a_finding(title=text, snippet={"phone": text}))
    assert (result.rows[0].title, result.rows[0].phone) == (text, text)


keys = st.sampled_from("abcd")


@settings(max_examples=25)
@given(st.lists(st.lists(keys, min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_counts_are_exact_in_any_order_and_repetition(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]], data: st.DataObject
) -> None:
    sent: list[tuple[int, list[str]]] = list(enumerate(batches))
    order = data.draw(st.lists(st.sampled_from(sent), max_size=4)) + sent
    with stores.store(tmp_path_factory.mktemp("store") / "data") as db:
        stores.with_connectors(db)
        device = stores.a_device(db)
        job = stores.a_claim(db, device).job
        replies: dict[int, dict[str, Any]] = {}
        for number, names in order:
            rows = [a_finding(index, key=name) for index, name in enumerate(names)]
            reply = findings(db, device, job.id, *rows, batch=str(number)).reply
            assert replies.setdefault(number, reply) == reply
            assert reply["accepted"] + reply["duplicates"] == len(names)
        everything = {name for names in batches for name in names}
        assert sum(reply["accepted"] for reply in replies.values()) == len(everything)
        assert job_queries.get(db, job.id).evidence_count == len(everything)
        assert queries.count(db, EvidenceFilter()) == len(everything)
