"""The shipped table of what platforms take."""

from datetime import date

import pytest

from models.errors import InvalidInput
from models.posts.counting import measure
from models.posts.limits import check_media, platform, platforms

PNG, MP4 = "image/png", "video/mp4"


def test_every_platform_says_where_its_figures_come_from() -> None:
    assert set(platforms()) >= {"practice", "x", "facebook", "linkedin", "instagram"}
    assert set(platforms()) >= {"threads", "mastodon", "bluesky", "telegram"}
    for known in platforms().values():
        assert set(known.name) == {"en", "ar"}
        assert known.source
        assert date.fromisoformat(known.checked)
        assert known.limit > 0
        assert known.most is None or known.most >= known.limit
        assert measure(known.unit, "abc") == 3


def test_other_platforms_are_not_known() -> None:
    assert platform("myspace") is None
    check_media("myspace", [MP4] * 50, field="media")


@pytest.mark.parametrize(
    ("name", "mimes", "what"),
    [
        ("x", [PNG] * 5, "at most 4"),
        ("instagram", [], "must hold a file"),
        ("practice", [MP4], "holds video/mp4"),
    ],
)
def test_files_that_a_platform_does_not_take_are_refused(
    name: str, mimes: list[str], what: str
) -> None:
    with pytest.raises(InvalidInput, match=what) as found:
        check_media(name, mimes, field="targets[0].media")
    assert found.value.field == "targets[0].media"


def test_files_that_a_platform_takes() -> None:
    check_media("x", [PNG] * 4, field="media")
    check_media("practice", [], field="media")
    check_media("instagram", [PNG, MP4], field="media")


def test_a_caption_may_have_a_limit_of_its_own() -> None:
    telegram = platform("telegram")
    assert telegram is not None
    assert telegram.limits(media=False) == (4096, 4096)
    assert telegram.limits(media=True) == (1024, 4096)
