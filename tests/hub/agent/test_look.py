"""A look reads the profile, presses nothing, and says what the journal knows."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hub.agent.journal import Entry, Journal
from hub.agent.site import PracticeSite
from models.clock import now_ms, rfc3339
from tests.support.practice import practice_web
from tests.support.script_agent import JOB, MemoryLine, a_run

ACCOUNT = {"platform": "practice", "handle": "Jo"}


@pytest.mark.parametrize(
    ("wanted", "after_ms", "found"),
    [("the post", 0, True), ("another", 0, False), ("the post", 120_000, False)],
)
def test_it_finds_what_is_there_and_nothing_else(
    tmp_path: Path, wanted: str, after_ms: int, found: bool
) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            wall = visitor.web.state.wall
            made = wall.keep("jo", "the post", [])
            wall.keep("jo", "newer", [])
            line, journal = MemoryLine(), Journal(tmp_path / "agent.journal")
            now = now_ms()
            journal.intend(
                Entry(
                    permit="p",
                    job_id=JOB,
                    epoch=1,
                    platform="practice",
                    handle="jo",
                    text="the post",
                    media_count=0,
                    state="intent",
                    at=now,
                    intended_at=now,
                )
            )
            journal.step("p", "pressed", now)
            given: dict[str, Any] = {
                "runId": JOB, "account": ACCOUNT, "text": wanted, "mediaCount": 0,
                "after": rfc3339(now + after_ms),
            }  # fmt: skip
            site = PracticeSite(visitor.web.url)
            work = a_run(
                line, site, type="VERIFY_POST", connector="practice_wall", journal=journal, **given
            )
            await work.work()
            output = line.last.output
            assert (output["found"], output["checked"]) == (found, 2)
            assert output["newest"]["text"] == "newer"
            same = wanted == "the post" and after_ms == 0
            assert output["journal"] == ("pressed" if same else "none")
            assert (output.get("platformPostId") == made.id) is found
            assert [one.kind for one, _ in line.files] == ["look", "page"]
            assert wall.presses == []

    asyncio.run(run())
