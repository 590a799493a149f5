"""The wall's pages: who is signed in, what stands before the composer, what is shown."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import pytest

from tests.support.practice import Visitor, practice_web

TEXT = "صباح الخير ☀️\n\n</script><b>bold</b>"


def visit(walk: Callable[[Visitor], Awaitable[None]]) -> None:
    """Run a test against a fresh practice web."""

    async def run() -> None:
        async with practice_web() as visitor:
            await walk(visitor)

    asyncio.run(run())


def test_any_handle_signs_in_and_out() -> None:
    async def walk(visitor: Visitor) -> None:
        assert (await visitor.get("/wall")).data["me"] is None
        answer = await visitor.post("/wall/login?editor=quill&hl=ar", "handle=%40J%C3%B6_Cafe")
        assert (answer.status, answer.headers["location"]) == (303, "/wall?editor=quill&hl=ar")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        kept = cookie.partition(";")[0]
        page = await visitor.get("/wall?hl=ar", cookie=kept)
        assert page.data["me"] == "jö_cafe"
        assert 'lang="ar" dir="rtl"' in page.text
        out = await visitor.post("/wall/logout", cookie=kept)
        assert 'wall=""' in out.headers["set-cookie"]

    visit(walk)


@pytest.mark.parametrize("handle", ["", "%40", "a%2Fb", "a" * 61])
def test_what_is_no_handle_comes_back_to_the_form(handle: str) -> None:
    async def walk(visitor: Visitor) -> None:
        answer = await visitor.post("/wall/login", f"handle={handle}")
        assert answer.headers["location"] == "/wall/login?hl=en"
        assert "set-cookie" not in answer.headers

    visit(walk)


def test_profile_and_post_show_what_is_visible() -> None:
    async def walk(visitor: Visitor) -> None:
        wall = visitor.web.state.wall
        older = wall.keep("café", "older", [])
        newer = wall.keep("café", TEXT, [wall.add_picture(b"png", "image/png").id])
        gone = wall.keep("café", "gone", [], vanishes=True)
        profile = await visitor.get(f"/wall/@{quote('Café')}")
        shown = [one["id"] for one in profile.data["items"]]
        assert shown == [newer.id, older.id]
        assert TEXT not in profile.text  # never as markup
        (item,) = (await visitor.get(profile.data["items"][0]["href"])).data["items"]
        assert (item["text"], item["handle"]) == (TEXT, "café")
        picture = await visitor.get(item["pictures"][0])
        assert (picture.body, picture.headers["content-type"]) == (b"png", "image/png")
        assert (await visitor.get(f"/wall/@{quote('café')}/{gone.id}")).status == 404
        assert (await visitor.get(f"/wall/@other/{newer.id}")).status == 404
        assert (await visitor.get("/wall/media/m9")).status == 404
        assert (await visitor.get("/wall/@nobody")).data["items"] == []

    visit(walk)


def test_the_editor_is_named_by_the_address_or_the_mood() -> None:
    async def walk(visitor: Visitor) -> None:
        assert (await visitor.get("/wall")).data["editor"] == "plain"
        assert (await visitor.get("/wall?editor=word")).data["editor"] == "plain"
        await visitor.post("/practice/variant", {"variant": "wall_editor_draft"})
        assert (await visitor.get("/wall")).data["editor"] == "draft"
        assert (await visitor.get("/wall?editor=lexical")).data["editor"] == "lexical"

    visit(walk)


def test_the_checkpoint_is_passed_once_and_hands_the_address_on() -> None:
    async def walk(visitor: Visitor) -> None:
        await visitor.post("/practice/variant", {"variant": "wall_checkpoint"})
        stopped = await visitor.get("/wall?editor=quill")
        assert stopped.headers["location"] == "/wall/checkpoint?editor=quill"
        assert (await visitor.get("/wall/checkpoint?editor=quill")).status == 200
        passed = await visitor.post("/wall/checkpoint?editor=quill")
        assert passed.headers["location"] == "/wall?editor=quill"
        assert (await visitor.get("/wall?editor=quill")).status == 200

    visit(walk)


def test_the_rate_limit_leaves_profiles_readable() -> None:
    async def walk(visitor: Visitor) -> None:
        await visitor.post("/practice/variant", {"variant": "wall_rate_limited"})
        stopped = await visitor.get("/wall")
        assert (stopped.status, stopped.headers["retry-after"]) == (429, "900")
        assert (await visitor.get("/wall/@a")).status == 200

    visit(walk)


def test_signed_out_until_somebody_signs_in_again() -> None:
    async def walk(visitor: Visitor) -> None:
        await visitor.post("/practice/variant", {"variant": "wall_signed_out"})
        assert (await visitor.get("/wall", cookie="wall=jo")).data["me"] is None
        await visitor.post("/wall/login", "handle=jo")
        assert (await visitor.get("/wall", cookie="wall=jo")).data["me"] == "jo"

    visit(walk)


def test_somebody_else_is_signed_in() -> None:
    async def walk(visitor: Visitor) -> None:
        await visitor.post("/practice/variant", {"variant": "wall_other_account"})
        await visitor.post("/wall/login", "handle=jo")
        assert (await visitor.get("/wall", cookie="wall=jo")).data["me"] == "somebody_else"

    visit(walk)
