"""The six parts of a publication's proof."""

import pytest

from models import jobs, proofs, redactions
from models.ids import new_id
from models.queries import completeness
from models.redactions import Copy
from models.rows import Database, fetch
from models.tables import Look, Post, PublishingRun
from models.views import DeviceView
from tests.support import publications, stores
from tests.support.publications import Publication
from tests.support.stores import NOW, OPERATOR


@pytest.fixture
def made(db: Database, device: DeviceView) -> Publication:
    """A publication whose run is still held."""
    return publications.a_publication(db, device)


def parts(db: Database, made: Publication) -> list[str]:
    return completeness.parts(db, [made.run])[made.run]


def a_part(db: Database, device: DeviceView, made: Publication, kind: str) -> str:
    return stores.a_proof(db, device, made.job, kind=kind)


def test_all_six_in_their_order(db: Database, device: DeviceView, made: Publication) -> None:
    for kind in ("log", "page", "permalink", "after", "before", "after", "results"):
        a_part(db, device, made, kind)
    assert parts(db, made) == ["account", "before", "after", "permalink", "page", "log"]


def test_a_proof_counts_while_it_is_stored_and_intact(
    db: Database, device: DeviceView, made: Publication
) -> None:
    stores.a_proof(db, device, made.job, kind="before", stored=False)
    damaged = a_part(db, device, made, "after")
    assert parts(db, made) == ["account", "after"]
    proofs.record_check(db, damaged, "changed", actor=OPERATOR, now=NOW)
    assert parts(db, made) == ["account"]


def test_a_redacted_copy_stands_for_nothing(
    db: Database, device: DeviceView, made: Publication
) -> None:
    original = a_part(db, device, made, "after")
    copy = Copy(
        asset_id=new_id(), mime="image/png", size_bytes=1, sha256="cd" * 32, width=9, height=9,
        boxes=[(0, 0, 1, 1)],
    )  # fmt: skip
    redactions.record(db, original, copy, actor=OPERATOR, now=NOW)
    assert parts(db, made) == ["account", "after"]
    proofs.record_check(db, original, "missing", actor=OPERATOR, now=NOW)
    assert parts(db, made) == ["account"]


def test_log_lines_are_the_log_when_no_log_file_came(
    db: Database, device: DeviceView, made: Publication
) -> None:
    jobs.write_log(db, device.id, made.job, made.epoch, "info", "typed", None, now=NOW)
    assert parts(db, made) == ["account", "log"]


def test_no_account_seen_is_a_part_less(db: Database, device: DeviceView) -> None:
    blind = publications.a_publication(db, device, account_seen=None)
    assert parts(db, blind) == []


def test_runs_are_told_apart_and_unknown_ones_have_nothing(
    db: Database, device: DeviceView, made: Publication
) -> None:
    a_part(db, device, made, "before")
    publications.finish(db, made)
    other = publications.a_publication(db, device, handle="other")
    a_part(db, device, other, "page")
    stranger = new_id()
    assert completeness.parts(db, [stranger, other.run, made.run]) == {
        stranger: [],
        other.run: ["account", "page"],
        made.run: ["account", "before"],
    }
    assert completeness.parts(db, []) == {}


@pytest.mark.parametrize(("outcome", "expected"), [("found", ["permalink"]), ("not_found", [])])
def test_what_a_look_that_found_the_post_brought_counts(
    db: Database, device: DeviceView, made: Publication, outcome: str, expected: list[str]
) -> None:
    publications.finish(db, made)
    look = stores.a_claim(db, device, "a look").job
    stores.a_proof(db, device, look.id, kind="permalink")
    stores.a_proof(db, device, look.id, kind="before")
    seq = PublishingRun.select(PublishingRun.seq)
    Look.insert(
        publishing_run_seq=seq, job_id=look.id, device_id=device.id, outcome=outcome, at=NOW
    ).execute(db)
    assert parts(db, made) == ["account", *expected]


def test_posts_published_without_full_proof(db: Database, device: DeviceView) -> None:
    kinds = ("before", "after", "permalink", "page", "log")
    whole = publications.a_publication(db, device)
    for kind in kinds:
        a_part(db, device, whole, kind)
    publications.finish(db, whole)
    failed = publications.a_publication(db, device, state="failed", permit=None)
    publications.lose(db, failed)
    thin = publications.a_publication(db, device)
    for kind in kinds[1:]:
        a_part(db, device, thin, kind)
    lacking = Post.select(Post.id).where(Post.id.in_(completeness.lacking()))
    assert fetch(db, lacking) == [(thin.post,)]
