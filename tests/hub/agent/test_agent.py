"""The script agent at a whole hub, with a practice web: jobs, gates, cancels, cuts, the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hub.agent import link as links
from hub.agent.agent import Patience
from hub.agent.link import Link
from hub.errors import CloseConnection, WireError
from hub.events import JobChanged
from hub.services.jobs import NewJobRequest
from models.views import JobView
from tests.support.gateway import Running, gateway
from tests.support.hubs import OPERATOR, Desk, hub_on
from tests.support.memory_desk import MemoryJob, available
from tests.support.practice import Visitor, practice_web
from tests.support.raw import until
from tests.support.script_agent import Working, working


@asynccontextmanager
async def office(tmp_path: Path, delay: float = 0) -> AsyncIterator[tuple[Desk, Visitor, Working]]:
    """A hub whose connectors work on a practice web, and an agent that is in."""
    async with hub_on(tmp_path / "data") as desk, practice_web(delay) as visitor:
        await point_at(desk, visitor)
        async with working(await invited(desk), tmp_path / "agent.json") as work:
            await work.heard("Connected")
            yield desk, visitor, work


async def point_at(desk: Desk, visitor: Visitor) -> None:
    for connector in ("google_maps", "google_search"):
        await desk.hub.connectors.set_hosts(connector, [visitor.web.host], OPERATOR)


async def invited(desk: Desk, channel: str = "noise") -> Link:
    return links.parse((await desk.hub.pairing.make_link(channel, True, OPERATOR)).link)


async def came(desk: Desk, job: JobView, status: str) -> JobView:
    """The job once it has this status."""
    heard = await desk.heard_one(
        JobChanged, lambda one: one.job.id == job.id and one.job.status == status
    )
    return heard.job


async def counts(desk: Desk, job: JobView) -> dict[str, int]:
    shown = await desk.api.get(f"/jobs/{job.id}")
    found: dict[str, int] = shown["counts"]
    return found


@pytest.mark.parametrize("channel", ["noise", "json"])
def test_the_main_job(tmp_path: Path, channel: str) -> None:
    async def run() -> None:
        async with hub_on(tmp_path / "data") as desk, practice_web() as visitor:
            await point_at(desk, visitor)
            link = await invited(desk, channel)
            assert link.channel == channel
            async with working(link, tmp_path / "agent.json") as work:
                job = await desk.job("dentists in Amman")
                await came(desk, job, "COMPLETED")
                await work.heard("done, 64 rows")
                counted = await counts(desk, job)
                assert (counted["evidence"], counted["proofs"], counted["runs"]) == (64, 3, 1)
                proofs = (await desk.api.get(f"/jobs/{job.id}/proofs"))["items"]
                assert sorted(one["mime"] for one in proofs) == [
                    "image/png",
                    "image/png",
                    "text/html",
                ]
                rows = (await desk.api.get(f"/jobs/{job.id}/evidence?limit=100"))["items"]
                assert all(one["source"] == "google_maps" for one in rows)
                asked = (await visitor.get("/practice/counts")).json["searches"]["api"]
                assert asked == {"dentists in Amman": 1}

    asyncio.run(run())


def test_all_kinds_of_search_one_after_the_other(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, _, work):
            kinds = [
                ("google_maps", {"query": "labs", "limit": 3}),
                ("google_maps_search", {"query": "cafes in Cairo"}),
                ("SEARCH_SINGLE", {"connector": "google_maps", "query": "labs", "limit": 2}),
                ("SEARCH_SINGLE", {"connector": "google_search", "query": "labs", "limit": 4}),
                (
                    "SEARCH_BULK",
                    {"connector": "google_search", "queries": ["a lab", "a café"], "limit": 2},
                ),
            ]
            jobs = [
                await desk.hub.jobs.create(NewJobRequest(type=kind, input=given), OPERATOR)
                for kind, given in kinds
            ]
            for job in jobs:
                await came(desk, job, "COMPLETED")
            assert len([text for text in work.said if "Working on" in text]) == 6
            assert (await counts(desk, jobs[0]))["evidence"] == 3
            assert (await counts(desk, jobs[3]))["evidence"] == 4

    asyncio.run(run())


def test_a_gate_the_operator_and_on_it_goes(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, _):
            visitor.web.state.choose(["captcha"])
            job = await desk.job("dentists in Amman")
            waiting = await desk.heard_one(JobChanged, lambda one: one.job.needs_user_action)
            assert waiting.job.needs_user_reason == "captcha"
            await visitor.post("/sorry/index", "continue=/")
            await desk.hub.jobs.resume(job.id, OPERATOR)
            await came(desk, job, "COMPLETED")
            assert (await counts(desk, job))["runs"] == 1

    asyncio.run(run())


def test_a_cancelled_run_stops_and_the_next_job_is_taken(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, _):
            visitor.web.state.choose(["captcha"])
            job = await desk.job("dentists in Amman")
            await desk.heard_one(JobChanged, lambda one: one.job.needs_user_action)
            await desk.hub.jobs.cancel(job.id, OPERATOR)
            await came(desk, job, "CANCELLED")
            visitor.web.state.choose([])
            other = await desk.job("labs")
            await came(desk, other, "COMPLETED")

    asyncio.run(run())


def test_the_rate_limit_puts_the_job_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, _):
            visitor.web.state.choose(["rate_limit"])
            job = await desk.job("labs")
            back = await desk.heard_one(
                JobChanged, lambda one: one.job.id == job.id and one.job.phase == "retrying"
            )
            assert back.job.error_code == "RATE_LIMITED"
            assert back.job.run_after is not None

    asyncio.run(run())


def test_a_site_elsewhere_fails_at_once_and_says_what_to_do(tmp_path: Path) -> None:
    async def run() -> None:
        async with (
            hub_on(tmp_path / "data") as desk,
            working(await invited(desk), tmp_path / "agent.json"),
        ):
            job = await desk.job("labs")
            failed = await came(desk, job, "FAILED")
            assert failed.error_code == "NOT_SUPPORTED"
            assert "--practice" in (failed.error_message or "")

    asyncio.run(run())


def test_a_restarted_hub_finds_its_agent_again_and_the_run_goes_on(tmp_path: Path) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            async with hub_on(tmp_path / "data") as desk:
                await point_at(desk, visitor)
                port = urlsplit(desk.url).port
                link = await invited(desk)
                held = working(link, tmp_path / "agent.json")
                work = await held.__aenter__()
                visitor.web.state.choose(["captcha"])
                job = await desk.job("dentists in Amman")
                await desk.heard_one(JobChanged, lambda one: one.job.needs_user_action)
            async with hub_on(tmp_path / "data", port=port) as desk:
                await work.heard("Connected", times=2)
                visitor.web.state.choose([])
                await came(desk, job, "COMPLETED")
                counted = await counts(desk, job)
                assert (counted["runs"], counted["evidence"]) == (1, 64)
                await held.__aexit__(None, None, None)

    asyncio.run(run())


def test_who_stops_hands_the_run_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, visitor, work):
            visitor.web.state.choose(["captcha"])
            job = await desk.job("dentists in Amman")
            await desk.heard_one(JobChanged, lambda one: one.job.needs_user_action)
            work.task.cancel()
            back = await desk.heard_one(
                JobChanged, lambda one: one.job.id == job.id and one.job.phase == "retrying"
            )
            assert back.job.error_code == "agent_stopped"

    asyncio.run(run())


def test_a_kept_credential_needs_no_link(tmp_path: Path) -> None:
    async def run() -> None:
        async with hub_on(tmp_path / "data") as desk:
            state = tmp_path / "agent.json"
            link = await invited(desk)
            async with working(link, state) as work:
                await work.heard("Connected")
            async with working(link, state) as work:
                await work.heard("Connected")
            async with working(None, state) as work:
                await work.heard("Connected")
            assert len(await desk.hub.agents.all()) == 1
            async with working(await invited(desk), state) as work:
                await work.heard("Connected")
            assert len(await desk.hub.agents.all()) == 2

    asyncio.run(run())


def test_a_revoked_agent_forgets_and_does_not_come_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path) as (desk, _, work):
            (device,) = await desk.hub.agents.all()
            await desk.hub.agents.revoke(device.id, OPERATOR)
            assert "revoked" in await work.ended()
            assert work.keeper.load() is None

    asyncio.run(run())


def test_no_link_no_pairing_no_work(tmp_path: Path) -> None:
    async def run() -> None:
        async with working(None, tmp_path / "agent.json") as work:
            assert "--link" in await work.ended()

    asyncio.run(run())


def test_a_used_link_is_refused_with_a_word(tmp_path: Path) -> None:
    async def run() -> None:
        async with hub_on(tmp_path / "data") as desk:
            link = await invited(desk)
            async with working(link, tmp_path / "one.json") as work:
                await work.heard("Connected")
                async with working(link, tmp_path / "two.json") as other:
                    assert "refused the link" in await other.ended()

    asyncio.run(run())


# ---------------------------------------------------------------- with a gateway in the hand


@asynccontextmanager
async def booth(tmp_path: Path) -> AsyncIterator[tuple[Running, Visitor, Working]]:
    """A bare gateway, and an agent that is in and has a practice web of its own."""
    async with gateway() as running, practice_web() as visitor:
        made = running.desk.add_link("noise")
        link = Link(running.url, made.id, made.secret_text, running.keys.public)
        async with working(link, tmp_path / "agent.json", visitor.web.url) as work:
            await work.heard("Connected")
            yield running, visitor, work


def offer(running: Running) -> MemoryJob:
    """A new job, told to the one device there is."""
    job = running.desk.add_job()
    (device,) = running.desk.devices.values()
    running.gateway.push(device.id, "job:available", available(job))
    return job


def test_a_line_that_is_cut_costs_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        async with booth(tmp_path) as (running, _, work):
            (device,) = running.desk.devices.values()
            gate = running.desk.hold("evidence.store")
            job = offer(running)
            for times in (2, 3):
                await until(lambda: "evidence.store" in running.desk.calls)
                running.desk.calls.clear()
                running.gateway.disconnect(device.id, CloseConnection.TRY_LATER, "cut")
                await work.heard("Connected", times=times)
            gate.set()
            await work.heard("done, 80 rows")
            assert job.status == "COMPLETED"
            assert job.epoch == 1
            assert len(job.findings) == len(set(job.findings)) == 80

    asyncio.run(run())


def test_a_run_that_went_to_another_is_given_up(tmp_path: Path) -> None:
    async def run() -> None:
        async with booth(tmp_path) as (running, _, work):
            (device,) = running.desk.devices.values()
            gate = running.desk.hold("evidence.store")
            job = offer(running)
            await until(lambda: "evidence.store" in running.desk.calls)
            job.holder, job.epoch = "somebody else", 2
            running.gateway.disconnect(device.id, CloseConnection.TRY_LATER, "cut")
            await work.heard("Connected", times=2)
            gate.set()
            other = offer(running)
            await work.heard("done")
            assert (job.status, other.status) == ("RUNNING", "COMPLETED")

    asyncio.run(run())


def test_the_same_credential_from_elsewhere_ends_this_one(tmp_path: Path) -> None:
    async def run() -> None:
        async with booth(tmp_path) as (running, _, work):
            async with working(None, work.keeper.path) as other:
                await other.heard("Connected")
                assert "somewhere else" in await work.ended()
            assert len(running.desk.devices) == 1

    asyncio.run(run())


def test_who_is_too_late_takes_the_next_job(tmp_path: Path) -> None:
    async def run() -> None:
        async with booth(tmp_path) as (running, _, work):
            running.desk.fail_next("jobs.claim", WireError("JOB_TAKEN", "Another was quicker."))
            taken, other = offer(running), offer(running)
            await work.heard("done")
            assert (taken.status, other.status) == ("PENDING", "COMPLETED")

    asyncio.run(run())


def test_a_mistake_of_ours_is_logged_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with booth(tmp_path) as (running, _, work):
            running.desk.fail_next("jobs.done", WireError("INVALID", "data.output: no"))
            job = offer(running)
            await until(lambda: "jobs.failed" in running.desk.calls)
            assert job.status == "PENDING"
            other = offer(running)
            await work.heard("done")
            assert other.status == "COMPLETED"

    asyncio.run(run())
    assert "mistake of ours" in caplog.text
    caplog.clear()


def test_config_that_changes_is_used(tmp_path: Path) -> None:
    async def run() -> None:
        async with (
            hub_on(tmp_path / "data") as desk,
            practice_web() as visitor,
            working(await invited(desk), tmp_path / "agent.json") as work,
        ):
            await work.heard("Connected")
            await point_at(desk, visitor)
            job = await desk.job("labs")
            await came(desk, job, "COMPLETED")

    asyncio.run(run())


def test_patience_grows_and_has_its_end() -> None:
    patience = Patience(first=0.5, most=30)
    assert 0.25 <= patience.before(0) <= 0.5
    assert all(patience.before(attempt) <= 30 for attempt in range(100))
    assert patience.before(50) >= 15
