"""Posting by program: every arrival is a press, and each mood does what it says."""

import asyncio
import hashlib
from typing import Any

import pytest

from hub.practice.wall_posts import LIMIT, content_name
from tests.support.practice import Answer, Visitor, practice_web

ME = {"x-wall-handle": "jo_cafe"}
TEXT = "صباح الخير ☀️\n\nline"


async def post(visitor: Visitor, text: str = TEXT, **more: object) -> Answer:
    return await visitor.post("/wall/api/posts", {"text": text, "press": "p", **more}, **ME)


async def truth(visitor: Visitor) -> Any:
    return (await visitor.get("/practice/wall/truth")).json


def test_a_post_with_pictures_is_out() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            mime = {"content-type": "image/png"}
            kept = await visitor.ask("POST", "/wall/api/media", b"png", ME | mime)
            assert kept.status == 201
            assert kept.json["sha256"] == hashlib.sha256(b"png").hexdigest()
            answer = await post(visitor, media=[kept.json["id"]])
            assert answer.status == 201
            path = answer.json["url"].removeprefix(visitor.web.url)
            assert path == f"/wall/@jo_cafe/{answer.json['id']}"
            (item,) = (await visitor.get(path)).data["items"]
            assert item["text"] == TEXT
            (seen,) = (await truth(visitor))["posts"]
            assert (seen["text"], seen["media"]) == (TEXT, [kept.json["sha256"]])

    asyncio.run(run())


def test_the_cookie_of_the_page_posts_too() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.post("/wall/api/posts", {"text": "x"}, cookie="wall=j%C3%B6")
            assert answer.status == 201
            assert (await truth(visitor))["posts"][0]["handle"] == "jö"

    asyncio.run(run())


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        {"text": 7},
        {"text": " \n"},
        {"text": "x" * (LIMIT + 1)},
        {"text": "x", "media": "m1"},
        {"text": "x", "media": ["m1"]},
        {"text": "x", "media": [1]},
    ],
)
def test_what_is_no_post_is_refused_and_still_a_press(body: object) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            answer = await visitor.post("/wall/api/posts", body, **ME)
            assert answer.status == 400
            assert answer.json["error"]
            seen = await truth(visitor)
            assert (seen["presses"], seen["posts"]) == (1, [])

    asyncio.run(run())


@pytest.mark.parametrize(("mime", "data"), [("text/html", b"x"), ("image/png", b"")])
def test_what_is_no_picture_is_refused(mime: str, data: bytes) -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            headers = ME | {"content-type": mime}
            assert (await visitor.ask("POST", "/wall/api/media", data, headers)).status == 415

    asyncio.run(run())


def test_strangers_post_nothing() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.post("/wall/api/posts", {"text": "x"})).status == 401
            assert (await visitor.ask("POST", "/wall/api/media", b"x", {})).status == 401
            assert (await truth(visitor))["presses"] == 1

    asyncio.run(run())


@pytest.mark.parametrize(
    ("mood", "status", "posts", "visible"),
    [
        ("wall_slow", 201, 1, 1),
        ("wall_fails", 422, 0, 0),
        ("wall_error_shown", 500, 1, 1),
        ("wall_vanishes", 201, 1, 0),
        ("wall_late", 201, 1, 0),
        ("wall_rate_limited", 429, 0, 0),
        ("wall_checkpoint", 403, 0, 0),
        ("wall_signed_out", 401, 0, 0),
    ],
)
def test_a_mood_does_what_it_says(mood: str, status: int, posts: int, visible: int) -> None:
    async def run() -> None:
        async with practice_web(pace=0.01 if mood == "wall_slow" else 1.0) as visitor:
            await visitor.post("/practice/variant", {"variant": mood})
            assert (await post(visitor)).status == status
            seen = (await truth(visitor))["byContent"]
            counts = {"presses": 1, "posts": posts, "visible": visible}
            assert seen == {content_name(TEXT): counts}

    asyncio.run(run())


def test_somebody_else_posts_under_another_name() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.post("/practice/variant", {"variant": "wall_other_account"})
            assert (await visitor.get("/wall/api/me", **ME)).json["handle"] == "somebody_else"
            await post(visitor)
            assert (await truth(visitor))["posts"][0]["handle"] == "somebody_else"

    asyncio.run(run())


def test_me_names_the_trouble_before_the_composer() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            assert (await visitor.get("/wall/api/me", **ME)).json == {
                "handle": "jo_cafe",
                "trouble": None,
            }
            await visitor.post("/practice/variant", {"variant": "wall_checkpoint"})
            assert (await visitor.get("/wall/api/me", **ME)).json["trouble"] == "wall_checkpoint"

    asyncio.run(run())


def test_no_answer_ends_with_the_caller_or_with_the_practice_web() -> None:
    async def run() -> None:
        async with practice_web() as visitor:
            await visitor.post("/practice/variant", {"variant": "wall_no_answer"})
            asking = asyncio.create_task(post(visitor))
            while not (await truth(visitor))["posts"]:
                assert not asking.done()
            await visitor.web.stop()
            # Nobody was told while it ran; its end answers as any end does.
            await asking

    asyncio.run(run())
