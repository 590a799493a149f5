"""Pictures of posts: the right size, each text another picture, no text breaks them."""

import pytest

from hub.agent import picture, post_picture
from hub.practice.hostile import TEXTS
from tests.hub.agent.test_picture import size

SIZE = (picture.WIDTH, picture.HEIGHT)


def test_the_composer_shows_what_is_in_it() -> None:
    drawn = post_picture.composer("jo", "Hello", 0)
    assert size(drawn) == SIZE
    assert drawn == post_picture.composer("jo", "Hello", 0)
    assert len({drawn, post_picture.composer("jo", "Hallo", 0)}) == 2
    assert drawn != post_picture.composer("jo", "Hello", 1)


def test_a_profile_with_posts_and_without() -> None:
    many = [("2026-11-23T20:17:32.123Z", f"post {number}", number % 3) for number in range(40)]
    assert size(post_picture.posts("jo", many)) == SIZE
    assert post_picture.posts("jo", []) != post_picture.posts("jo", many)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_breaks_a_picture(text: str) -> None:
    assert size(post_picture.composer(text, text, 9)) == SIZE
    assert size(post_picture.answer(text, text)) == SIZE
    assert size(post_picture.posts(text, [(text, text, 2)])) == SIZE
