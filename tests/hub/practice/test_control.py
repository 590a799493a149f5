"""The home page, the switches, the counts."""

import asyncio

import pytest

from hub.practice.variants import VARIANTS
from tests.support.practice import practice_web


@pytest.mark.parametrize(("hl", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_home_explains_itself(hl: str, direction: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get(f"/?hl={hl}")
            assert f'lang="{hl}" dir="{direction}"' in answer.text
            assert answer.data["places"] == 120
            assert [one["name"] for one in answer.data["variants"]] == list(VARIANTS)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"variant": "slow"}, ["slow"]),
        ({"variant": "slow,hostile"}, ["hostile", "slow"]),
        ({"variants": ["capped"]}, ["capped"]),
        ({"variant": None}, []),
        ({}, []),
    ],
)
def test_variants_are_chosen(body: dict[str, object], expected: list[str]) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.post("/practice/variant", body)).json["variants"] == expected
            assert (await visitor.get("/practice/variant")).json["variants"] == expected

    asyncio.run(run())


@pytest.mark.parametrize("body", ["{", "[1]", '{"variant": 7}', '{"variant": "fast"}', '"x"'])
def test_what_cannot_be_chosen_is_refused_with_a_word(body: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.post("/practice/variant", body)
            assert answer.status == 400
            assert answer.json["error"]

    asyncio.run(run())


def test_reset_counts_from_zero() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.get("/")
            await visitor.get("/practice/api/places?query=labs")
            await visitor.post("/practice/variant", {"variant": "slow"})
            await visitor.post("/practice/reset")
            assert (await visitor.get("/practice/variant")).json == {"variants": [], "solved": []}
            assert (await visitor.get("/practice/counts")).json == {
                "pages": {},
                "batches": 0,
                "delivered": 0,
                "searches": {},
                "variants": {},
            }

    asyncio.run(run())
