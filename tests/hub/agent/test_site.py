"""The practice web read by a program."""

import asyncio

import pytest

from hub.agent.site import PracticeSite, SiteDown, Trouble, local_base
from tests.support.practice import practice_web


def test_lists_results_and_pages() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            site = PracticeSite(visitor.web.url)
            batch = await site.places("أطباء أسنان في عمّان", "ar", 20, 20)
            assert (batch["offset"], len(batch["places"])) == (20, 20)
            assert (await site.results("labs & more", "en", 10))["start"] == 10
            assert b"<!doctype html>" in await site.page("/maps/search/labs/?hl=en")

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["captcha", "consent", "rate_limit"])
def test_trouble_is_named(kind: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose([kind])
            with pytest.raises(Trouble) as caught:
                await PracticeSite(visitor.web.url).places("labs", "en", 0, 20)
            assert caught.value.kind == kind
            assert caught.value.page.startswith(visitor.web.url)
            assert (caught.value.retry_after > 0) == (kind == "rate_limit")

    asyncio.run(run())


def test_nobody_there_and_somebody_else_there() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            other = PracticeSite(f"{visitor.web.url}/practice/static/practice.css?")
            with pytest.raises(SiteDown):
                await other.places("labs", "en", 0, 20)
        with pytest.raises(SiteDown):
            await PracticeSite(visitor.web.url).places("labs", "en", 0, 20)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("hosts", "base"),
    [
        (["www.google.com", "127.0.0.1:4711"], "http://127.0.0.1:4711"),
        (["localhost:80"], "http://localhost:80"),
        (["[::1]:80"], "http://[::1]:80"),
        (["www.google.com"], None),
        (["127.0.0.1.nip.io", "localhost.evil.example"], None),
        ([], None),
    ],
)
def test_only_this_machine_is_a_practice_web(hosts: list[str], base: str | None) -> None:
    assert local_base(hosts) == base
