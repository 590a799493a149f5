"""A hub whose agents publish on the practice wall: posts, permits and presses a line away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hub.events import JobChanged
from models import connectors
from models.devices import Binding
from models.posts.content import content_digest
from models.queries import jobs as job_queries
from models.queries import posts as post_queries
from models.views import JobView
from tests.support import publishing, stores
from tests.support.agents import Agent, Credential
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on
from tests.support.publishing import HANDLE, PERMALINK, WALL

ACCOUNT = {"platform": "practice", "handle": HANDLE}


@asynccontextmanager
async def wall_on(path: Path, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """A hub with a connector that publishes; the shipped one is the same but for its steps."""
    async with hub_on(path, clock) as desk:
        recipe = stores.recipe(WALL, platform="practice", kind="publish") | {"commit": "agent"}
        await desk.hub.store.write(_install, recipe)
        await desk.hub.connectors.set_enabled(WALL, True, OPERATOR)
        yield desk


def _install(db: Any, recipe: dict[str, Any]) -> None:
    connectors.save(db, recipe, actor=OPERATOR, now=stores.NOW)


async def profile(desk: Desk, *handles: str) -> tuple[Agent, Credential]:
    """A script agent whose profile holds the accounts."""
    agent, me = await desk.json_agent(WALL)
    bound = [Binding(platform="practice", handle=one) for one in handles or (HANDLE,)]
    await desk.hub.agents.bind(me.agent_id, bound, OPERATOR)
    return agent, me


async def post(desk: Desk, *handles: str) -> str:
    """A post with its targets; its id."""
    return await desk.hub.store.write(lambda db: publishing.a_post(db, *handles))


async def sent(desk: Desk, *handles: str) -> list[JobView]:
    """The jobs of a post that is sent now: the parent, then its targets."""
    post_id = await post(desk, *handles)
    await desk.job(type="PUBLISH_POST", input={"postId": post_id})
    view = await desk.hub.store.read(post_queries.get, post_id)
    ids = [view.job_id, *(target.job_id for target in view.targets)]
    return [await desk.hub.store.read(job_queries.get, id) for id in ids]


async def claimed(agent: Agent, me: Credential, job: JobView) -> dict[str, Any]:
    """Take the job; the data that names it under its lease."""
    asked = {"jobId": job.id, "agentId": me.agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return {"jobId": job.id, "epoch": taken["epoch"]}


def request(job: JobView, about: dict[str, Any], **seen: Any) -> dict[str, Any]:
    """The data of `job:permit` for exactly what the job says."""
    text, link = job.input["text"], job.input.get("link")
    digest = content_digest(text, link, [one["sha256"] for one in job.input["media"]])
    return about | {"contentDigest": digest, "account": ACCOUNT} | seen


async def permitted(agent: Agent, job: JobView, about: dict[str, Any]) -> str:
    """Ask for the permit and get it."""
    told = await agent.ask("job:permit", request(job, about))
    return str(told["permit"])


async def press(agent: Agent, about: dict[str, Any], permit: str) -> None:
    """Say that the button was pressed."""
    said = about | {"permit": permit, "at": "2026-11-18T10:00:00.000Z"}
    await agent.ask("job:submitted", said)


def done(me: Credential, about: dict[str, Any], **output: Any) -> dict[str, Any]:
    """The data of `job:done` with a link."""
    said = {"permalink": PERMALINK, "publishedAt": "2026-11-18T10:00:03.000Z"} | output
    return about | {"agentId": me.agent_id, "output": said}


async def refused(agent: Agent, event: str, data: dict[str, Any]) -> dict[str, Any]:
    """The error that a message gets."""
    number = next(agent.numbers)
    await agent.send(event, data, number)
    found: dict[str, Any] = await agent.expect("error", id=number)
    return found


async def run_state(desk: Desk, job: JobView) -> str:
    """Of the newest run at a target."""
    view = await desk.hub.store.read(post_queries.get, job.input["postId"])
    runs = [run for target in view.targets for run in target.runs if run.job_id == job.id]
    return runs[0].state


async def changed(desk: Desk, job: JobView, **facts: Any) -> JobView:
    """The job once it has these facts."""

    def fits(event: JobChanged) -> bool:
        if event.job.id != job.id:
            return False
        return all(getattr(event.job, name) == value for name, value in facts.items())

    return (await desk.heard_one(JobChanged, fits)).job
