"""What agents report over the real wire: claims, endings, cancel, resume, lost leases."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hub.events import JobChanged
from models.states import CANCELLED, FAILED, PENDING
from models.views import JobView
from tests.support.agents import Agent, Credential
from tests.support.hubs import OPERATOR, Desk, hub_on, run


async def claim(agent: Agent, me: Credential, job: JobView) -> dict[str, Any]:
    """Take the job and say what is sent with everything about it."""
    asked = {"jobId": job.id, "agentId": me.agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return asked | {"epoch": taken["epoch"]}


async def changed(desk: Desk, job: JobView, status: str) -> JobView:
    event = await desk.heard_one(
        JobChanged, lambda event: event.job.id == job.id and event.job.status == status
    )
    return event.job


async def refused(agent: Agent, event: str, data: dict[str, Any]) -> dict[str, Any]:
    await agent.send(event, data, id="refused")
    error: dict[str, Any] = await agent.expect("error", id="refused")
    return error


def test_the_second_to_ask_is_told_that_the_job_is_taken(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            first, me = await desk.json_agent()
            second, other = await desk.json_agent()
            async with first, second:
                job = await desk.job()
                await claim(first, me, job)
                error = await refused(
                    second, "job:ack", {"jobId": job.id, "agentId": other.agent_id}
                )
                assert (error["code"], error["jobId"]) == ("JOB_TAKEN", job.id)

    run(scenario())


def test_a_retryable_error_brings_the_job_back_later_and_the_last_one_fails_it(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job(max_attempts=1)
                about = await claim(agent, me, job)
                told = await agent.ask(
                    "job:error", about | {"error": "no such button", "errorCode": "timeout"}
                )
                assert told["status"] == FAILED
                again = await desk.job(max_attempts=2)
                about = await claim(agent, me, again)
                told = await agent.ask(
                    "job:error", about | {"error": "no such button", "errorCode": "timeout"}
                )
                assert told["status"] == PENDING
                assert told["retryAt"].endswith("Z")
                assert (await changed(desk, again, PENDING)).phase == "retrying"

    run(scenario())


def test_an_error_that_cannot_be_helped_fails_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claim(agent, me, await desk.job())
                told = await agent.ask(
                    "job:error",
                    about | {"error": "no", "errorCode": "other", "retryable": False},
                )
                assert told["status"] == FAILED
                assert "retryAt" not in told

    run(scenario())


def test_a_cancel_reaches_the_running_agent_and_its_heartbeats_until_it_obeys(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = await claim(agent, me, job)
                await desk.hub.jobs.cancel(job.id, OPERATOR)
                wish = await agent.expect("job:cancel")
                assert (wish["jobId"], wish["epoch"]) == (job.id, 1)
                beat = await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
                assert beat["cancel"] == [job.id]
                told = await agent.ask("job:progress", about | {"progress": 5})
                assert told["cancelRequested"] is True
                await agent.ask("job:cancelled", {"jobId": job.id, "epoch": 1})
                assert (await changed(desk, job, CANCELLED)).status == CANCELLED
                beat = await agent.ask("heartbeat", {"agentId": me.agent_id}, reply="heartbeat_ack")
                assert beat["cancel"] == []

    run(scenario())


def test_needs_user_and_resume(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = await claim(agent, me, job)
                await agent.ask(
                    "job:needs_user",
                    {"jobId": job.id, "epoch": about["epoch"], "reason": "captcha", "message": "?"},
                )
                event = await desk.heard_one(JobChanged, lambda event: event.job.needs_user_action)
                assert event.job.phase == "needs_user"
                view = await desk.hub.jobs.resume(job.id, OPERATOR)
                assert not view.needs_user_action
                assert (await agent.expect("job:resume"))["epoch"] == about["epoch"]

    run(scenario())


def test_a_stale_epoch_changes_nothing_but_its_evidence_is_kept(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = await claim(agent, me, job)
                await desk.hub.runs.lost(job.id, about["epoch"])
                assert (await changed(desk, job, PENDING)).error_code is not None
                error = await refused(agent, "job:progress", about | {"progress": 50})
                assert error["code"] == "LEASE_LOST"
                row = {
                    "type": "place",
                    "title": "late",
                    "source": "google_maps",
                    "snippet": {},
                    "confidence": "low",
                }
                error = await refused(
                    agent, "job:evidence", about | {"batchId": "b", "evidence": [row]}
                )
                assert error["code"] == "LEASE_LOST"
                assert error["details"]["accepted"] == 1
                rows = (await desk.api.get(f"/jobs/{job.id}/evidence"))["items"]
                assert [row["title"] for row in rows] == ["late"]

    run(scenario())


def test_a_script_agent_may_leave_the_epoch_out(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                asked = {"jobId": job.id, "agentId": me.agent_id}
                error = await refused(agent, "job:progress", asked | {"progress": 1})
                assert error["code"] == "JOB_NOT_RUNNING"
                await claim(agent, me, job)
                told = await agent.ask("job:progress", asked | {"progress": 1})
                assert told["progress"] == 1

    run(scenario())


def test_a_claim_that_is_asked_for_twice_gives_the_same_answer(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                first = await claim(agent, me, job)
                assert await claim(agent, me, job) == first

    run(scenario())


@pytest.mark.parametrize("agents", [20])
def test_no_job_is_ever_given_twice(tmp_path: Path, agents: int) -> None:
    """Twenty agents ask for whatever they are offered; every job is done exactly once."""
    jobs = 100
    claims: list[str] = []

    async def work(agent: Agent, me: Credential, over: asyncio.Event) -> None:
        while not over.is_set():
            message = await agent.receive()
            if message["event"] == "job:available":
                asked = {"jobId": message["data"]["jobId"], "agentId": me.agent_id}
                await agent.send("job:ack", asked)
            elif message["event"] == "job:ack_success":
                claims.append(message["data"]["jobId"])
                done = {
                    "jobId": message["data"]["jobId"],
                    "agentId": me.agent_id,
                    "epoch": message["data"]["epoch"],
                }
                await agent.send("job:done", done)
            elif message["event"] == "error":
                assert message["data"]["code"] in ("JOB_TAKEN", "BUSY"), message

    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            pairs = [await desk.json_agent() for _ in range(agents)]
            over = asyncio.Event()
            workers = [asyncio.create_task(work(agent, me, over)) for agent, me in pairs]
            queries = [f"query {n}" for n in range(jobs)]
            bulk = {"connector": "google_maps", "queries": queries}
            parent = await desk.job(type="SEARCH_BULK", input=bulk)
            async with asyncio.timeout(60):
                await desk.heard_one(
                    JobChanged,
                    lambda event: event.job.id == parent.id and event.job.status == "COMPLETED",
                )
            over.set()
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            await asyncio.gather(*(agent.socket.close() for agent, _ in pairs))
        assert len(claims) == len(set(claims)) == jobs

    run(scenario())
