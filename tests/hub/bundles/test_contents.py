"""What gets into a bundle, what the manifest says of it, and what is left out."""

import hashlib
import io
import json
import zipfile

import pytest

from hub.bundles.make import Bundle
from hub.bundles.manifest import FileInfo
from models import proofs
from models.posts.content import content_digest
from models.queries import bundles as queries
from models.rows import fetch
from models.tables import Look, Proof, PublishingRun
from tests.support import bundles, publications, stores
from tests.support.bundles import Office
from tests.support.stores import NOW, OPERATOR, refused

LINKEDIN = "files/1-linkedin-amman-dental-group"
INSTAGRAM = "files/2-instagram-ammandental"


def paths(bundle: Bundle, role: str = "proof") -> list[str]:
    return [file.path for file in bundle.manifest.files if file.role == role]


def file(bundle: Bundle, path: str) -> FileInfo:
    return next(one for one in bundle.manifest.files if one.path == path)


def opened(bundle: Bundle) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(bundle.chunks())))


def test_every_capture_is_there_byte_for_byte(office: Office, post: str) -> None:
    bundle = office.bundle(post)
    assert paths(bundle) == [
        f"{LINKEDIN}/before.png",
        f"{LINKEDIN}/page.html",
        f"{LINKEDIN}/after.png",
        f"{LINKEDIN}/permalink.png",
        f"{LINKEDIN}/log.jsonl",
        f"{INSTAGRAM}/before.png",
        f"{INSTAGRAM}/after.png",
        f"{INSTAGRAM}/log.jsonl",
    ]
    stored = {proof for (proof,) in fetch(office.db, Proof.select(Proof.sha256))}
    with opened(bundle) as zipped:
        for one in bundle.manifest.files:
            content = zipped.read(one.path)
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (
                one.sha256,
                one.size_bytes,
            )
            if one.proof_id is not None:
                assert one.sha256 in stored


def test_the_manifest_says_who_what_and_when_by_both_clocks(office: Office, post: str) -> None:
    bundle = office.bundle(post)
    after = file(bundle, f"{LINKEDIN}/after.png")
    assert (after.kind, after.account, after.clock_skew_ms) == (
        "after",
        "linkedin:Amman Dental Group",
        5,
    )
    assert after.captured_at == "2026-11-18T11:06:58.000Z"
    assert after.hub_clock_at == "2026-11-18T11:06:58.005Z"
    assert after.ledger_seq is not None
    target = bundle.manifest.targets[0]
    assert target.parts == ["account", "before", "after", "permalink", "page", "log"]
    assert target.missing == []
    run = target.run
    assert run is not None
    assert run.permit is not None
    assert (run.state, run.pressed_by, run.permit.number) == ("published", "agent", 1)
    assert run.content_digest == run.digest_seen == content_digest(publications.TEXT, None, [])
    assert run.permalink == publications.PERMALINK
    assert bundle.manifest.targets[1].missing == ["permalink", "page"]


def test_the_ledger_extract_speaks_of_this_publication_alone(office: Office, post: str) -> None:
    stores.a_job(office.db, "something else")
    with opened(office.bundle(post)) as zipped:
        lines = [json.loads(line) for line in zipped.read("ledger.jsonl").splitlines()]
    actions = [line["action"] for line in lines]
    assert actions.count("proof.stored") == 6
    assert {"post.created", "publication.permitted", "publication.published"} <= set(actions)
    assert [line["seq"] for line in lines] == sorted(line["seq"] for line in lines)
    facts = queries.facts(office.db, post)
    assert {line["subjectId"] for line in lines} <= {entry.subject_id for entry in facts.ledger}
    assert "something else" not in json.dumps(lines)


def test_a_lost_or_changed_file_is_left_out_and_named(office: Office, post: str) -> None:
    bundle = office.bundle(post)
    lost, changed = (file(bundle, f"{LINKEDIN}/{name}.png") for name in ("after", "permalink"))
    office.files.path(lost.sha256).unlink()
    office.files.path(changed.sha256).write_bytes(b"another picture")
    again = office.bundle(post)
    assert {(one.kind, one.reason) for one in again.manifest.left_out} == {
        ("after", "missing"),
        ("permalink", "changed"),
    }
    assert not {lost.path, changed.path} & set(paths(again))
    assert again.manifest.targets[0].missing == ["after", "permalink"]


def test_the_media_of_the_post_are_there_once(office: Office) -> None:
    content = bundles.picture("red")
    media = office.media("Dr. Lina عيادة.png", content)
    post = publications.a_post(office.db, media=json.dumps([{"id": media, "alt": "Dr. Lina"}]))
    office.target(post, "a", "x", "before")
    office.target(post, "b", "x", "before")
    bundle = office.bundle(post)
    assert paths(bundle, "media") == ["files/media/1-dr-lina.png"]
    (shown,) = bundle.manifest.targets[0].media
    assert (shown.name, shown.alt) == ("Dr. Lina عيادة.png", "Dr. Lina")
    assert shown.sha256 == hashlib.sha256(content).hexdigest()


def test_several_captures_of_a_kind_have_numbers(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "عيادة", "x", "before", "after", "after")
    assert paths(office.bundle(post)) == [
        "files/1-x-account/before.png",
        "files/1-x-account/after.png",
        "files/1-x-account/after-2.png",
        "files/1-x-account/log.jsonl",
    ]


def test_a_redacted_bundle_holds_copies_and_hides_pages(office: Office, post: str) -> None:
    original = file(office.bundle(post), f"{LINKEDIN}/after.png")
    assert original.proof_id is not None
    office.redact(original.proof_id, bundles.picture("black"))
    copy = office.redact(original.proof_id, bundles.picture("navy"))
    plain, hiding = office.bundle(post), office.bundle(post, redacted=True)
    assert f"{LINKEDIN}/after.png" in paths(plain), "who does not ask gets the originals"
    assert not any("redacted" in path for path in paths(plain))
    shown = file(hiding, f"{LINKEDIN}/after.redacted.png")
    assert (shown.proof_id, shown.redaction) == (copy, [(1, 2, 30, 40)])
    assert shown.parent is not None
    assert (shown.parent.proof_id, shown.parent.sha256) == (original.proof_id, original.sha256)
    assert shown.captured_at == original.captured_at
    assert {f"{LINKEDIN}/before.png", f"{INSTAGRAM}/after.png"} <= set(paths(hiding))
    (page,) = hiding.manifest.left_out
    assert (page.kind, page.reason) == ("page", "redacted")
    assert hiding.manifest.targets[0].missing == []
    held = {one.sha256 for one in hiding.manifest.files}
    assert original.sha256 not in held
    assert page.sha256 not in held


def test_nothing_redacted_is_no_redacted_bundle(office: Office, post: str) -> None:
    with refused("INVALID"):
        office.bundle(post, redacted=True)


def test_a_post_for_no_account_has_no_bundle(office: Office) -> None:
    with refused("INVALID"):
        office.bundle(publications.a_post(office.db))


def test_what_a_look_saw_belongs_to_it(office: Office) -> None:
    post = publications.a_post(office.db)
    made = office.target(post, "a", "x", "before", recovered=True)
    look = stores.a_claim(office.db, office.device, "a look").job
    office.proof(made, "permalink", bundles.picture("green"), job=look.id)
    Look.insert(
        publishing_run_seq=PublishingRun.select(PublishingRun.seq), job_id=look.id,
        device_id=office.device.id, outcome="found", at=NOW, permalink="https://w/1",
    ).execute(office.db)  # fmt: skip
    bundle = office.bundle(post)
    seen = file(bundle, "files/1-x-a/look-1-permalink.png")
    assert (seen.taken_later, seen.kind) == (True, "permalink")
    run = bundle.manifest.targets[0].run
    assert run is not None
    assert [(one.outcome, one.permalink) for one in run.looks] == [("found", "https://w/1")]
    assert bundle.manifest.targets[0].missing == ["after", "page"]


def test_the_run_that_published_counts_not_the_newest(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "a", "x", "before")
    planned = publications.a_post(office.db)
    made = publications.a_publication(office.db, office.device, post_id=planned, state="failed",
                                      permit=None, permitted_at=None)  # fmt: skip
    publications.lose(office.db, made)
    run = office.bundle(planned).manifest.targets[0].run
    assert run is not None
    assert (run.state, run.permit) == ("failed", None)


def test_files_are_told_of_one_by_one(office: Office, post: str) -> None:
    from hub.bundles.contents import Order
    from hub.bundles.make import make

    told: list[tuple[int, int]] = []
    facts = queries.facts(office.db, post)
    make(facts, office.files, office.key, Order(), lambda done, of: told.append((done, of)))
    assert told == [(number, 6) for number in range(1, 7)]


def test_a_file_that_changes_while_it_is_sent_ends_it(office: Office, post: str) -> None:
    bundle = office.bundle(post)
    sha256 = file(bundle, f"{LINKEDIN}/before.png").sha256
    office.files.path(sha256).write_bytes(b"another")
    with refused("CHANGED"):
        b"".join(bundle.chunks())


@pytest.mark.parametrize("integrity", ["changed", "missing"])
def test_the_file_counts_not_what_was_last_noted_of_it(
    office: Office, post: str, integrity: str
) -> None:
    before = file(office.bundle(post), f"{LINKEDIN}/before.png")
    assert before.proof_id is not None
    proofs.record_check(office.db, before.proof_id, integrity, actor=OPERATOR, now=NOW)
    assert before.path in paths(office.bundle(post))
