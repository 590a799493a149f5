"""Which post on a page is the one that was to go out."""

import pytest

from hub.agent.matching import SLACK_MS, body, find
from hub.agent.wall_site import Shown
from models.clock import parse_rfc3339

AT = "2026-11-23T20:17:32.123Z"


def shown(text: str, at: str = AT, pictures: int = 0) -> Shown:
    return Shown(id="1", text=text, at=at, permalink="http://x/1", pictures=pictures)


@pytest.mark.parametrize(
    ("text", "link", "typed"),
    [
        ("Hello", None, "Hello"),
        ("Hello", "https://a.example/", "Hello\n\nhttps://a.example/"),
        ("See https://a.example/ now", "https://a.example/", "See https://a.example/ now"),
        ("", "https://a.example/", "https://a.example/"),
    ],
)
def test_the_link_is_typed_below_the_text(text: str, link: str | None, typed: str) -> None:
    assert body(text, link) == typed


@pytest.mark.parametrize(
    ("seen", "wanted", "same"),
    [
        ("Hello  there\n", "Hello there", True),
        ("caf\u00e9", "cafe\u0301", True),
        ("Hello https://t.example/x1", "Hello https://long.example/page", True),
        ("Hello\n\nhttps://a.example/", "Hello", True),
        ("Hello!", "Hello", False),
        ("Hello there", "Hello", False),
        ("", "https://a.example/", False),
        ("https://a.example/", "https://a.example/", True),
        ("https://b.example/", "https://a.example/", False),
    ],
)
def test_blanks_and_links_do_not_matter_words_do(seen: str, wanted: str, same: bool) -> None:
    assert (find([shown(seen)], wanted, 0, None) is not None) is same


def test_an_older_post_of_the_same_words_is_another_one() -> None:
    at = parse_rfc3339(AT)
    assert find([shown("x")], "x", 0, at + SLACK_MS) is not None
    assert find([shown("x")], "x", 0, at + SLACK_MS + 1) is None


def test_with_pictures_or_without() -> None:
    assert find([shown("x")], "x", 1, None) is None
    assert find([shown("x", pictures=2)], "x", 1, None) is not None
