"""The wall as a program uses it."""

import asyncio

import pytest

from hub.agent.site import PracticeSite, SiteDown, Trouble
from hub.agent.wall_site import WallSite
from tests.support.practice import Visitor, practice_web


def site(visitor: Visitor, handle: str = "@Jö", answer: float = 5.0) -> WallSite:
    return WallSite(PracticeSite(visitor.web.url), handle, answer)


def test_a_post_from_the_press_to_its_page() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            wall = site(visitor)
            assert await wall.me() == "jö"
            picture = await wall.upload(b"png", "image/png")
            pressed = await wall.press("</script> Hello\n2", [picture], "p")
            assert pressed.url is not None
            ((seen,), page) = await wall.post(pressed.url)
            assert (seen.text, seen.pictures) == ("</script> Hello\n2", 1)
            assert seen.permalink == pressed.url
            assert page.startswith(b"<!doctype html>")
            assert [one.id for one in (await wall.profile())[0]] == [seen.id]
            assert (await wall.post(pressed.url + "9"))[0] == []

    asyncio.run(run())


@pytest.mark.parametrize(
    ("mood", "status", "is_no"),
    [("wall_fails", 422, True), ("wall_error_shown", 500, False), ("wall_no_answer", None, False)],
)
def test_an_answer_is_a_no_an_error_or_nothing(mood: str, status: int | None, is_no: bool) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose([mood])
            pressed = await site(visitor, answer=0.3).press("Hello", [], "p")
            assert (pressed.status, pressed.is_no, pressed.url) == (status, is_no, None)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("mood", "kind"), [("wall_checkpoint", "other"), ("wall_rate_limited", "rate_limit")]
)
def test_what_stands_in_the_way_is_named(mood: str, kind: str) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose([mood])
            with pytest.raises(Trouble) as trouble:
                await site(visitor).me()
            assert trouble.value.kind == kind

    asyncio.run(run())


def test_a_file_that_is_no_picture_is_refused() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            with pytest.raises(ValueError, match="PNG"):
                await site(visitor).upload(b"x", "video/mp4")

    asyncio.run(run())


def test_a_wall_that_is_gone_is_down_and_a_press_on_it_unclear() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            wall = site(visitor)
        assert (await wall.press("Hello", [], "p")).status is None
        for ask in (wall.me, wall.profile):
            with pytest.raises(SiteDown):
                await ask()

    asyncio.run(run())
