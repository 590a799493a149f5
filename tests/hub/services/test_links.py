"""Links in memory: one use, one channel, five minutes, three wrong secrets."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from hub.base64url import encode
from hub.errors import CloseConnection
from hub.services.links import WRONG_SECRETS, Links
from models.pairing import LiveLink
from models.views import LinkView

SECRET = bytes(range(32))


class Book:
    """Links with a clock, and what was written down."""

    def __init__(self, channel: str = "json") -> None:
        self.now = 0
        self.burnt: list[str] = []
        self.links = Links(lambda: self.now, self._burn)
        view = LinkView(id="id", channel=channel, allow_first=False, expires_at=100, used_at=None)
        self.links.add(LiveLink(link=view, secret=SECRET), "operator")

    def _burn(self, link_id: str) -> "asyncio.Future[Any]":
        self.burnt.append(link_id)
        return asyncio.get_running_loop().create_future()


def scene(play: Callable[[Book], None], channel: str = "json") -> None:
    async def staged() -> None:
        play(Book(channel))

    asyncio.run(staged())


def refused(book: Book, secret: str | None) -> None:
    with pytest.raises(CloseConnection) as closed:
        book.links.shown("id", secret)
    assert closed.value.code == CloseConnection.NOT_AUTHENTICATED


def test_the_right_secret_uses_a_link_up() -> None:
    def play(book: Book) -> None:
        assert book.links.shown("id", encode(SECRET)).maker == "operator"
        assert book.burnt == ["id"]
        refused(book, encode(SECRET))

    scene(play)


def test_wrong_secrets_burn_it_after_a_few() -> None:
    def play(book: Book) -> None:
        for wrong in ("", "x", "ü"):
            refused(book, wrong)
        assert WRONG_SECRETS == 3
        assert book.burnt == ["id"]
        refused(book, encode(SECRET))

    scene(play)


def test_past_its_time_it_is_worth_nothing_and_dropped() -> None:
    def play(book: Book) -> None:
        book.now = 100
        refused(book, encode(SECRET))
        book.links.drop_expired()
        assert book.links.get("id") is None

    scene(play)


def test_a_noise_link_needs_its_handshake() -> None:
    def play(book: Book) -> None:
        assert book.links.usable("id", "json") is None
        refused(book, encode(SECRET))
        refused(book, None)
        book.links.burn("id")
        book.links.burn("id")
        assert book.burnt == ["id"]
        assert book.links.usable("id", "noise") is None
        assert book.links.shown("id", None).channel == "noise"

    scene(play, "noise")
