"""The results page over real sockets: pages, blocks around the results, redirects."""

import asyncio
from urllib.parse import quote

import pytest

from tests.support.practice import practice_web


def test_pages_of_ten_with_everything_around_the_first() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            first = (await visitor.get("/search?q=dentists+in+Amman&hl=en&num=100")).data
            assert len(first["results"]) == 10
            assert {"pack", "questions", "adverts", "overview"} <= first.keys()
            second = (await visitor.get("/search?q=dentists+in+Amman&hl=en&start=10")).data
            assert "adverts" not in second
            urls = {one["url"] for one in first["results"]}
            assert not urls & {one["url"] for one in second["results"]}
            last = (await visitor.get("/search?q=dentists+in+Amman&start=70")).data
            assert len(last["results"]) == 10
            assert (await visitor.get("/search?q=dentists+in+Amman&start=80")).data["results"] == []
            counts = (await visitor.get("/practice/counts")).json
            assert counts["searches"] == {"search": {"dentists in Amman": 1}}
            assert counts["pages"] == {"search": 4}

    asyncio.run(run())


@pytest.mark.parametrize("start", ["-10", "x", "٣", "1e9", "99999999999", ""])
def test_a_strange_start_is_the_first_page(start: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get(f"/search?q=labs&start={quote(start)}")
            assert answer.data["start"] == 0

    asyncio.run(run())


def test_programs_get_the_same_results() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            page = (await visitor.get("/search?q=labs&hl=ar")).data["results"]
            batch = (await visitor.get("/practice/api/results?q=labs&hl=ar")).json
            assert batch["results"] == page
            assert batch["more"] is True

    asyncio.run(run())


def test_empty_is_empty() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get("/search?q=labs&variant=empty")).data["total"] == 0
            assert (await visitor.get("/search?q=zzzz")).data["total"] == 0

    asyncio.run(run())


def test_links_to_the_outside_end_in_a_page_that_says_so() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get("/url?q=https%3A%2F%2Fclinic.example%2F&sa=U")
            assert answer.status == 200
            assert answer.data["host"] == "clinic.example"

    asyncio.run(run())
