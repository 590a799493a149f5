"""What a bundle is made of, asked at once."""

import json

import pytest

from models.errors import NotFound
from models.queries import bundles
from models.rows import Database
from models.tables import Post, Variant
from models.views import DeviceView
from tests.support import publications, stores
from tests.support.stores import NOW


def test_texts_that_count(db: Database, device: DeviceView) -> None:
    media = json.dumps([{"id": "m1", "alt": "a"}])
    post = publications.a_post(db, "common", media=media, link="https://x.example")
    plain = publications.a_publication(db, device, post_id=post, handle="a")
    publications.finish(db, plain)
    own = publications.a_publication(db, device, post_id=post, handle="b")
    Variant.update(text="", link="", media="[]").where(Variant.id == own.variant).execute(db)
    first, second = bundles.facts(db, post).targets
    assert (first.text, first.link, [use.id for use in first.media]) == (
        "common",
        "https://x.example",
        ["m1"],
    )
    assert (second.text, second.link, second.media) == ("", "", [])


def test_only_stored_proofs_oldest_first(db: Database, device: DeviceView) -> None:
    made = publications.a_publication(db, device)
    stores.a_proof(db, device, made.job, kind="after", captured_at=NOW + 5)
    stores.a_proof(db, device, made.job, kind="before", captured_at=NOW)
    stores.a_proof(db, device, made.job, kind="page", stored=False)
    (target,) = bundles.facts(db, made.post).targets
    assert target.run is not None
    assert [proof.kind for proof in target.run.proofs] == ["before", "after"]
    assert (target.run.id, target.run.state) == (made.run, "published")


def test_the_head_of_the_whole_ledger(db: Database, device: DeviceView) -> None:
    made = publications.a_publication(db, device)
    facts = bundles.facts(db, made.post)
    head = db.execute_sql("SELECT entries, hash FROM audit_head").fetchone()
    assert (facts.head_entries, facts.head_hash) == head
    assert len(facts.ledger) < facts.head_entries


def test_a_post_that_is_not_there(db: Database) -> None:
    with pytest.raises(NotFound):
        bundles.facts(db, "nobody")
    removed = publications.a_post(db)
    Post.update(removed_at=NOW).where(Post.id == removed).execute(db)
    with pytest.raises(NotFound):
        bundles.facts(db, removed)
