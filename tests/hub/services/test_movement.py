"""Progress is told ten times a second, and never an older state after a newer one."""

from pathlib import Path
from typing import Any

from hub.events import JobChanged
from models.views import JobView
from tests.support.agents import Agent, Credential
from tests.support.hubs import Desk, hub_on, run


async def _claim(agent: Agent, me: Credential, job: JobView) -> dict[str, Any]:
    """Take the job and say what is sent with everything about it."""
    asked = {"jobId": job.id, "agentId": me.agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return asked | {"epoch": taken["epoch"]}


async def _reached(desk: Desk, job: JobView, percent: int) -> JobView:
    event = await desk.heard_one(
        JobChanged, lambda event: (event.job.id, event.job.progress) == (job.id, percent)
    )
    return event.job


def _told(desk: Desk, job: JobView) -> list[JobView]:
    return [
        event.job
        for event in desk.heard
        if isinstance(event, JobChanged) and event.job.id == job.id
    ]


def test_many_reports_are_told_as_few_and_the_last_one_counts(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = await _claim(agent, me, job)
                for percent in range(1, 51):
                    ack = await agent.ask("job:progress", about | {"progress": percent})
                    assert ack["progress"] == percent
                await _reached(desk, job, 50)
                seen = [one.progress for one in _told(desk, job)]
                assert seen == sorted(seen)
                assert len(seen) < 50

    run(scenario())


def test_what_moved_is_not_told_again_after_its_end(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job, other = await desk.job(), await desk.job("cafés")
                about = await _claim(agent, me, job)
                await agent.ask("job:progress", about | {"progress": 40})
                await agent.ask("job:done", about)
                later = await _claim(agent, me, other)
                await agent.ask("job:progress", later | {"progress": 10})
                await _reached(desk, other, 10)
                seen = [one.status for one in _told(desk, job)]
                assert seen[-1] == "COMPLETED"
                assert "RUNNING" not in seen[seen.index("COMPLETED") :]

    run(scenario())
