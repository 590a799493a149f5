"""What happens by the clock, with clocks that the test puts forward."""

from pathlib import Path
from typing import Any

from hub.events import JobChanged
from hub.limits import LEASE_SECONDS
from models.states import FAILED, PENDING, RUNNING
from tests.support.agents import Agent, Credential
from tests.support.hubs import OPERATOR, Clock, Desk, hub_on, run


async def claimed(desk: Desk, agent: Agent, me: Credential, **more: Any) -> dict[str, Any]:
    job = await desk.job(**more)
    asked = {"jobId": job.id, "agentId": me.agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return asked | {"epoch": taken["epoch"]}


async def status(desk: Desk, job_id: str) -> str:
    return str((await desk.api.get(f"/jobs/{job_id}"))["status"])


async def tick(desk: Desk, clock: Clock, seconds: float) -> None:
    """Time passes in ticks, as it does while the machine is awake."""
    while seconds > 0:
        step = min(seconds, 10.0)
        clock.pass_seconds(step)
        await desk.hub.scheduler.look()
        seconds -= step


def test_a_lease_that_nobody_renews_ends_and_the_job_comes_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me)
                await tick(desk, clock, LEASE_SECONDS - 5)
                assert await status(desk, about["jobId"]) == RUNNING
                await tick(desk, clock, 10)
                event = await desk.heard_one(JobChanged, lambda e: e.job.phase == "retrying")
                assert event.job.status == PENDING
                told = await agent.ask(
                    "heartbeat",
                    {"agentId": me.agent_id, "running": [_ref(about)]},
                    reply="heartbeat_ack",
                )
                assert told["lost"] == [about["jobId"]]

    run(scenario())


def _ref(about: dict[str, Any]) -> dict[str, Any]:
    return {"jobId": about["jobId"], "epoch": about["epoch"]}


def test_heartbeats_keep_the_lease(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me)
                for _ in range(6):
                    await tick(desk, clock, 20)
                    beat = {"agentId": me.agent_id, "running": [_ref(about)]}
                    await agent.ask("heartbeat", beat, reply="heartbeat_ack")
                assert await status(desk, about["jobId"]) == RUNNING

    run(scenario())


def test_after_sleep_every_lease_gets_a_full_term(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me)
                clock.wall_ahead += 8 * 3_600  # the monotonic clock stood still
                await desk.hub.scheduler.look()
                clock.pass_seconds(8 * 3_600)  # both clocks went on
                await desk.hub.scheduler.look()
                assert await status(desk, about["jobId"]) == RUNNING
                await tick(desk, clock, LEASE_SECONDS - 5)
                assert await status(desk, about["jobId"]) == RUNNING
                await tick(desk, clock, 10)
                assert await status(desk, about["jobId"]) == PENDING

    run(scenario())


def test_the_last_lost_lease_fails_the_job(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me, max_attempts=1)
                await tick(desk, clock, LEASE_SECONDS + 10)
                assert await status(desk, about["jobId"]) == FAILED

    run(scenario())


def test_a_restarted_hub_gives_running_jobs_a_full_term(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me)
        clock = Clock()
        clock.pass_seconds(3_600)
        async with hub_on(tmp_path, clock) as desk:
            await tick(desk, clock, LEASE_SECONDS - 5)
            assert await status(desk, about["jobId"]) == RUNNING
            await tick(desk, clock, 10)
            assert await status(desk, about["jobId"]) == PENDING

    run(scenario())


def test_a_job_for_later_is_offered_when_its_time_comes(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, _ = await desk.json_agent()
            async with agent:
                soon = Clock().now() + 300
                later = await desk.job("later", run_after=soon + 3_600_000)
                job = await desk.job("soon", run_after=soon)
                assert (job.phase, later.phase) == ("scheduled", "scheduled")
                assert (await agent.expect("job:available"))["jobId"] == job.id

    run(scenario())


def test_a_job_that_waited_through_a_restart_is_offered_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            await agent.socket.close()
            at_once = await desk.job("now")
            soon = await desk.job("soon", run_after=Clock().now() + 300)
        async with hub_on(tmp_path) as desk:
            agent = await type(agent).connect(desk.url)
            agent.capabilities = ("google_maps",)
            await agent.resume(me)
            async with agent:
                offered = [(await agent.expect("job:available"))["jobId"] for _ in range(2)]
                assert offered == [at_once.id, soon.id]

    run(scenario())


def test_a_cancelled_run_whose_agent_is_gone_ends_with_its_lease(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                about = await claimed(desk, agent, me)
            await desk.hub.jobs.cancel(about["jobId"], OPERATOR)
            await tick(desk, clock, LEASE_SECONDS + 10)
            assert await status(desk, about["jobId"]) == "CANCELLED"

    run(scenario())


def test_chores_are_done_once_a_minute(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with hub_on(tmp_path, clock) as desk:
            link = await desk.link("noise")
            await tick(desk, clock, 400)
            assert desk.hub.pairing.link_secret(link.id) is None
            live = await desk.hub.store.read(_links)
            assert live == []

    run(scenario())


def _links(db: Any) -> list[Any]:
    from models import pairing

    return pairing.live(db, now=0)
