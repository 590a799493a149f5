"""The wall's memory: what is seen when, and what the truth says."""

from hub.practice.wall_posts import WallPosts, content_name, moment


def test_newest_first_and_one_account_alone() -> None:
    wall = WallPosts()
    first, second, third = (wall.keep(who, who, []) for who in ("a", "b", "a"))
    assert wall.visible() == [third, second, first]
    assert wall.visible("a") == [third, first]
    assert len({first.id, second.id, third.id}) == 3


def test_late_posts_come_and_vanished_ones_never() -> None:
    clock = [1_000.0]
    wall = WallPosts(now=lambda: clock[0])
    late = wall.keep("a", "late", [], late=8.0)
    wall.keep("a", "gone", [], vanishes=True)
    assert wall.visible() == []
    clock[0] += 8.0
    assert wall.visible() == [late]


def test_the_truth_counts_presses_beside_posts() -> None:
    wall = WallPosts(now=lambda: 1_000.5)
    picture = wall.add_picture(b"png", "image/png")
    for text in ("Hello ", "Hello\r\n", "no"):
        wall.press(text)
    wall.keep("a", "Hello", [picture.id])
    wall.keep("a", "Hello  ", [], vanishes=True)
    truth = wall.truth()
    assert truth["presses"] == 3
    assert truth["byContent"] == {
        content_name("Hello"): {"presses": 2, "posts": 2, "visible": 1},
        content_name("no"): {"presses": 1, "posts": 0, "visible": 0},
    }
    assert truth["posts"][0] == {
        "id": "1000500000",
        "handle": "a",
        "text": "Hello",
        "media": [picture.sha256],
        "at": "1970-01-01T00:16:40.500Z",
        "visible": True,
    }


def test_reset_forgets_everything_but_the_clock() -> None:
    wall = WallPosts(now=lambda: 5.0)
    wall.press("x")
    wall.keep("a", "x", [wall.add_picture(b"x", "image/png").id])
    wall.reset()
    assert wall.truth() == {"presses": 0, "byContent": {}, "posts": []}
    assert wall.pictures == {}
    assert wall.now() == 5.0


def test_half_a_pair_still_has_a_name() -> None:
    assert len(content_name("\ud83d")) == 64


def test_a_moment_is_written_with_milliseconds() -> None:
    assert moment(0.0) == "1970-01-01T00:00:00.000Z"
