"""Posts by the operator's hand: done, and told."""

from pathlib import Path

import pytest

from hub.events import JobChanged, JobCreated, PostChanged
from models.errors import RuleRefused
from models.posts.changes import NewPost, PostChange
from models.posts.times import wall_of
from models.queries import posts as queries
from tests.support import posts as support
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on, run
from tests.support.posts import DAY, HOUR, PRACTICE, ZONE, X

NEW = NewPost(text="Meet Dr. Lina", targets=[PRACTICE, X])


async def with_platforms(desk: Desk) -> None:
    await desk.hub.store.write(lambda db: support.with_platforms(db))
    desk.heard.clear()


def wall(desk: Desk, ms: int = HOUR) -> str:
    return wall_of(desk.hub.posts._core.now() + ms, ZONE)


def told(desk: Desk) -> list[tuple[str, str]]:
    """What was heard of jobs and posts: (kind, status or type)."""
    found = []
    for event in desk.heard:
        if isinstance(event, PostChanged):
            found.append(("post", event.post.status))
        elif isinstance(event, JobCreated | JobChanged):
            kind = "created" if isinstance(event, JobCreated) else "changed"
            found.append((kind, event.job.type))
    desk.heard.clear()
    return found


def test_every_step_is_told_once_it_is_kept(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await with_platforms(desk)
            posts = desk.hub.posts
            post = await posts.create(NEW, OPERATOR)
            assert told(desk) == [("post", "draft")]
            assert await desk.hub.store.read(queries.get, post.id) == post
            post = await posts.schedule(post.id, wall(desk), ZONE, actor=OPERATOR)
            assert told(desk) == [("created", "SCHEDULE_POST"), ("post", "scheduled")]
            post = await posts.schedule(post.id, wall(desk, 2 * HOUR), ZONE, OPERATOR)
            assert told(desk) == [("changed", "SCHEDULE_POST"), ("post", "scheduled")]
            await posts.change(post.id, PostChange(text="New"), OPERATOR)
            assert told(desk) == [("post", "scheduled")]
            await posts.unschedule(post.id, OPERATOR)
            assert told(desk) == [("changed", "SCHEDULE_POST"), ("post", "draft")]
            copy = await posts.duplicate(post.id, OPERATOR)
            assert told(desk) == [("post", "draft")]
            await posts.remove(copy.id, OPERATOR)
            assert told(desk) == [("post", "draft")]
            await posts.publish(post.id, OPERATOR, targets=[post.targets[1].variant_id])
            assert told(desk)[:3] == [
                ("created", "PUBLISH_POST"),
                ("created", "PUBLISH_VARIANT"),
                ("post", "publishing"),
            ]

    run(scenario())


def test_a_duplicate_is_refused_and_nothing_is_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await with_platforms(desk)
            posts = desk.hub.posts
            first = await posts.create(NEW, OPERATOR)
            await posts.schedule(first.id, wall(desk), ZONE, OPERATOR)
            second = await posts.create(NEW, OPERATOR)
            told(desk)
            with pytest.raises(RuleRefused, match="allowDuplicate"):
                await posts.publish(second.id, OPERATOR)
            assert told(desk) == []
            done = await posts.publish(second.id, OPERATOR, allow_duplicate=True)
            assert done.status == "publishing"

    run(scenario())


def test_the_chore_makes_the_posts_of_the_weeks_ahead(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            await with_platforms(desk)
            posts = desk.hub.posts
            new = NewPost(
                text="Weekly", targets=[X], wall=wall(desk), zone=ZONE, rule="FREQ=WEEKLY"
            )
            await posts.create(new, OPERATOR)
            assert told(desk).count(("post", "scheduled")) == 8
            await posts.grow_series()
            assert told(desk) == []
            clock.pass_seconds(14 * DAY / 1_000)
            await posts.grow_series()
            assert told(desk).count(("post", "scheduled")) == 2
            last = (await desk.hub.store.read(queries.listed, queries.PostFilter()))[0]
            await posts.end_series(last.id, OPERATOR)
            clock.pass_seconds(70 * DAY / 1_000)
            told(desk)
            await posts.grow_series()
            assert ("post", "scheduled") not in told(desk)

    run(scenario())


TABLE = """text,accounts,date,time,zone
First,practice:ammandental,2030-01-15,14:30,Asia/Amman
Second,x:ammandental; practice:other,,,
"""


def test_a_table_comes_in_whole(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await with_platforms(desk)
            posts = desk.hub.posts
            checked = await posts.import_csv(TABLE.encode(), OPERATOR, dry=True)
            assert (checked.rows, checked.post_ids, checked.problems) == (2, [], [])
            assert told(desk) == []
            report = await posts.import_csv(TABLE.encode(), OPERATOR)
            assert len(report.post_ids) == 2
            assert told(desk) == [
                ("created", "SCHEDULE_POST"),
                ("post", "scheduled"),
                ("post", "draft"),
            ]

    run(scenario())


def test_a_table_with_a_problem_leaves_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await with_platforms(desk)
            wrong = TABLE.replace("14:30", "later")
            report = await desk.hub.posts.import_csv(wrong.encode(), OPERATOR)
            assert [(p.row, p.column) for p in report.problems] == [(2, "time")]
            unreadable = await desk.hub.posts.import_csv(b"\xff\x00", OPERATOR)
            assert [p.row for p in unreadable.problems] == [1]
            assert told(desk) == []
            assert (await desk.hub.store.read(queries.counts)).posts == 0

    run(scenario())
