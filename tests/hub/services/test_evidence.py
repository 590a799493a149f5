"""Findings on their way in: a wrong one costs only itself."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hub.events import EvidenceStored
from hub.services.evidence import decode
from tests.support.hubs import hub_on, run
from tests.support.samples import finding


def _raw(*rows: Any) -> list[msgspec.Raw]:
    return [msgspec.Raw(json.dumps(row).encode()) for row in rows]


@pytest.mark.parametrize(
    "wrong",
    [
        "no object",
        {},
        finding("x", confidence="certain"),
        finding("x") | {"title": 5},
        finding("x", surprise=1),
        finding("x", snippet=[1]),
        finding("x", collectedAt="yesterday"),
        finding("x", collectedAt="2026-02-30T10:00:00.000Z"),
        finding("x", url="u" * 9_000),
    ],
)
def test_a_wrong_row_is_rejected_by_its_index(wrong: Any) -> None:
    findings, rejected = decode(_raw(finding("first"), wrong, finding("last")))
    assert [(one.index, one.title) for one in findings] == [(0, "first"), (2, "last")]
    assert [(one.index, one.code) for one in rejected] == [(1, "INVALID")]
    assert rejected[0].message


def test_what_is_absent_null_or_empty_is_none() -> None:
    rows = (finding("a"), finding("b", url=None, key=None), finding("c", url="", key=""))
    findings, rejected = decode(_raw(*rows))
    assert rejected == []
    assert [(one.url, one.collected_at) for one in findings] == [(None, None)] * 3
    assert findings[1].key is None
    assert findings[2].key is None


def test_times_are_taken_to_the_millisecond() -> None:
    (one,), _ = decode(_raw(finding("a", collectedAt="1970-01-01T00:00:01.234Z")))
    assert one.collected_at == 1_234


def test_the_ack_counts_exactly_and_repeats_itself(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", about, reply="job:ack_success")
                rows = [finding("A"), finding("A"), {"title": "wrong"}, finding("B")]
                batch = about | {"batchId": "b1", "evidence": rows}
                first = await agent.ask("job:evidence", batch)
                assert (first["accepted"], first["duplicates"]) == (2, 1)
                assert [one["index"] for one in first["rejected"]] == [2]
                assert await agent.ask("job:evidence", batch) == first
                stored = [e for e in desk.heard if isinstance(e, EvidenceStored)]
                assert [[row.title for row in e.rows] for e in stored] == [["A", "B"]]
                next_batch = about | {"batchId": "b2", "evidence": [finding("B"), finding("C")]}
                second = await agent.ask("job:evidence", next_batch)
                assert (second["accepted"], second["duplicates"]) == (1, 1)

    run(scenario())
