"""What happened to a publication, in its order."""

import pytest

from models import audit
from models.errors import NotFound
from models.queries import posts as queries
from models.rows import Database
from models.views import DeviceView
from tests.support.publications import Publication, a_publication
from tests.support.stores import NOW, OPERATOR, a_proof


def said(
    db: Database, made: Publication, what: str, when: int, actor: str = "system", **detail: object
) -> None:
    audit.append(
        db, actor=actor, action=f"publication.{what}", subject_type="run", subject_id=made.run,
        detail=dict(detail), now=when,
    )  # fmt: skip


def kinds(db: Database, made: Publication) -> list[str]:
    return [entry.kind for entry in queries.timeline(db, made.run)]


def test_a_publication_from_its_post_to_its_link(db: Database, device: DeviceView) -> None:
    made = a_publication(db, device, now=NOW + 1_000)
    audit.append(
        db, actor=OPERATOR, action="post.scheduled", subject_type="post", subject_id=made.post,
        detail={"zone": "Asia/Amman"}, now=NOW - 10,
    )  # fmt: skip
    a_proof(
        db, device, made.job, epoch=made.epoch, kind="before", captured_at=NOW + 2, now=NOW + 3_000
    )
    said(db, made, "pressed", NOW + 5_140, f"device:{device.id}", at=NOW + 5_018)
    entries = queries.timeline(db, made.run)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    by_kind = {entry.kind: entry for entry in entries}
    assert set(by_kind) == {
        "created", "scheduled", "claimed", "before", "permit", "pressed", "published",
    }  # fmt: skip
    assert by_kind["scheduled"].detail["zone"] == "Asia/Amman"
    assert by_kind["scheduled"].detail["actor"] == OPERATOR
    assert by_kind["claimed"].detail["device"] == device.name
    assert (by_kind["before"].at, by_kind["before"].device_at) == (NOW + 3_000, NOW + 2)
    assert by_kind["pressed"].device_at == NOW + 5_018
    for kind in ("created", "scheduled", "permit", "pressed", "published"):
        seq = by_kind[kind].audit_seq
        row = db.execute_sql("SELECT at FROM audit WHERE seq = ?", (seq,)).fetchone()
        assert row == (by_kind[kind].at,)


def test_doubt_and_its_end(db: Database, device: DeviceView) -> None:
    made = a_publication(db, device, state="not_published", now=NOW)
    steps = (
        "unknown", "device_back", "look_not_found", "look_not_found", "not_found", "resolved",
    )  # fmt: skip
    for index, what in enumerate(steps):
        said(db, made, what, NOW + 10_000 + index, OPERATOR)
    found = [kind for kind in kinds(db, made) if kind not in ("created", "claimed", "permit")]
    assert found == [
        "published", "unknown", "device_back", "look_not_found", "look_not_found", "resolved",
    ]  # fmt: skip


def test_only_what_led_to_this_run_is_told(db: Database, device: DeviceView) -> None:
    made = a_publication(db, device, now=NOW + 1_000)
    for at, action, actor in (
        (NOW - 3, "post.scheduled", OPERATOR),
        (NOW - 2, "post.scheduled", OPERATOR),
        (NOW - 1, "post.sent", "system"),
        (NOW + 2_000, "post.sent", OPERATOR),
    ):
        audit.append(
            db, actor=actor, action=action, subject_type="post", subject_id=made.post, now=at
        )
    entries = queries.timeline(db, made.run)
    assert [e.at for e in entries if e.kind in ("scheduled", "approved")] == [NOW - 2]


@pytest.mark.parametrize(
    ("state", "run_state", "kind"),
    [("failed", "failed", "failed"), ("failed", "cancelled", "cancelled")],
)
def test_an_end_before_the_permit(
    db: Database, device: DeviceView, state: str, run_state: str, kind: str
) -> None:
    made = a_publication(db, device, state=state)
    db.execute_sql(
        "UPDATE run SET state = ?, ended_at = ?, error_code = 'x' WHERE id = ?",
        (run_state, NOW + 90_000, made.run),
    )
    assert kinds(db, made)[-1] == kind


def test_a_run_that_does_not_publish_has_none(db: Database) -> None:
    with pytest.raises(NotFound):
        queries.timeline(db, "nothing")
