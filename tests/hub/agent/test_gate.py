"""At a gate the person is asked once, and the search goes on when the way is free."""

import asyncio

import pytest

from hub.agent.gate import RateLimited, Words
from hub.agent.site import PracticeSite
from hub.recipes import shipped_recipes
from tests.support.practice import practice_web
from tests.support.script_agent import MemoryLine, a_run

MAPS = shipped_recipes()["google_maps"]


def test_messages_come_from_the_recipe() -> None:
    arabic, english = Words(MAPS, "ar"), Words(MAPS, "fr")
    assert "إنسان" in arabic.of("captcha")
    assert "person" in english.of("captcha")
    assert english.of("capped").startswith("The site shows about 120")
    assert english.of("brand_new") == "brand new"


@pytest.mark.parametrize("kind", ["captcha", "consent"])
def test_the_person_is_asked_once_and_the_run_goes_on_when_it_is_dealt_with(kind: str) -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose([kind])
            line = MemoryLine()
            run = a_run(line, PracticeSite(visitor.web.url), query="labs", language="ar")
            work = asyncio.create_task(run.work())
            asked = await line.asked_for("job:needs_user")
            assert asked.reason == kind
            assert visitor.web.url in asked.message
            run.report.resumed.set()  # the operator was too quick: it is asked for once only
            visitor.web.state.solved.add(kind)
            run.report.resumed.set()
            assert (await work).startswith("done")
            assert len(line.bodies("job:needs_user")) == 1

    asyncio.run(scenario())


def test_without_a_word_the_run_looks_again_by_itself() -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose(["captcha"])
            line = MemoryLine()
            work = asyncio.create_task(
                a_run(line, PracticeSite(visitor.web.url), query="labs").work()
            )
            await line.asked_for("job:needs_user")
            visitor.web.state.solved.add("captcha")
            assert (await work).startswith("done")

    asyncio.run(scenario())


def test_a_rate_limit_puts_the_job_off() -> None:
    async def scenario() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose(["rate_limit"])
            line = MemoryLine()
            assert "put off" in await a_run(line, PracticeSite(visitor.web.url)).work()
            assert (line.last.error_code, line.last.retryable) == ("RATE_LIMITED", True)
            assert line.last.retry_after_seconds == 900

    asyncio.run(scenario())


def test_a_rate_limit_carries_its_time() -> None:
    assert RateLimited(5, "later").seconds == 5
