"""The search of the results page, and looking up what places lack."""

import asyncio
from typing import Any

from hub.agent.site import PracticeSite
from tests.support.practice import practice_web
from tests.support.script_agent import MemoryLine, a_run


def search(**job: Any) -> MemoryLine:
    line = MemoryLine()

    async def scenario() -> None:
        async with practice_web() as visitor:
            await a_run(line, PracticeSite(visitor.web.url), **job).work()

    asyncio.run(scenario())
    return line


def test_page_by_page_to_the_limit() -> None:
    line = search(type="SEARCH_SINGLE", connector="google_search", limit=25)
    assert line.batches == ["results-0", "results-10", "results-20"]
    assert [len(body.evidence) for body in line.bodies("job:evidence")] == [10, 10, 5]
    assert line.last.output["ended"] == "limit"
    assert line.kinds == {"results": 3}
    assert {one["type"] for one in line.findings} == {"web_result"}
    assert len({one["url"] for one in line.findings}) == 25
    assert line.bodies("job:progress")[-1].checkpoint == {"start": 30, "rows": 25}


def test_to_the_last_page() -> None:
    line = search(type="SEARCH_SINGLE", connector="google_search", query="medical labs")
    assert line.last.output["ended"] == "no_more_pages"
    assert line.last.output["rows"] == len(line.findings) < 80


def test_another_run_goes_on_with_the_next_page() -> None:
    line = search(
        type="SEARCH_SINGLE", connector="google_search", limit=30,
        checkpoint={"start": 20, "rows": 20},
    )  # fmt: skip
    assert line.batches == ["results-20"]
    assert line.last.output["rows"] == 30


def test_nothing_found_is_a_good_end() -> None:
    line = search(type="SEARCH_SINGLE", connector="google_search", query="zzzz")
    assert line.last.output["ended"] == "empty"


def test_what_places_lack_is_looked_up_on_the_web() -> None:
    line = search(type="google_maps_search", query="cafes in Cairo")
    places = [one for one in line.findings if one["type"] == "place"]
    results = [one for one in line.findings if one["type"] == "web_result"]
    lacking = [one for one in places if not {"phone", "website"} <= one["snippet"].keys()]
    assert len(places) == 8
    assert lacking
    for place in lacking:
        assert any(place["title"] in one["title"] for one in results)
    # The search knows sites that the list does not have.
    assert any("yellow.example" not in one["url"] for one in results)
    last = line.bodies("job:progress")[-1]
    assert last.progress == 99
    assert last.checkpoint["web"] == len(lacking)
    assert line.last.output["rows"] == 8


def test_looking_up_goes_on_where_it_stopped() -> None:
    missing = [["Dokki Beans", "Palm Street 54, Dokki, Cairo"], ["Felucca Café", "Cairo"]]
    line = search(
        type="google_maps_search", query="cafes in Cairo",
        checkpoint={"offset": 8, "rows": 8, "missing": missing, "web": 1},
    )  # fmt: skip
    assert [batch for batch in line.batches if batch.startswith("web-")] == ["web-1"]
