"""What the operator does with jobs."""

from pathlib import Path

import pytest

from hub.events import JobChanged, JobCreated
from hub.services.jobs import NewJobRequest
from models.errors import InvalidInput, NotFound, RuleRefused
from tests.support.hubs import OPERATOR, hub_on, run


def test_a_bulk_job_and_its_children_are_announced(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            bulk = {"connector": "google_maps", "queries": ["a", "b"], "locations": ["x", "y"]}
            parent = await desk.job(type="SEARCH_BULK", input=bulk)
            created = [event.job for event in desk.heard if isinstance(event, JobCreated)]
            assert created[0] == parent
            assert [job.parent_id for job in created[1:]] == [parent.id] * 4
            await desk.hub.jobs.cancel(parent.id, OPERATOR)
            ended = {
                event.job.id
                for event in desk.heard
                if isinstance(event, JobChanged) and event.job.status == "CANCELLED"
            }
            assert ended == {job.id for job in created}

    run(scenario())


def test_a_duplicate_is_a_new_job_of_the_same_kind(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            model = await desk.job(priority=3, max_attempts=5, dedupe_key="once")
            again = await desk.hub.jobs.duplicate(model.id, OPERATOR)
            assert again.id != model.id
            assert (again.type, again.input) == (model.type, model.input)
            assert (again.priority, again.max_attempts) == (3, 5)

    run(scenario())


def test_a_known_dedupe_key_announces_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            first = await desk.job(dedupe_key="once")
            again = await desk.job("something else", dedupe_key="once")
            assert again.id == first.id
            assert sum(isinstance(event, JobCreated) for event in desk.heard) == 1

    run(scenario())


def test_a_higher_priority_goes_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            first, second = await desk.job("first"), await desk.job("second")
            await desk.hub.jobs.set_priority(second.id, 9, OPERATOR)
            agent, _ = await desk.json_agent()
            async with agent:
                offered = [(await agent.expect("job:available"))["jobId"] for _ in range(2)]
                assert offered == [second.id, first.id]

    run(scenario())


def test_refusals_pass_through(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job = await desk.job()
            with pytest.raises(RuleRefused):
                await desk.hub.jobs.retry(job.id, OPERATOR)
            with pytest.raises(RuleRefused):
                await desk.hub.jobs.resume(job.id, OPERATOR)
            with pytest.raises(NotFound):
                await desk.hub.jobs.cancel("nobody", OPERATOR)
            with pytest.raises(InvalidInput, match=r"input\.query"):
                await desk.hub.jobs.create(NewJobRequest(type="google_maps", input={}), OPERATOR)

    run(scenario())


def test_a_job_for_one_device_is_offered_to_it_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            chosen, me = await desk.json_agent()
            other, him = await desk.json_agent()
            async with chosen, other:
                job = await desk.job(device_id=me.agent_id)
                assert (await chosen.expect("job:new"))["jobId"] == job.id
                await other.send("job:ack", {"jobId": job.id, "agentId": him.agent_id}, id=1)
                assert (await other.expect("error", id=1))["code"] == "NOT_ELIGIBLE"

    run(scenario())
