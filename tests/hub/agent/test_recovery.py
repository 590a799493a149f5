"""An agent that is back after its end says what its journal knows."""

import asyncio
from pathlib import Path

import pytest

from hub.agent.journal import Entry, Journal
from hub.agent.recovery import Recovery
from hub.agent.report import Report
from hub.agent.site import PracticeSite
from hub.agent.wall_site import WallSite
from hub.wire import messages as m
from models.clock import now_ms
from tests.support.practice import practice_web
from tests.support.script_agent import AGENT, JOB, QUICK_WAITS, MemoryLine, refusal


@pytest.mark.parametrize(
    ("pressed", "is_out", "has_site", "said"),
    [
        (True, True, True, ["job:submitted", "job:done"]),
        (True, False, True, ["job:submitted", "job:error"]),
        (True, True, False, ["job:submitted", "job:error"]),
        (False, True, True, ["job:error"]),
    ],
)
@pytest.mark.parametrize("lost", [False, True])
def test_what_the_journal_left_open_is_told(
    tmp_path: Path, pressed: bool, is_out: bool, has_site: bool, said: list[str], lost: bool
) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            now = now_ms()
            journal = Journal(tmp_path / "agent.journal")
            entry = Entry(
                permit="p", job_id=JOB, epoch=3, platform="practice", handle="jo", text="Hello",
                media_count=0, state="intent", at=now, intended_at=now,
            )  # fmt: skip
            journal.intend(entry)
            if pressed:
                entry = journal.step("p", "pressed", now)
            if is_out:
                visitor.web.state.wall.keep("jo", "Hello", [])
            line = MemoryLine()
            if lost:
                line.answers = {event: refusal("LEASE_LOST") for event in said}
            site = WallSite(PracticeSite(visitor.web.url), "jo", 5.0) if has_site else None
            report = Report(line, AGENT, m.JobRef(job_id=JOB, epoch=3))
            await Recovery(entry, site, report, journal, QUICK_WAITS).run()
            assert line.events == said
            assert all(body.epoch == 3 for _, body in line.asked)  # type: ignore[attr-defined]
            if said[-1] == "job:error":
                assert line.last.error_code == "OUTCOME_UNKNOWN"
            assert journal.open_entries() == []
            assert visitor.web.state.wall.presses == []

    asyncio.run(run())
