"""What the report says of an account, in each state that a publication can be in."""

import pytest

from hub.bundles import manifest as m
from hub.bundles.contents import Contents, Gathering, Order, manifest_of
from hub.bundles.report import AccountPage, pages_of, spaced, zone_of
from hub.bundles.words import LAST
from models.queries import bundles as queries
from models.tables import Audit, PublishingRun
from tests.support import publications
from tests.support.bundles import MADE_AT, Office
from tests.support.publications import PERMALINK, TEXT
from tests.support.stores import NOW


def pages(
    office: Office, post: str, language: str = "en", zone: str = "Asia/Amman"
) -> list[AccountPage]:
    facts = queries.facts(office.db, post)
    order = Order(language=language, made_at=MADE_AT)
    contents: Contents = Gathering(facts, office.files, order, lambda done, of: None).gather()
    draft: m.Manifest = manifest_of(facts, contents, order, office.key.fingerprint)
    return pages_of(draft, contents.paths, facts.ledger, facts.zone)


def fact(page: AccountPage, label: str) -> str:
    return next(one.text for one in [*page.facts, *page.digests] if one.label == label)


def test_one_page_an_account(office: Office, post: str) -> None:
    first, second = pages(office, post)
    assert first.under == f"For Amman Dental · report PD-2026-1118-{post[:4]} · account 1 of 2"
    assert second.under.endswith("account 2 of 2")
    assert first.last == LAST


def test_a_full_proof(office: Office, post: str) -> None:
    page = pages(office, post)[0]
    assert page.whole
    assert page.banner == "Published on 18 November 2026 at 14:06:49"
    assert page.banner_more == ["Proof 6 of 6. No file has changed since it was captured."]
    assert fact(page, "Link") == PERMALINK
    assert fact(page, "Text") == TEXT
    assert fact(page, "Button pressed by").startswith(
        "the agent, with the hub’s permit, ledger entry"
    )
    assert fact(page, "Content, as seen") == "the same"
    assert [shown.title for shown in page.pictures] == ["Before", "After", "Permalink"]
    assert all(shown.jpeg for shown in page.pictures)


def test_both_clocks_in_the_zone_of_the_post(office: Office, post: str) -> None:
    page = pages(office, post)[0]
    assert page.clocks[0] == "18 November 2026, GMT+3"
    pressed = page.moments[1]
    assert (pressed.what, pressed.strong, pressed.apart) == ("Button pressed", True, "122 ms")
    assert (pressed.device, pressed.hub, pressed.utc) == (
        "14:06:44.018",
        "14:06:44.140",
        "11:06:44.140Z",
    )
    assert [one.what for one in page.moments] == [
        "Permit given", "Button pressed", "Post seen", "Permalink opened",
    ]  # fmt: skip
    assert page.moments[0].device == "hub only"


def test_what_is_missing_is_named(office: Office, post: str) -> None:
    page = pages(office, post)[1]
    assert not page.whole
    assert page.banner_more == ["Proof 4 of 6. Missing: permalink, page."]
    assert page.pictures[2].missing == "missing"


def test_a_damaged_file_is_no_full_proof(office: Office, post: str) -> None:
    files = office.bundle(post).manifest.files
    after = next(one for one in files if one.kind == "after")
    office.files.path(after.sha256).unlink()
    page = pages(office, post)[0]
    assert not page.whole
    assert any("lost or changed since it was captured" in said for said in page.banner_more)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("unknown", "Outcome unknown"),
        ("verifying", "Outcome unknown"),
        ("not_found", "Not found in two looks"),
        ("not_published", "Not published"),
        ("failed", "Failed before it was published"),
        ("submitted", "Publishing had not ended when this was made"),
    ],
)
def test_what_is_not_published_is_never_called_so(office: Office, state: str, words: str) -> None:
    post = publications.a_post(office.db)
    made = publications.a_publication(office.db, office.device, post_id=post, state=state)
    publications.lose(office.db, made)
    (page,) = pages(office, post)
    assert (page.banner, page.whole) == (words, False)


def test_another_account_than_the_bound_one_is_said(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "@Cairo", "x", account_seen="somebody")
    office.target(post, "amman", "x", account_seen="@Amman")
    office.target(post, "irbid", "x", account_seen=None)
    notes = [page.facts[0].note for page in pages(office, post)]
    assert notes == ["seen as signed in: somebody", "seen as signed in", "not seen"]


def test_other_content_than_was_approved_is_said(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "a", "x", digest_seen="ab" * 32)
    office.target(post, "b", "x", digest_seen=None)
    first, second = pages(office, post)
    assert [one.note for one in first.digests if one.label == "Content, as seen"] == ["another one"]
    assert fact(second, "Content, as seen") == "not read"


def test_a_person_pressed_with_whose_word(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "a", "x", commit_by="operator", resolved_by="Sami", resolved_at=NOW)
    office.target(post, "b", "x", permit=None, permitted_at=None, recovered=True)
    first, second = pages(office, post)
    assert fact(first, "Button pressed by").startswith("a person, with the hub’s permit")
    assert "The operator said so." in first.banner_more
    assert fact(second, "Button pressed by") == "nobody: there was no permit"
    assert "It was found by a look afterwards." in second.banner_more


def test_a_press_that_nobody_saw_is_not_claimed(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "a", "x", state="unknown", pressed_at=None, submitted_at=None,
                  permalink=None)  # fmt: skip
    (page,) = pages(office, post)
    assert fact(page, "Button pressed by").startswith("not known; the permit is ledger entry")
    assert (fact(page, "Link"), page.banner) == ("none", "Outcome unknown")


def test_the_ledger_entry_and_the_one_before(office: Office, post: str) -> None:
    page = pages(office, post)[0]
    label, shown = next(
        (one.label, one.text) for one in page.digests if one.label.startswith("Ledger entry")
    )
    seq = int(label.removeprefix("Ledger entry "))
    row = Audit.select(Audit.action, Audit.hash, Audit.previous_hash).where(Audit.seq == seq)
    action, digest, before = row.tuples().execute(office.db)[0]
    assert action == "publication.published"
    assert shown.replace(" ", "") == digest
    assert fact(page, "The entry before it").replace(" ", "") == before


def test_in_arabic(office: Office, post: str) -> None:
    page = pages(office, post, "ar")[0]
    assert page.title == "إثبات نشر"
    assert page.banner == "نُشر في 18 نوفمبر 2026 الساعة 14:06:49"
    assert page.banner_more == ["الإثبات 6 من 6. لم يتغيّر أي ملف منذ التقاطه."]
    assert page.clocks[0] == "18 نوفمبر 2026، غرينتش+3"


def test_a_post_that_nobody_tried_yet(office: Office) -> None:
    post = publications.a_post(office.db)
    office.target(post, "a", "x")
    PublishingRun.delete().execute(office.db)
    (page,) = pages(office, post)
    assert (page.banner, page.moments) == ("Not published yet", [])


def test_small_things() -> None:
    assert spaced("7c1e90ab22") == "7c1e 90ab 22"
    assert zone_of("Nowhere/Else") is None
    assert zone_of(None) is None
