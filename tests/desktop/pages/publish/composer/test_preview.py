"""The preview: plain text in its own direction, whatever stands in it."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.composer.preview import LINES, Preview, Shown
from models.posts.views import MediaView
from tests.support.hostile import TEXTS

FILE = MediaView(
    id="m", sha256="0" * 64, mime="image/png", name="a.png", size_bytes=1, width=4, height=3,
    created_at=0,
)  # fmt: skip


def shown(platform: str = "x", text: str = "hello", **more: object) -> Shown:
    facts = {
        "name": "Cairo Coffee House", "handle": "@cairocoffeehs", "link": None, "files": (),
        "ground": "#B5651D",
    } | more  # fmt: skip
    return Shown(platform=platform, text=text, **facts)  # type: ignore[arg-type]


@pytest.fixture
def preview(desk: Desk, qtbot: QtBot) -> Preview:
    made = Preview(desk.thumbnails)
    qtbot.addWidget(made)
    made.resize(340, 400)
    made.show()
    return made


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("platform", ["x", "facebook", "instagram", "strange"])
def test_hostile_text_is_only_text(preview: Preview, platform: str, text: str) -> None:
    preview.show_post(shown(platform, text, name=text[:80], handle=text[:40]))
    assert not preview.grab().isNull()


def test_a_long_text_is_folded(preview: Preview) -> None:
    preview.show_post(shown(text="word " * 600))
    long = preview.sizeHint().height()
    preview.show_post(shown(text="word " * 6000))
    assert preview.sizeHint().height() == long
    assert preview._laid is not None
    assert preview._laid.lineCount() == LINES + 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
def test_files_take_the_room_of_one_picture(preview: Preview, count: int) -> None:
    preview.show_post(shown())
    bare = preview.sizeHint().height()
    preview.show_post(shown(files=(FILE,) * count))
    first = preview.sizeHint().height()
    assert first > bare
    assert not preview.grab().isNull()
    preview.show_post(shown(files=(FILE,)))
    assert preview.sizeHint().height() == first


def test_a_link_without_a_picture_has_its_card(preview: Preview) -> None:
    preview.show_post(shown())
    bare = preview.sizeHint().height()
    preview.show_post(shown(link="https://user:secret@example.com/a?b"))
    assert preview.sizeHint().height() > bare
    assert not preview.grab().isNull()


def test_without_an_account_there_is_nothing_to_show(preview: Preview) -> None:
    preview.show_post(shown())
    preview.show_post(None)
    assert not preview.isVisible()
