"""The directory over real sockets: lists, batches, one hit, moods, counts."""

import asyncio
from urllib.parse import quote

import pytest

from hub.practice.hostile import TEXTS
from tests.support.practice import Visitor, practice_web

DENTISTS = quote("dentists in Amman")


async def all_rows(visitor: Visitor, query: str, more: str = "") -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    while True:
        path = f"/practice/api/places?query={query}&offset={len(rows)}&limit=20{more}"
        batch = (await visitor.get(path)).json
        rows += batch["places"]
        if not batch["more"] or not batch["places"]:
            return rows


def test_a_list_in_batches_with_paid_rows_first() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            rows = await all_rows(visitor, DENTISTS)
            assert len(rows) >= 62
            paid = [row for row in rows if row["sponsored"]]
            assert rows[:2] == paid
            # A paid place comes again in its own place: the reader must know it by its id.
            ids = [row["featureId"] for row in rows]
            assert len(ids) - len(set(ids)) == len(paid) == 2
            counts = (await visitor.get("/practice/counts")).json
            assert counts["batches"] == 4
            assert counts["delivered"] == len(rows)
            assert counts["searches"] == {"api": {"dentists in Amman": 1}}

    asyncio.run(run())


def test_the_page_carries_query_total_and_districts() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get(f"/maps/search/{DENTISTS}/?hl=en")
            assert answer.status == 200
            assert answer.data["query"] == "dentists in Amman"
            assert answer.data["total"] >= 60
            assert {one["city"] for one in answer.data["districts"]} == {"Amman"}
            assert 'lang="en" dir="ltr"' in answer.text
            arabic = await visitor.get(f"/maps/search/{DENTISTS}/@31.95,35.9,14z/?hl=ar")
            assert 'lang="ar" dir="rtl"' in arabic.text
            assert arabic.data["query"] == "dentists in Amman"
            counts = (await visitor.get("/practice/counts")).json
            assert counts["searches"] == {"maps": {"dentists in Amman": 2}}
            assert counts["pages"] == {"maps": 2}

    asyncio.run(run())


def test_one_hit_goes_straight_to_its_place() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get("/maps/search/Happy+Molar/?hl=ar")
            assert answer.status == 302
            place = await visitor.get(answer.headers["location"])
            assert place.status == 200
            assert place.data["place"]["title"] == "الضرس السعيد"
            rows = await all_rows(visitor, "Happy%20Molar")
            assert [row["visited"] for row in rows] == [True]

    asyncio.run(run())


@pytest.mark.parametrize(
    "path", ["/maps/place/x/data=!1s0x1:0x1", "/maps/place/", "/nowhere", "/maps/place/%FF"]
)
def test_what_is_not_there_is_a_friendly_404(path: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.get(path)
            assert answer.status == 404
            assert "words" in answer.data

    asyncio.run(run())


def test_nothing_found_is_an_empty_page() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get("/maps/search/zzzz/?hl=en")).data["total"] == 0
            assert await all_rows(visitor, "zzzz") == []
            assert await all_rows(visitor, DENTISTS, "&variant=empty") == []

    asyncio.run(run())


def test_a_limited_view_is_short_and_poor() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            rows = await all_rows(visitor, DENTISTS, "&variant=limited")
            assert len(rows) == 8
            assert {row["reviews"] for row in rows} == {None}

    asyncio.run(run())


def test_a_stalled_list_stops_half_way_and_never_says_that_it_ended() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            whole = len(await all_rows(visitor, DENTISTS))
            rows = await all_rows(visitor, DENTISTS, "&variant=stalled")
            assert len(rows) == whole // 2
            path = f"/practice/api/places?query={DENTISTS}&offset={len(rows)}&variant=stalled"
            batch = (await visitor.get(path)).json
            assert (batch["places"], batch["more"], batch["end"]) == ([], True, False)

    asyncio.run(run())


def test_a_capped_list_ends_at_120_without_an_end_mark() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert len(await all_rows(visitor, "dentists", "&variant=capped")) == 120
            last = (
                await visitor.get("/practice/api/places?query=x&offset=100&variant=capped")
            ).json
            assert (last["more"], last["end"]) == (False, False)

    asyncio.run(run())


def test_hostile_places_pass_unchanged_and_leave_the_page_whole() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            rows = await all_rows(visitor, DENTISTS, "&hostile=1")
            assert set(TEXTS.values()) <= {row["title"] for row in rows}
            hostile = next(row for row in rows if row["title"] == TEXTS["script"])
            page = await visitor.get(str(hostile["path"]))
            assert page.data["place"]["title"] == TEXTS["script"]
            assert "<script>alert" not in page.text
            assert "script-src 'self'" in page.headers["content-security-policy"]

    asyncio.run(run())


def test_slow_is_slower_and_the_feed_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("hub.practice.maps.sleep", sleep)

    async def run() -> None:
        async with practice_web(delay=1) as visitor:
            await visitor.get("/practice/api/places?query=labs")
            await visitor.get("/practice/api/places?query=labs&page=1")
            await visitor.get("/practice/api/places?query=labs&variant=slow")

    asyncio.run(run())
    assert waited == [1, 8]


@pytest.mark.parametrize("wrong", ["offset=x", "limit=1e3", "offset=%F0"])
def test_wrong_numbers_are_refused(wrong: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get(f"/practice/api/places?query=a&{wrong}")).status == 400

    asyncio.run(run())


def test_a_batch_has_a_highest_size() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert len((await visitor.get("/practice/api/places?limit=5000")).json["places"]) == 100

    asyncio.run(run())
