"""What was published, one row a publication."""

from models import workspaces
from models.clock import rfc3339
from models.queries import publications
from models.rows import Database
from models.tables import Look, Post, PublishingRun
from models.views import DeviceView
from tests.support.publications import PERMALINK, TEXT, a_post, a_publication, finish
from tests.support.stores import NOW, OPERATOR, SHA, a_claim, a_proof


def test_a_publication_with_its_proof(db: Database, device: DeviceView) -> None:
    made = a_publication(db, device)
    for kind in ("before", "page"):
        a_proof(db, device, made.job, epoch=made.epoch, kind=kind)
    a_proof(db, device, made.job, epoch=made.epoch, kind="after", stored=False)
    (row,) = publications.rows(db)
    assert tuple(row) == publications.COLUMNS
    assert (
        row
        | {
            "post_id": made.post,
            "text": TEXT,
            "platform": "practice",
            "account": "ammandental",
            "permalink": PERMALINK,
            "published_at": rfc3339(NOW + 9_412),
            "device": device.name,
            "pressed_by": "agent",
            "recovered": "no",
            "proof_parts": "3",
            "before_sha256": SHA,
            "page_sha256": SHA,
            "after_sha256": "",
            "log_sha256": "",
            "job_id": made.job,
            "run_id": made.run,
        }
        == row
    )


def test_only_what_was_published_and_of_the_workspace(db: Database, device: DeviceView) -> None:
    for state in ("failed", "unknown", "not_found"):
        made = a_publication(db, device, state=state)
        db.execute_sql("UPDATE job SET status = 'FAILED' WHERE id = ?", (made.job,))
    other = workspaces.create(db, "Cairo Coffee", actor=OPERATOR, now=NOW)
    post = a_post(db, workspace_id=other.id)
    made = a_publication(db, device, post_id=post)
    assert [row["run_id"] for row in publications.rows(db)] == [made.run]
    assert [row["workspace"] for row in publications.rows(db, other.id)] == ["Cairo Coffee"]
    assert list(publications.rows(db, workspaces.default(db).id)) == []


def test_what_a_look_found_is_proved_by_the_look(db: Database, device: DeviceView) -> None:
    made = a_publication(db, device, recovered=True)
    finish(db, made)
    look = a_claim(db, device, "look")
    a_proof(db, device, look.job.id, kind="page")
    seq = PublishingRun.select(PublishingRun.seq).tuples().execute(db)[0][0]
    Look.insert(
        publishing_run_seq=seq, job_id=look.job.id, device_id=device.id, outcome="found", at=NOW,
        detail="{}",
    ).execute(db)  # fmt: skip
    (row,) = publications.rows(db)
    assert (row["recovered"], row["page_sha256"], row["before_sha256"]) == ("yes", SHA, "")


def test_many_are_read_page_by_page(db: Database, device: DeviceView) -> None:
    for _ in range(5):
        finish(db, a_publication(db, device))
    usual, publications._PAGE = publications._PAGE, 2  # type: ignore[misc]
    try:
        assert len(list(publications.rows(db))) == 5
    finally:
        publications._PAGE = usual  # type: ignore[misc]
    assert Post.select().count(db) == 5
