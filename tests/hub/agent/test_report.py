"""What a run says, in the form of the wire."""

import asyncio
import hashlib

import pytest

from hub.agent.report import Cancelled
from hub.wire import messages as m
from tests.support.script_agent import JOB, MemoryLine, a_run


def test_a_wish_to_cancel_comes_with_the_progress() -> None:
    async def scenario() -> None:
        line = MemoryLine()
        line.answers["job:progress"] = lambda _: m.JobProgressAck(
            job_id=JOB, progress=1, cancel_requested=True
        )
        with pytest.raises(Cancelled):
            await a_run(line, None).report.progress(1, None, None)

    asyncio.run(scenario())


def test_progress_stays_within_its_bounds() -> None:
    async def scenario() -> None:
        line = MemoryLine()
        report = a_run(line, None).report
        await report.progress(-3, None, None)
        await report.progress(104, "all", {"offset": 1})
        assert [body.progress for body in line.bodies("job:progress")] == [0, 100]

    asyncio.run(scenario())


def test_counts_of_what_was_taken() -> None:
    async def scenario() -> None:
        line = MemoryLine()
        line.answers["job:evidence"] = lambda _: m.JobEvidenceAck(
            job_id=JOB, batch_id="b", accepted=2, duplicates=1,
            rejected=[m.RejectedItem(index=3, code="INVALID", message="no title")],
        )  # fmt: skip
        report = a_run(line, None).report
        await report.evidence("b", [])
        await report.evidence("b", [])
        assert (report.accepted, report.duplicates) == (4, 2)
        assert "no title" in line.bodies("job:log")[0].message

    asyncio.run(scenario())


def test_a_proof_is_declared_by_what_it_is() -> None:
    async def scenario() -> None:
        line = MemoryLine()
        report = a_run(line, None).report
        await report.proof(b"data", mime="text/html", kind="page", title="T", page_url="http://x/")
        declared, data = line.files[0]
        assert declared.sha256 == hashlib.sha256(data).hexdigest()
        assert (declared.size_bytes, declared.mime, report.proofs) == (4, "text/html", 1)

    asyncio.run(scenario())


def test_a_note_is_made_once() -> None:
    async def scenario() -> None:
        line = MemoryLine()
        report = a_run(line, None).report
        await report.note("limited_view", "Few.")
        await report.note("limited_view", "Few.")
        assert report.notes == [{"code": "limited_view", "message": "Few."}]
        assert len(line.bodies("job:log")) == 1

    asyncio.run(scenario())


def test_a_permit_lives_by_both_clocks_and_on_its_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario() -> None:
        line = MemoryLine()
        clocks = {"monotonic": 100.0, "time": 5_000.0}
        for name in clocks:
            monkeypatch.setattr(f"hub.agent.report.time.{name}", lambda name=name: clocks[name])
        report = a_run(line, None).report
        account = m.Account(platform="practice", handle="jo")
        for name, later in (("monotonic", 15.0), ("time", 15.0), ("time", -15.0)):
            permit = await report.permit("0" * 64, account)
            assert permit.lives()
            clocks[name] += later
            assert not permit.lives()
        permit = await report.permit("0" * 64, account)
        line.wire = object()
        assert not permit.lives()
        line.wire = None
        permit = await report.permit("0" * 64, account)
        assert not permit.lives()

    asyncio.run(scenario())
