"""What becomes of posts by the operator's hand."""

from typing import Any

import pytest

from models import audit, jobs, settings
from models.errors import InvalidInput, NotFound, RuleRefused
from models.ids import new_id
from models.posts import posts
from models.posts.changes import NewPost, NewTarget, PostChange
from models.posts.times import resolve
from models.posts.views import MediaUse, PostView
from models.publishing import schedules
from models.queries import jobs as job_queries
from models.queries import posts as queries
from models.rows import Database
from tests.support.posts import (
    DAY,
    HOUR,
    PRACTICE,
    ZONE,
    X,
    a_draft,
    a_file,
    a_scheduled,
    made,
    wall,
    with_platforms,
)
from tests.support.stores import NOW, OPERATOR, refused, snapshot

TEXT = "Meet Dr. Lina"


@pytest.fixture(autouse=True)
def _platforms(db: Database) -> None:
    with_platforms(db)


def actions(db: Database, subject: str) -> list[str]:
    rows = db.execute_sql("SELECT action FROM audit WHERE subject_id = ? ORDER BY seq", (subject,))
    return [action for (action,) in rows]


def change(db: Database, post: PostView, **to: Any) -> PostView:
    return posts.change(db, post.id, PostChange(**to), actor=OPERATOR, now=NOW + 1).post


def schedule(db: Database, post: PostView, at: str, **facts: Any) -> posts.PostDone:
    return posts.schedule(db, post.id, at, ZONE, actor=OPERATOR, now=NOW, **facts)


def repeat(db: Database, post: PostView, rule: str) -> posts.PostDone:
    return schedule(db, post, str(post.wall), rule=rule)


# ---------------------------------------------------------------- writing


def test_a_new_post_is_a_draft_with_its_targets(db: Database) -> None:
    picture = a_file(db)
    other = a_file(db, "other.png", sha256="cd" * 32)
    post = a_draft(
        db,
        TEXT,
        title="Hello",
        link="https://clinic.example/lina",
        media=[MediaUse(id=picture.id, alt="Dr. Lina")],
        targets=[
            PRACTICE,
            NewTarget(
                platform="x",
                handle="AmmanDental",
                text="short",
                link="",
                media=[MediaUse(id=other.id)],
                first_comment="More at the clinic",
            ),
        ],
    )
    assert (post.title, post.text, post.status) == ("Hello", TEXT, "draft")
    first, second = post.targets
    assert (first.platform, first.handle) == ("practice", "@ammandental")
    assert (first.text, first.own_text, first.link) == (TEXT, False, "https://clinic.example/lina")
    assert first.media == [MediaUse(id=picture.id, alt="Dr. Lina")]
    assert (second.text, second.own_text, second.link) == ("short", True, None)
    assert second.media == [MediaUse(id=other.id)]
    assert (first.own_link, first.own_media, second.own_link, second.own_media) == (
        False, False, True, True
    )  # fmt: skip
    assert second.first_comment == "More at the clinic"
    assert [t.status for t in post.targets] == ["draft", "draft"]
    assert actions(db, post.id) == ["post.created"]
    assert queries.unscheduled(db, now=NOW) == [queries.get(db, post.id, now=NOW)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  Meet\n Dr. Lina  ", "Meet Dr. Lina"),
        ("", "…"),
        ("word " * 30, "word word word word word word word word word word word word…"),
        ("x" * 90, "x" * 60 + "…"),
    ],
)
def test_the_first_words_are_the_title(db: Database, text: str, title: str) -> None:
    assert a_draft(db, text).title == title
    assert a_draft(db, text, title="  ").title == title


def test_a_title_follows_the_text_until_somebody_gives_one(db: Database) -> None:
    post = a_draft(db, "one")
    assert change(db, post, text="two").title == "two"
    assert change(db, post, title="Own").title == "Own"
    assert change(db, post, text="three").title == "Own"
    assert change(db, post, title=None).title == "three"


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("text", {"text": "x" * 100_001}),
        ("text", {"text": "half \ud83d"}),
        ("title", {"title": "x" * 101}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "https://two words.example"}),
        ("link", {"link": "clinic.example"}),
        ("link", {"link": "https://"}),
        ("media[0]", {"media": [MediaUse(id=new_id())]}),
        ("targets[0].platform", {"targets": [NewTarget(platform=" ", handle="a")]}),
        ("targets[1].handle", {"targets": [PRACTICE, NewTarget(platform="x", handle="@")]}),
        (
            "targets[1]",
            {"targets": [X, NewTarget(platform="x", handle="@AMMANdental")]},
        ),
        ("targets", {"targets": [NewTarget(platform="x", handle=f"h{i}") for i in range(51)]}),
        (
            "targets[0].text",
            {"targets": [NewTarget(platform="x", handle="a", text="x" * 100_001)]},
        ),
        ("targets[0].link", {"targets": [NewTarget(platform="x", handle="a", link="ftp://a.b")]}),
        (
            "targets[0].media[0]",
            {"targets": [NewTarget(platform="x", handle="a", media=[MediaUse(id="no")])]},
        ),
        ("zone", {"wall": "2026-11-27T10:00"}),
        ("wall", {"zone": ZONE}),
        ("wall", {"rule": "FREQ=DAILY"}),
        ("wall", {"wall": "2026-11-01T10:00", "zone": ZONE}),
        ("wall", {"wall": "tomorrow", "zone": ZONE}),
        ("zone", {"wall": "2026-11-27T10:00", "zone": "Amman"}),
        ("rule", {"wall": "2026-11-27T10:00", "zone": ZONE, "rule": "often"}),
        ("latePolicy", {"late_policy": "never"}),
        ("graceMinutes", {"grace_minutes": -1}),
        ("workspaceId", {"workspace_id": "nobody"}),
        ("targets", {"wall": "2026-11-27T10:00", "zone": ZONE, "targets": []}),
        ("text", {"text": " \n", "wall": "2026-11-27T10:00", "zone": ZONE}),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(
    db: Database, field: str, facts: dict[str, Any]
) -> None:
    before = snapshot(db)
    with pytest.raises(InvalidInput) as found, db.atomic():
        made(db, **{"text": TEXT} | facts)
    assert found.value.field == field
    assert snapshot(db) == before


def test_a_file_is_used_once(db: Database) -> None:
    file = MediaUse(id=a_file(db).id)
    with pytest.raises(InvalidInput, match="twice"):
        made(db, media=[file, file])


def test_changing_keeps_what_is_not_named(db: Database) -> None:
    post = a_draft(db, TEXT, link="https://a.example", targets=[PRACTICE, X])
    after = change(db, post, text="New", grace_minutes=5)
    assert (after.text, after.link, after.grace_minutes) == ("New", "https://a.example", 5)
    assert [t.variant_id for t in after.targets] == [t.variant_id for t in post.targets]
    assert change(db, post, link=None).link is None
    assert actions(db, post.id) == ["post.created", "post.changed", "post.changed"]
    entry = audit.verify(db)
    assert entry.whole


def test_a_change_that_changes_nothing_leaves_no_trace(db: Database) -> None:
    post = a_draft(db)
    before = snapshot(db)
    assert change(db, post, text=post.text, title=post.title) == post
    assert snapshot(db) == before


def test_targets_are_replaced_as_a_whole_and_keep_their_ids(db: Database) -> None:
    post = a_draft(db, targets=[PRACTICE, X])
    bluesky = NewTarget(platform="bluesky", handle="clinic")
    after = change(
        db, post, targets=[bluesky, NewTarget(platform="x", handle="ammandental", text="own")]
    )
    assert [(t.platform, t.text) for t in after.targets] == [("bluesky", TEXT), ("x", "own")]
    assert after.targets[1].variant_id == post.targets[1].variant_id


def test_a_duplicate_is_a_draft_of_its_own(db: Database) -> None:
    post = a_scheduled(db, targets=[PRACTICE, NewTarget(platform="x", handle="a", text="own")])
    copy = posts.duplicate(db, post.id, actor=OPERATOR, now=NOW + 1).post
    assert (copy.status, copy.at, copy.job_id) == ("draft", None, None)
    assert [(t.platform, t.text) for t in copy.targets] == [("practice", TEXT), ("x", "own")]
    assert copy.id != post.id
    assert not {t.variant_id for t in copy.targets} & {t.variant_id for t in post.targets}


def test_what_does_not_exist_is_said(db: Database) -> None:
    for act in (posts.remove, posts.unschedule, posts.duplicate, posts.publish_now):
        with pytest.raises(NotFound):
            act(db, new_id(), actor=OPERATOR, now=NOW)  # type: ignore[operator]


# ---------------------------------------------------------------- time


def test_a_post_with_a_time_waits_for_it(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, late_policy="ask", grace_minutes=7)
    post = done.post
    assert (post.status, post.wall, post.zone) == ("scheduled", wall(), ZONE)
    assert post.at == resolve(wall(), ZONE).at
    assert (post.late_policy, post.grace_minutes) == ("ask", 7)
    (job,) = done.created
    assert (job.type, job.id, job.run_after) == ("SCHEDULE_POST", post.job_id, post.at)
    assert job.input["graceMinutes"] == 7
    assert [t.status for t in post.targets] == ["scheduled"]


def test_a_post_is_moved_by_the_same_job(db: Database) -> None:
    post = a_scheduled(db)
    done = schedule(db, post, wall(DAY), late_policy="skip", grace_minutes=1)
    assert done.created == []
    assert [job.id for job in done.changed] == [post.job_id]
    assert (done.post.wall, done.post.late_policy) == (wall(DAY), "skip")
    assert done.post.job_id == post.job_id


def test_a_time_that_does_not_exist_is_told(db: Database) -> None:
    done = posts.schedule(
        db, a_draft(db).id, "2027-03-28T02:30", "Europe/Berlin", actor=OPERATOR, now=NOW
    )
    assert (done.adjusted, done.post.wall) == ("gap", "2027-03-28T03:00")
    done = posts.schedule(
        db, done.post.id, "2027-10-31T02:30", "Europe/Berlin", actor=OPERATOR, now=NOW
    )
    assert (done.adjusted, done.post.wall) == ("fold", "2027-10-31T02:30")
    assert done.post.at == resolve("2027-10-31T02:30", "Europe/Berlin").at


def test_unscheduled_it_is_a_draft_again(db: Database) -> None:
    post = a_scheduled(db)
    done = posts.unschedule(db, post.id, actor=OPERATOR, now=NOW + 1)
    assert (done.post.status, done.post.at, done.post.job_id) == ("draft", None, None)
    assert [(j.id, j.status) for j in done.changed] == [(post.job_id, "CANCELLED")]
    again = schedule(db, done.post, wall(2 * HOUR))
    assert again.post.status == "scheduled"


def test_a_post_that_cannot_go_out_gets_no_time(db: Database) -> None:
    before = snapshot(db)
    cases = [
        ("targets[0].media", [NewTarget(platform="instagram", handle="a")], TEXT),
        ("targets[1].text", [X, NewTarget(platform="bluesky", handle="a")], "x" * 301),
        ("targets", [NewTarget(platform="nowhere", handle="a")], TEXT),
    ]
    for field, targets, text in cases:
        with pytest.raises(InvalidInput) as found, db.atomic():
            made(db, text, targets=targets, wall=wall(), zone=ZONE)
        assert found.value.field == field
    assert snapshot(db) == before


def test_a_scheduled_post_stays_sendable_while_it_is_changed(db: Database) -> None:
    post = a_scheduled(db, targets=[NewTarget(platform="bluesky", handle="a")])
    assert change(db, post, text="Better").status == "scheduled"
    with pytest.raises(InvalidInput):
        change(db, post, text="x" * 301)


# ---------------------------------------------------------------- sending


def test_publishing_now_makes_a_job_for_each_target(db: Database) -> None:
    post = a_draft(db, targets=[PRACTICE, X])
    done = posts.publish_now(db, post.id, actor=OPERATOR, now=NOW + 1)
    assert [job.type for job in done.created] == [
        "PUBLISH_POST",
        "PUBLISH_VARIANT",
        "PUBLISH_VARIANT",
    ]
    assert done.post.status == "publishing"
    assert [t.status for t in done.post.targets] == ["waiting", "waiting"]


def test_some_targets_can_be_sent_first(db: Database) -> None:
    post = a_draft(db, targets=[PRACTICE, X])
    first, second = post.targets
    done = posts.publish_now(db, post.id, [second.variant_id], actor=OPERATOR, now=NOW)
    assert [t.status for t in done.post.targets] == ["draft", "waiting"]
    done = posts.publish_now(db, post.id, [first.variant_id], actor=OPERATOR, now=NOW)
    assert [t.status for t in done.post.targets] == ["waiting", "waiting"]
    assert done.changed == []


def test_a_scheduled_post_sent_now_leaves_its_time(db: Database) -> None:
    post = a_scheduled(db)
    done = posts.publish_now(db, post.id, actor=OPERATOR, now=NOW + 1)
    assert (done.post.at, done.post.job_id) == (None, post.job_id)
    assert [job.type for job in done.changed] == ["PUBLISH_POST"]
    assert [job.type for job in done.created] == ["PUBLISH_VARIANT"]


def test_what_is_on_its_way_is_not_touched(db: Database) -> None:
    post = posts.publish_now(db, a_draft(db).id, actor=OPERATOR, now=NOW).post
    before = snapshot(db)
    for act in (posts.remove, posts.unschedule):
        with refused("ALREADY_SENT"):
            act(db, post.id, actor=OPERATOR, now=NOW)
    with refused("ALREADY_SENT"):
        change(db, post, text="Other")
    with refused("ALREADY_SENT"):
        schedule(db, post, wall())
    with refused("ALREADY_SENT"):
        posts.publish_now(db, post.id, actor=OPERATOR, now=NOW)
    assert snapshot(db) == before


def test_what_was_cancelled_can_be_planned_anew(db: Database) -> None:
    post = posts.publish_now(db, a_draft(db).id, actor=OPERATOR, now=NOW).post
    assert post.job_id is not None
    jobs.request_cancel(db, post.job_id, actor=OPERATOR, now=NOW)
    assert queries.get(db, post.id, now=NOW).status == "cancelled"
    again = schedule(db, post, wall()).post
    assert (again.status, [t.status for t in again.targets]) == ("scheduled", ["scheduled"])


def test_a_missed_post_asks_until_it_gets_another_time(db: Database) -> None:
    post = a_scheduled(db, late_policy="ask")
    assert post.at is not None
    assert post.job_id is not None
    late = post.at + 21 * 60_000
    schedules.fall_due(db, post.job_id, now=late)
    missed = queries.get(db, post.id, now=late)
    assert missed.status == "missed"
    assert [p.id for p in queries.queue(db, now=late)] == [post.id]
    done = posts.schedule(db, post.id, wall(DAY), ZONE, actor=OPERATOR, now=late)
    assert done.post.status == "scheduled"
    old = job_queries.get(db, post.job_id, now=late)
    assert (old.status, old.needs_user_action) == ("FAILED", False)


def test_a_removed_post_is_in_no_list_and_never_sent(db: Database) -> None:
    post = a_scheduled(db)
    done = posts.remove(db, post.id, actor=OPERATOR, now=NOW + 1)
    assert [job.status for job in done.changed] == ["CANCELLED"]
    with pytest.raises(NotFound):
        queries.get(db, post.id, now=NOW)
    assert queries.calendar(db, 0, NOW * 2, now=NOW) == []
    assert actions(db, post.id)[-1] == "post.removed"


# ---------------------------------------------------------------- the same again


def test_the_same_content_nearby_is_told_first(db: Database) -> None:
    first = a_scheduled(db)
    with pytest.raises(RuleRefused) as found:
        made(db, f"{TEXT}  \r\n", targets=[PRACTICE, X], wall=wall(20 * HOUR), zone=ZONE)
    assert found.value.code == "DUPLICATE"
    assert found.value.details is not None
    (told,) = found.value.details["duplicates"]
    assert (told["postId"], told["platform"], told["at"]) == (first.id, "practice", first.at)


def test_a_duplicate_that_is_meant_is_on_record(db: Database) -> None:
    first = a_scheduled(db)
    post = a_scheduled(db, wall=wall(20 * HOUR), allow_duplicate=True)
    assert post.status == "scheduled"
    assert "post.duplicate_allowed" in actions(db, post.id)
    rows = db.execute_sql("SELECT duplicate_of FROM post WHERE id = ?", (post.id,)).fetchall()
    assert rows == [(first.id,)]


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "Another text"},
        {"link": "https://clinic.example"},
        {"wall": wall(27 * HOUR)},
        {"targets": [X]},
        {"targets": [NewTarget(platform="practice", handle="other")]},
    ],
)
def test_what_differs_is_no_duplicate(db: Database, facts: dict[str, Any]) -> None:
    a_scheduled(db)
    assert a_scheduled(db, **{"text": TEXT} | facts).status == "scheduled"


def test_a_draft_or_a_cancelled_post_is_no_duplicate(db: Database) -> None:
    a_draft(db)
    post = a_scheduled(db)
    posts.unschedule(db, post.id, actor=OPERATOR, now=NOW)
    assert a_scheduled(db).status == "scheduled"


def test_how_near_is_a_setting(db: Database) -> None:
    a_scheduled(db)
    settings.set(db, "publishing.duplicate_hours", 0, actor=OPERATOR, now=NOW)
    assert a_scheduled(db).status == "scheduled"


def test_a_change_or_a_press_of_now_is_checked_too(db: Database) -> None:
    a_scheduled(db)
    other = a_scheduled(db, "Other")
    with refused("DUPLICATE"):
        change(db, other, text=TEXT)
    draft = a_draft(db)
    with refused("DUPLICATE"):
        posts.publish_now(db, draft.id, actor=OPERATOR, now=NOW)
    done = posts.publish_now(db, draft.id, allow_duplicate=True, actor=OPERATOR, now=NOW)
    assert done.post.status == "publishing"


# ---------------------------------------------------------------- series


def test_a_series_is_a_post_for_each_date_of_the_weeks_ahead(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY", targets=[PRACTICE, X])
    every = [done.post, *done.others]
    assert len(every) == 8
    assert all(p.status == "scheduled" and p.series_id for p in every)
    assert [len(p.targets) for p in every] == [2] * 8
    assert len({p.at for p in every}) == 8
    assert len(done.created) == 8
    assert len({p.job_id for p in every}) == 8


def test_the_first_date_is_one_that_the_rule_names(db: Database) -> None:
    # NOW is a Wednesday
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY;BYDAY=FR;COUNT=2")
    assert [p.wall for p in (done.post, *done.others)] == [
        wall(2 * DAY + HOUR),
        wall(9 * DAY + HOUR),
    ]


def test_a_series_grows_with_time_like_its_last_post(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY")
    last = done.others[-1]
    posts.change(db, last.id, PostChange(text="New words"), actor=OPERATOR, now=NOW)
    assert last.series_id is not None
    later = NOW + 14 * DAY
    new, made_jobs = posts.grow_series(db, last.series_id, actor="system", now=later)
    assert [p.text for p in new] == ["New words"] * 2
    assert len(made_jobs) == 2
    assert posts.grow_series(db, last.series_id, actor="system", now=later) == ([], [])


def test_a_date_that_was_removed_does_not_come_back(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY")
    assert done.post.series_id is not None
    posts.remove(db, done.others[2].id, actor=OPERATOR, now=NOW)
    assert posts.grow_series(db, done.post.series_id, actor="system", now=NOW) == ([], [])


def test_a_series_that_is_ended_keeps_what_was_sent(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY")
    posts.publish_now(db, done.others[0].id, allow_duplicate=True, actor=OPERATOR, now=NOW)
    ended = posts.end_series(db, done.post.id, actor=OPERATOR, now=NOW)
    assert len(ended.others) == 6
    left = queries.listed(db, queries.PostFilter(series_id=done.post.series_id), now=NOW)
    assert {p.id for p in left} == {done.post.id, done.others[0].id}
    assert done.post.series_id is not None
    assert posts.grow_series(db, done.post.series_id, actor="system", now=NOW + 30 * DAY) == (
        [],
        [],
    )


def test_behind_a_post_that_was_sent_early_lie_all_that_wait(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY;COUNT=3")
    posts.publish_now(db, done.post.id, allow_duplicate=True, actor=OPERATOR, now=NOW)
    ended = posts.end_series(db, done.post.id, actor=OPERATOR, now=NOW)
    assert {p.id for p in ended.others} == {p.id for p in done.others}


def test_a_post_that_waits_becomes_the_first_of_a_series(db: Database) -> None:
    post = a_scheduled(db)
    done = repeat(db, post, "FREQ=WEEKLY")
    assert post.at is not None
    assert (done.post.id, done.post.at, done.post.job_id) == (post.id, post.at, post.job_id)
    assert len(done.others) == len(done.created) == 7
    assert {p.series_id for p in done.others} == {done.post.series_id}
    assert done.others[0].at == post.at + 7 * DAY


def test_a_post_has_one_series_at_a_time(db: Database) -> None:
    first = repeat(db, a_scheduled(db), "FREQ=WEEKLY").post
    with pytest.raises(InvalidInput, match="end its series first"):
        repeat(db, first, "FREQ=DAILY")
    posts.end_series(db, first.id, actor=OPERATOR, now=NOW)
    done = repeat(db, first, "FREQ=WEEKLY;INTERVAL=2")
    assert done.post.series_id not in (None, first.series_id)
    assert len(done.others) == 3


def test_a_rule_needs_the_time_of_its_first_date(db: Database) -> None:
    with pytest.raises(InvalidInput, match="first date"):
        posts.schedule(
            db, a_draft(db).id, None, ZONE, at=NOW + HOUR, rule="FREQ=DAILY", actor=OPERATOR,
            now=NOW,
        )  # fmt: skip


def test_two_posts_of_a_series_never_meet(db: Database) -> None:
    done = made(db, wall=wall(), zone=ZONE, rule="FREQ=WEEKLY")
    with pytest.raises(InvalidInput, match="series"):
        schedule(db, done.others[0], wall())


def test_a_rule_is_only_for_posts_with_one(db: Database) -> None:
    with pytest.raises(InvalidInput):
        posts.end_series(db, a_draft(db).id, actor=OPERATOR, now=NOW)


def test_a_new_post_says_all_its_fields() -> None:
    new = NewPost(text="x")
    assert (new.late_policy, new.grace_minutes, new.targets) == ("publish", 20, [])
