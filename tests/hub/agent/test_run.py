"""How a run ends, whatever happens."""

import asyncio

import pytest

from hub.agent.client import Refused
from hub.agent.site import PracticeSite
from hub.wire import messages as m
from tests.support.practice import practice_web
from tests.support.script_agent import JOB, MemoryLine, a_run, refusal


def test_a_site_elsewhere_is_not_worked_on() -> None:
    line = MemoryLine()
    assert "failed" in asyncio.run(a_run(line, None).work())
    assert (line.last.error_code, line.last.retryable) == ("NOT_SUPPORTED", False)
    assert "--practice" in line.last.error


def test_an_unknown_connector_is_not_worked_on() -> None:
    line = MemoryLine()
    asyncio.run(a_run(line, PracticeSite("http://127.0.0.1:1"), connector="bing").work())
    assert line.last.error_code == "NOT_SUPPORTED"


def test_a_site_that_is_down_is_tried_again_later() -> None:
    line = MemoryLine()
    asyncio.run(a_run(line, PracticeSite("http://127.0.0.1:1")).work())
    assert (line.last.error_code, line.last.retryable) == ("navigation_failed", True)


def test_a_wish_to_cancel_is_obeyed() -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            line = MemoryLine()
            told = iter([False, False, True])
            line.answers["job:progress"] = lambda _: m.JobProgressAck(
                job_id=JOB, progress=1, cancel_requested=next(told)
            )
            assert await a_run(line, PracticeSite(visitor.web.url)).work() == "cancelled"
            assert line.asked[-1][0] == "job:cancelled"
            assert line.batches == ["places-0", "places-20"]

    asyncio.run(scenario())


@pytest.mark.parametrize("code", ["LEASE_LOST", "JOB_NOT_RUNNING", "JOB_NOT_FOUND"])
def test_a_lost_lease_ends_the_run_without_a_word(code: str) -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            line = MemoryLine()
            line.answers["job:evidence"] = refusal(code)
            assert (await a_run(line, PracticeSite(visitor.web.url)).work()).startswith("lost")
            assert line.asked[-1][0] == "job:evidence"

    asyncio.run(scenario())


def test_a_refusal_that_is_our_mistake_is_not_hidden() -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            line = MemoryLine()
            line.answers["job:done"] = refusal("INVALID")
            with pytest.raises(Refused):
                await a_run(line, PracticeSite(visitor.web.url), query="labs").work()
            assert (line.last.error_code, line.last.retryable) == ("agent_error", True)

    asyncio.run(scenario())
