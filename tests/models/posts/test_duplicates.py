"""The same content nearby, as what was really sent says it."""

from models.accounts import accounts
from models.posts import duplicates
from models.rows import Database
from models.views import DeviceView
from tests.support.posts import DAY, HOUR, PRACTICE, a_draft, a_scheduled, with_platforms
from tests.support.publications import TEXT, a_publication
from tests.support.stores import NOW, OPERATOR


def test_what_was_sent_counts_even_when_its_post_says_something_else_now(
    db: Database, device: DeviceView
) -> None:
    with_platforms(db)
    sent = a_publication(db, device)
    db.execute_sql("UPDATE post SET text = 'changed since' WHERE id = ?", (sent.post,))
    post = a_draft(db, TEXT)
    (found,) = duplicates.near(db, post, NOW + 20 * HOUR)
    assert (found.post_id, found.platform, found.handle) == (
        sent.post,
        "practice",
        "ammandental",
    )
    assert found.variant_id == post.targets[0].variant_id
    assert duplicates.near(db, post, NOW + DAY + HOUR) == []
    assert duplicates.near(db, post, NOW, ["another target"]) == []


def test_what_the_site_refused_does_not_count(db: Database, device: DeviceView) -> None:
    with_platforms(db)
    sent = a_publication(db, device, state="failed")
    db.execute_sql("UPDATE job SET status = 'FAILED' WHERE id = ?", (sent.job,))
    assert duplicates.near(db, a_draft(db, TEXT), NOW) == []


def test_the_refusal_says_which_and_what_to_do(db: Database, device: DeviceView) -> None:
    with_platforms(db)
    accounts.ensure(db, PRACTICE.platform, PRACTICE.handle, actor=OPERATOR, now=NOW)
    a_publication(db, device)
    refusal = duplicates.refusal(duplicates.near(db, a_draft(db, TEXT), NOW))
    assert "allowDuplicate" in str(refusal)
    assert refusal.code == "DUPLICATE"


def test_what_reads_the_same_is_the_same_and_another_link_is_not(db: Database) -> None:
    with_platforms(db)
    planned = a_scheduled(db, "Café  \r\nopen today\n\n", link="https://a.example")
    same = a_draft(db, "Cafe\u0301\nopen today", link="https://a.example")
    assert [one.post_id for one in duplicates.near(db, same, NOW + 2 * HOUR)] == [planned.id]
    for text, link in (("Café\nopen", "https://a.example"), ("Café\nopen today", None)):
        other = a_draft(db, text, link=link)
        assert duplicates.near(db, other, NOW + 2 * HOUR) == []
