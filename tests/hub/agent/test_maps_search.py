"""The search of the list: every place once, in batches, with pictures, notes and checkpoints."""

import asyncio
from typing import Any

import pytest

from hub.agent.site import PracticeSite
from hub.practice.hostile import TEXTS
from tests.support.practice import Visitor, practice_web
from tests.support.script_agent import MemoryLine, a_run


def search(variant: str = "", **job: Any) -> tuple[MemoryLine, dict[str, Any]]:
    """One run to its end: what was sent, and what the practice web counted."""
    line = MemoryLine()

    async def scenario() -> dict[str, Any]:
        async with practice_web() as visitor:
            visitor.web.state.choose([variant] if variant else [])
            await a_run(line, PracticeSite(visitor.web.url), **job).work()
            return await counts(visitor)

    return line, asyncio.run(scenario())


async def counts(visitor: Visitor) -> dict[str, Any]:
    answer: dict[str, Any] = (await visitor.get("/practice/counts")).json
    return answer


def test_a_list_to_its_end() -> None:
    line, counted = search()
    output = line.last.output
    assert (output["rows"], output["ended"], output["notes"]) == (64, "end", [])
    assert output["accepted"] == 64
    assert output["fields"]["address"] == {"filled": 64, "of": 64}
    keys = [one["key"] for one in line.findings]
    assert len(keys) == len(set(keys)) == 64
    assert line.batches == ["places-0", "places-20", "places-40", "places-60"]
    assert line.kinds == {"results": 2, "page": 1}
    assert output["proofs"] == 3
    assert counted["delivered"] == 66  # two places are shown as advertisements too
    assert sum("sponsored" in one["snippet"] for one in line.findings) == 2


def test_progress_rises_and_carries_a_checkpoint() -> None:
    line, _ = search()
    told = [body.progress for body in line.bodies("job:progress")]
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 99
    assert line.bodies("job:progress")[-1].checkpoint == {"offset": 66, "rows": 64}


@pytest.mark.parametrize("limit", [1, 20, 25])
def test_the_limit_is_kept(limit: int) -> None:
    line, _ = search(limit=limit)
    assert line.last.output["ended"] == "limit"
    assert len(line.findings) == limit


def test_another_run_goes_on_from_the_checkpoint() -> None:
    line, counted = search(checkpoint={"offset": 40, "rows": 38})
    assert line.batches == ["places-40", "places-60"]
    assert counted["batches"] == 2
    assert line.last.output["rows"] == 64


def test_nothing_found_is_a_good_end() -> None:
    line, _ = search(query="zzzz")
    assert (line.last.output["rows"], line.last.output["ended"]) == (0, "empty")
    assert not line.files


@pytest.mark.parametrize(
    ("variant", "ended", "rows", "note"),
    [
        ("limited", "end", 8, "limited_view"),
        ("stalled", "end", 31, "feed_stalled"),
        ("capped", "capped", 120, "capped"),
    ],
)
def test_what_is_not_the_whole_list_is_noted(
    variant: str, ended: str, rows: int, note: str
) -> None:
    line, _ = search(variant, limit=500)
    output = line.last.output
    assert (output["ended"], output["rows"]) == (ended, rows)
    assert [one["code"] for one in output["notes"]] == [note]
    assert any(
        note_line.message == output["notes"][0]["message"] for note_line in line.bodies("job:log")
    )


def test_hostile_texts_are_carried_as_they_are() -> None:
    line, _ = search("hostile")
    titles = {one["title"] for one in line.findings}
    assert {text[:2_000] for text in TEXTS.values()} <= titles
    assert line.last.output["ended"] == "end"


def test_arabic_places_in_arabic() -> None:
    line, _ = search(query="مقاهي القاهرة", language="ar")
    assert len(line.findings) == 8
    assert all("القاهرة" in one["snippet"]["address"] for one in line.findings)
    assert "hl=ar" in line.files[0][0].page_url
