"""The script agent publishes for a whole hub: out once, with all its proofs."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hub.agent import link as links
from hub.events import JobChanged
from hub.wire import messages as m
from models.posts.changes import NewPost, NewTarget
from models.posts.views import MediaUse, PostView
from models.queries import posts as post_queries
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on
from tests.support.practice import Visitor, practice_web
from tests.support.samples import png
from tests.support.script_agent import Working, working

TEXT = "صباح الخير 👋🏽\n\nLine two"
JO = m.Account(platform="practice", handle="Jo_Cafe")


@asynccontextmanager
async def office(tmp_path: Path) -> AsyncIterator[tuple[Desk, Visitor, Working, Clock]]:
    """A hub that publishes on a practice wall, and an agent that holds the account."""
    clock = Clock()
    async with hub_on(tmp_path / "data", clock) as desk, practice_web() as visitor:
        visitor.web.state.wall.now = lambda: clock.now() / 1_000
        for connector in ("practice_wall", "practice_wall_verify"):
            await desk.hub.connectors.set_hosts(connector, [visitor.web.host], OPERATOR)
        link = links.parse((await desk.hub.pairing.make_link("noise", True, OPERATOR)).link)
        async with working(link, tmp_path / "agent.json", accounts=[JO]) as work:
            await work.heard("Connected")
            yield desk, visitor, work, clock


async def publish(desk: Desk, text: str = TEXT, handle: str = "@jo_cafe") -> PostView:
    made = await desk.hub.posts.create(
        NewPost(text=text, targets=[NewTarget(platform="practice", handle=handle)]), OPERATOR
    )
    return await desk.hub.posts.publish(made.id, OPERATOR)


async def look(desk: Desk, post: PostView) -> PostView:
    shown: PostView = await desk.hub.store.read(post_queries.get, post.id, now=0)
    return shown


async def came(desk: Desk, kind: str, status: str) -> JobChanged:
    """The job of this type that was so."""
    return await desk.heard_one(
        JobChanged, lambda one: one.job.type == kind and one.job.status == status
    )


def test_out_once_with_all_proofs(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, work, _):
            post = await publish(desk)
            await came(desk, "PUBLISH_POST", "COMPLETED")
            await work.heard("published, http")
            (seen,) = visitor.web.state.wall.posts
            assert (seen.text, seen.handle) == (TEXT, "jo_cafe")
            assert len(visitor.web.state.wall.presses) == 1
            (target,) = (await look(desk, post)).targets
            assert target.status == "published"
            (run,) = target.runs
            assert run.permalink == f"{visitor.web.url}/wall/@jo_cafe/{seen.id}"
            proofs = (await desk.api.get(f"/jobs/{target.job_id}/proofs"))["items"]
            kinds = sorted(one["kind"] for one in proofs)
            assert kinds == ["after", "before", "log", "page", "permalink"]

    asyncio.run(run())


def test_another_account_is_not_offered(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, _, _):
            other = await publish(desk, "for another", "al")
            await publish(desk)
            await came(desk, "PUBLISH_POST", "COMPLETED")
            assert len(visitor.web.state.wall.presses) == 1
            assert (await look(desk, other)).targets[0].runs == []

    asyncio.run(run())


def test_pictures_and_the_link_go_out_with_it(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, _, _):
            data = png(random.Random(1).randbytes(300_000))
            kept = await desk.hub.media.add(data, "one.png", actor=OPERATOR)
            new = NewPost(
                text=TEXT,
                link="https://clinic.example/hours",
                media=[MediaUse(id=kept.id)],
                targets=[NewTarget(platform="practice", handle="jo_cafe")],
            )
            made = await desk.hub.posts.create(new, OPERATOR)
            await desk.hub.posts.publish(made.id, OPERATOR)
            await came(desk, "PUBLISH_POST", "COMPLETED")
            (seen,) = visitor.web.state.wall.truth()["posts"]
            assert seen["text"] == f"{TEXT}\n\nhttps://clinic.example/hours"
            assert seen["media"] == [kept.sha256]

    asyncio.run(run())


def test_an_answer_that_never_came_is_looked_for_and_found(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, work, clock):
            wall = visitor.web.state.wall
            visitor.web.state.choose(["wall_late"])
            post = await publish(desk)
            await work.heard("not seen")
            assert (await look(desk, post)).targets[0].status == "unknown"
            clock.pass_seconds(31)
            await desk.hub.scheduler.look()
            await came(desk, "VERIFY_POST", "COMPLETED")
            (target,) = (await look(desk, post)).targets
            assert target.status == "published"
            assert target.runs[0].recovered
            assert target.runs[0].journal == "pressed"
            assert len(wall.presses) == 1

    asyncio.run(run())
