"""Consent, captcha and rate limit stand in the way, and a person opens what can be opened."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.practice import practice_web

GATES = [
    ("captcha", "/sorry/index", "/sorry/index"),
    ("consent", "/consent.google.practice/m", "/consent.google.practice/save"),
]


@pytest.mark.parametrize(("name", "page", "form"), GATES)
@pytest.mark.parametrize("wanted", ["/maps/search/labs/?hl=en", "/search?q=labs&hl=en"])
def test_a_gate_is_opened_once_and_stays_open(name: str, page: str, form: str, wanted: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.post("/practice/variant", {"variant": name})
            stopped = await visitor.get(wanted)
            assert stopped.status == 302
            parts = urlsplit(stopped.headers["location"])
            assert parts.path == page
            assert parse_qs(parts.query)["continue"] == [wanted]
            asked = await visitor.get(stopped.headers["location"])
            assert asked.data["continue"] == wanted
            answered = await visitor.post(form, f"continue={wanted.replace('&', '%26')}")
            assert (answered.status, answered.headers["location"]) == (303, wanted)
            assert (await visitor.get(wanted)).status == 200
            counts = (await visitor.get("/practice/counts")).json
            assert counts["variants"] == {name: 1}
            assert counts["pages"][name] == 1

    asyncio.run(run())


@pytest.mark.parametrize(("name", "page", "form"), GATES)
def test_programs_are_told_which_gate_and_where(name: str, page: str, form: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.post("/practice/variant", {"variant": name})
            for path in ("/practice/api/places?query=labs", "/practice/api/results?q=labs"):
                answer = await visitor.get(path)
                assert answer.status == 403
                assert answer.json["trouble"] == name
                assert answer.json["page"].startswith(page)
            await visitor.post(form, "continue=%2F")
            assert (await visitor.get("/practice/api/places?query=labs")).status == 200

    asyncio.run(run())


def test_a_gate_in_the_address_alone() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            stopped = await visitor.get("/maps/search/labs/?variant=captcha,slow")
            assert stopped.status == 302
            assert (await visitor.get("/maps/search/labs/")).status == 200

    asyncio.run(run())


def test_the_rate_limit_says_how_long_to_wait() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.post("/practice/variant", {"variant": "rate_limit"})
            for path in (
                "/maps/search/labs/",
                "/search?q=labs",
                "/practice/api/places",
                "/practice/api/results",
            ):
                answer = await visitor.get(path)
                assert (answer.status, answer.headers["retry-after"]) == (429, "900")

    asyncio.run(run())


@pytest.mark.parametrize(
    "way", ["https://evil.example/", "//evil.example/", "/\\evil.example", "x"]
)
def test_nobody_is_sent_elsewhere(way: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.post("/sorry/index", f"continue={way}")).headers[
                "location"
            ] == "/"
            assert (await visitor.get(f"/sorry/index?continue={way}")).data["continue"] == "/"

    asyncio.run(run())
