"""Publications over the wire: at most one press, whatever breaks, and then the operator's word."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from hub.events import PostChanged, RunChanged
from hub.services import publishing as service
from models.clock import rfc3339
from models.publishing import ledger_mark
from models.queries import jobs as job_queries
from models.states import PENDING
from models.views import JobView
from tests.support import wall
from tests.support.agents import JsonAgent
from tests.support.hubs import OPERATOR, Clock, Desk, run
from tests.support.publishing import PERMALINK
from tests.support.wall import changed, claimed, done, permitted, press, refused, run_state

OFFERS = {"job:available", "job:new"}


async def reason(agent: Any, data: dict[str, Any]) -> str:
    error = await refused(agent, "job:permit", data)
    assert error["code"] == "PERMIT_REFUSED"
    return str(error["details"]["reason"])


def test_a_post_goes_out_once_with_everybody_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                parent, job = await wall.sent(desk)
                offer = await agent.expect("job:new")
                assert offer["jobId"] == job.id
                assert offer["context"]["commit"] == "agent"
                about = await claimed(agent, me, job)
                await agent.ask("job:progress", about | {"agentId": me.agent_id, "progress": 5})
                permit = await permitted(agent, job, about)
                await press(agent, about, permit)
                told = await agent.ask("job:done", done(me, about))
                assert told["status"] == "COMPLETED"
                await changed(desk, parent, status="COMPLETED", phase="published")
                news = await desk.heard_one(RunChanged, lambda e: e.run.state == "published")
                assert news.run.permalink == PERMALINK
                event = await desk.heard_one(PostChanged, lambda e: e.post.status == "published")
                assert event.post.targets[0].permalink == PERMALINK

    run(scenario())


def test_only_a_profile_that_holds_the_account_is_asked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            other, stranger = await wall.profile(desk, "somebody-else")
            mine, me = await wall.profile(desk)
            async with other, mine:
                _, job = await wall.sent(desk)
                assert (await mine.expect("job:new"))["jobId"] == job.id
                asked = {"jobId": job.id, "agentId": stranger.agent_id}
                assert (await refused(other, "job:ack", asked))["code"] == "NOT_ELIGIBLE"
                assert not OFFERS & {message["event"] for message in other.inbox}
                await desk.hub.pauses.pause("account", "practice:AmmanDental", OPERATOR)
                asked = {"jobId": job.id, "agentId": me.agent_id}
                assert (await refused(mine, "job:ack", asked))["code"] == "PAUSED"

    run(scenario())


def test_one_device_at_a_time_works_with_an_account(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            one, me = await wall.profile(desk)
            two, you = await wall.profile(desk)
            async with one, two:
                _, first = await wall.sent(desk)
                about = await claimed(one, me, first)
                _, second = await wall.sent(desk)
                asked = {"jobId": second.id, "agentId": you.agent_id}
                assert (await refused(two, "job:ack", asked))["code"] == "BUSY"
                await press(one, about, await permitted(one, first, about))
                await one.ask("job:done", done(me, about))
                while (await two.expect("job:available"))["jobId"] != second.id:
                    pass
                await claimed(two, you, second)

    run(scenario())


def test_a_permit_is_refused_with_its_reason_and_nothing_changes(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                good = wall.request(job, about)
                assert await reason(agent, good | {"epoch": about["epoch"] + 1}) == "lease"
                assert await reason(agent, good | {"contentDigest": "0" * 64}) == "digest"
                other = {"platform": "practice", "handle": "other"}
                assert await reason(agent, good | {"account": other}) == "account"
                await desk.hub.pauses.pause("all", None, OPERATOR)
                assert await reason(agent, good) == "paused"
                await desk.hub.pauses.resume("all", None, OPERATOR)
                assert await run_state(desk, job) == "claimed"
                handle = {"platform": "practice", "handle": "@ammandental"}
                assert (await agent.ask("job:permit", good | {"account": handle}))[
                    "ttlSeconds"
                ] == 15

    run(scenario())


def test_the_same_request_on_the_same_connection_gets_the_same_permit(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with wall.wall_on(tmp_path, clock) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                asked = wall.request(job, about)
                first = await agent.ask("job:permit", asked)
                clock.pass_seconds(4)
                again = await agent.ask("job:permit", asked)
                assert again["permit"] == first["permit"]
                assert again["ttlSeconds"] in (10, 11)
                handle = {"platform": "practice", "handle": "ammandental"}
                assert await reason(agent, asked | {"account": handle}) == "sibling"
                clock.pass_seconds(12)
                assert await reason(agent, asked) == "sibling"

    run(scenario())


def test_a_returned_permit_may_be_asked_for_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                first = await permitted(agent, job, about)
                await agent.ask("job:permit_return", about | {"permit": first})
                assert await run_state(desk, job) == "preparing"
                second = await permitted(agent, job, about)
                assert second != first
                error = await refused(agent, "job:permit_return", about | {"permit": first})
                assert error["code"] == "INVALID"
                await press(agent, about, second)
                error = await refused(agent, "job:permit_return", about | {"permit": second})
                assert error["code"] == "INVALID"

    run(scenario())


@pytest.mark.parametrize("pressed", [False, True])
def test_a_lost_socket_is_doubt_at_once_and_the_agent_may_come_back(
    tmp_path: Path, pressed: bool
) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            _, job = await wall.sent(desk)
            about = await claimed(agent, me, job)
            permit = await permitted(agent, job, about)
            if pressed:
                await press(agent, about, permit)
            await agent.socket.close()
            doubt = await changed(desk, job, phase="verifying")
            assert (doubt.status, doubt.needs_user_reason) == ("RUNNING", "confirm")
            assert await run_state(desk, job) == "unknown"
            async with await JsonAgent.connect(desk.url) as again:
                again.capabilities = (wall.WALL,)
                told = await again.resume(me, [about])
                assert told["continue"] == [about]
                error = await refused(again, "job:permit_return", about | {"permit": permit})
                assert error["code"] == "INVALID"
                assert await reason(again, wall.request(job, about)) == "sibling"
                await press(again, about, permit)
                assert await run_state(desk, job) == "unknown"
                told = await again.ask("job:done", done(me, about))
                assert told["status"] == "COMPLETED"
                assert await run_state(desk, job) == "published"

    run(scenario())


def test_a_connection_that_is_replaced_is_lost_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                await permitted(agent, job, about)
                async with await JsonAgent.connect(desk.url) as again:
                    await again.resume(me, [about])
                    assert await run_state(desk, job) == "unknown"

    run(scenario())


def test_a_permit_whose_time_is_over_in_silence_is_doubt(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with wall.wall_on(tmp_path, clock) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                await permitted(agent, job, about)
                clock.pass_seconds(14)
                await desk.hub.publishing.look()
                assert await run_state(desk, job) == "permitted"
                clock.pass_seconds(17)
                await desk.hub.publishing.look()
                assert await run_state(desk, job) == "unknown"
                assert [one.job_id for one in desk.hub.leases] == [job.id]

    run(scenario())


def test_a_revoked_device_leaves_doubt_behind(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            _, job = await wall.sent(desk)
            about = await claimed(agent, me, job)
            await permitted(agent, job, about)
            await desk.hub.agents.revoke(me.agent_id, OPERATOR)
            end = await changed(desk, job, assigned_agent_id=None)
            assert (end.status, await run_state(desk, job)) == ("RUNNING", "unknown")
            assert not list(desk.hub.leases)

    run(scenario())


def test_the_hub_stops_between_permit_and_press(tmp_path: Path) -> None:
    """After a restart it is in doubt, and no device is ever offered it again."""
    kept: dict[str, Any] = {}

    async def first() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            _, job = await wall.sent(desk)
            about = await claimed(agent, me, job)
            kept.update(me=me, job=job, about=about, permit=await permitted(agent, job, about))

    async def second() -> None:
        async with wall.wall_on(tmp_path) as desk:
            me, job, about = kept["me"], kept["job"], kept["about"]
            assert await run_state(desk, job) == "unknown"
            async with await JsonAgent.connect(desk.url) as agent:
                agent.capabilities = (wall.WALL,)
                await agent.resume(me)
                assert await reason(agent, wall.request(job, about)) == "sibling"
                asked = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", asked, reply="job:ack_success")
                assert await run_state(desk, job) == "unknown"
                await press(agent, about, kept["permit"])
                told = await agent.ask("job:done", done(me, about))
                assert told["status"] == "COMPLETED"

    run(first())
    run(second())


def test_the_planned_look_is_offered_and_finds_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with wall.wall_on(tmp_path, clock) as desk:
            agent, me = await wall.profile(desk)
            _, job = await wall.sent(desk)
            about = await claimed(agent, me, job)
            await permitted(agent, job, about)
            await agent.socket.close()
            await changed(desk, job, phase="verifying")
            await desk.hub.runs.lost(job.id, about["epoch"])
            look = (await desk.hub.store.read(job_queries.page, _looks())).items[0]
            clock.pass_seconds(31)
            desk.hub.offers.take_due()
            async with await JsonAgent.connect(desk.url) as again:
                again.capabilities = (wall.WALL,)
                await again.resume(me)
                offer = await again.expect("job:new")
                assert (offer["jobId"], offer["type"]) == (look.id, "VERIFY_POST")
                seen = await claimed(again, me, look)
                assert await run_state(desk, job) == "verifying"
                found = done(me, seen, found=True, checked=4, journal="pressed")
                await again.ask("job:done", found)
                end = await changed(desk, job, status="COMPLETED")
                assert end.output is not None
                assert end.output["permalink"] == PERMALINK

    run(scenario())


def test_the_operators_word_over_the_api(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                await permitted(agent, job, about)
                error = {"error": "?", "errorCode": "OUTCOME_UNKNOWN", "agentId": me.agent_id}
                told = await agent.ask("job:error", about | error)
                assert told == {"jobId": job.id, "status": "RUNNING"}
                runs = (await desk.api.get(f"/jobs/{job.id}/runs"))["items"]
                path = f"/runs/{runs[0]['id']}"
                await desk.api.post(f"/jobs/{job.id}/retry", {"confirm": True}, status=409)
                looked = await desk.api.post(f"{path}/look")
                assert looked["phase"] == "verifying"
                await desk.api.post(f"{path}/resolve", {"outcome": "published"}, status=422)
                await desk.api.post(f"{path}/resolve", {"outcome": "maybe"}, status=422)
                word = {"outcome": "not_published", "note": "I looked."}
                ended = await desk.api.post(f"{path}/resolve", word)
                assert (ended["status"], ended["errorCode"]) == ("FAILED", "NOT_PUBLISHED")
                await desk.api.post(f"{path}/resolve", word, status=409)
                await desk.api.post(f"/jobs/{job.id}/retry", status=409)
                again = await desk.api.post(f"/jobs/{job.id}/retry", {"confirm": True})
                assert again["status"] == PENDING
                while (await agent.expect("job:new"))["jobId"] != job.id:
                    pass
                about = await claimed(agent, me, job)
                await press(agent, about, await permitted(agent, job, about))
                assert (await agent.ask("job:done", done(me, about)))["status"] == "COMPLETED"
                audit = (await desk.api.get("/audit?action=publication.resolved"))["items"]
                assert audit[0]["subjectId"] == runs[0]["id"]

    run(scenario())


def test_a_schedule_is_kept_at_its_time_and_missed_when_it_is_too_late(tmp_path: Path) -> None:
    async def scenario() -> None:
        clock = Clock()
        async with wall.wall_on(tmp_path, clock) as desk:
            agent, _ = await wall.profile(desk)
            async with agent:
                kept, missed = await wall.post(desk), await wall.post(desk)
                await _schedule(desk, kept, clock.now() + 60_000)
                late = await _schedule(desk, missed, clock.now() + 3_600_000)
                clock.pass_seconds(61)
                desk.hub.scheduler._fall_due()
                offer = await agent.expect("job:new")
                assert offer["context"]["postId"] == kept
                clock.pass_seconds(2 * 3_600)
                desk.hub.scheduler._fall_due()
                end = await changed(desk, late, status="FAILED")
                assert (end.phase, end.needs_user_action) == ("missed", True)
                assert end.type == "SCHEDULE_POST"
                again = await desk.hub.jobs.retry(late.id, OPERATOR)
                assert (again.type, again.status) == ("PUBLISH_POST", PENDING)

    run(scenario())


def test_a_restored_database_holds_what_is_unsent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept: dict[str, Any] = {}

    async def first() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                await claimed(agent, me, job)
                _, waiting = await wall.sent(desk)
                kept.update(me=me, job=job, waiting=waiting)

    async def second() -> None:
        async with wall.wall_on(tmp_path) as desk:
            job, waiting = kept["job"], kept["waiting"]
            held = await desk.hub.store.read(job_queries.get, waiting.id)
            assert (held.held, held.phase) == (True, "held")
            assert await run_state(desk, job) == "unknown"
            async with await JsonAgent.connect(desk.url) as agent:
                agent.capabilities = (wall.WALL,)
                assert (await agent.resume(kept["me"]))["hubEpoch"] == 2
                asked = {"jobId": waiting.id, "agentId": kept["me"].agent_id}
                assert (await refused(agent, "job:ack", asked))["code"] == "PAUSED"
                await desk.api.post(f"/jobs/{waiting.id}/release")
                assert (await agent.expect("job:new"))["jobId"] == waiting.id

    run(first())
    mark = ledger_mark.read(tmp_path)
    assert mark is not None
    ledger_mark.write(tmp_path, msgspec.structs.replace(mark, entries=mark.entries + 50))
    run(second())
    assert "came from a backup" in caplog.text
    caplog.clear()


def test_what_is_held_back_is_offered_to_nobody_until_it_is_released(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            parent, job = await wall.sent(desk)
            held = await desk.hub.publishing.hold(parent.id, OPERATOR)
            assert {one.id for one in held} >= {job.id}
            agent, me = await wall.profile(desk)
            async with agent:
                asked = {"jobId": job.id, "agentId": me.agent_id}
                assert (await refused(agent, "job:ack", asked))["code"] == "PAUSED"
                assert not OFFERS & {message["event"] for message in agent.inbox}
                await desk.hub.publishing.release(parent.id, OPERATOR)
                assert (await agent.expect("job:new"))["jobId"] == job.id

    run(scenario())


def test_without_space_for_its_proof_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with wall.wall_on(tmp_path) as desk:
            agent, me = await wall.profile(desk)
            async with agent:
                _, job = await wall.sent(desk)
                about = await claimed(agent, me, job)
                monkeypatch.setattr(service, "FLOOR_BYTES", 2**62)
                error = await refused(agent, "job:permit", wall.request(job, about))
                assert (error["code"], error["retryable"]) == ("RETRY_LATER", True)
                assert await run_state(desk, job) == "claimed"

    run(scenario())


def _looks() -> job_queries.JobFilter:
    return job_queries.JobFilter(types=("VERIFY_POST",))


async def _schedule(desk: Desk, post_id: str, at: int) -> JobView:
    asked = {"postId": post_id, "at": rfc3339(at), "zone": "Asia/Amman"}
    return await desk.job(type="SCHEDULE_POST", input=asked)
