"""What a bundle is made of, asked at once."""

import json

import pytest

from models import redactions
from models.errors import NotFound
from models.ids import new_id
from models.queries import bundles
from models.redactions import Copy
from models.rows import Database
from models.tables import Post, Variant
from models.views import DeviceView
from tests.support import publications, stores
from tests.support.stores import NOW, OPERATOR


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


def test_pictures_with_copies_are_counted_once(db: Database, device: DeviceView) -> None:
    made = publications.a_publication(db, device)
    original = stores.a_proof(db, device, made.job, kind="after")
    stores.a_proof(db, device, made.job, kind="before")
    assert bundles.copies(db, made.post) == 0
    for _ in range(2):
        copy = Copy(
            asset_id=new_id(), mime="image/png", size_bytes=1, sha256="cd" * 32, width=9, height=9,
            boxes=[(0, 0, 1, 1)],
        )  # fmt: skip
        redactions.record(db, original, copy, actor=OPERATOR, now=NOW)
    assert bundles.copies(db, made.post) == 1
