"""Files that come to a draft, early and late."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.composer.pane import Composer
from desktop.pages.publish.composer.reading import Opened
from models.errors import StorageFull
from models.posts.changes import PostChange
from models.posts.views import MediaUse
from tests.desktop.pages.publish.composer.conftest import INSTAGRAM, X, a_view, tick, write
from tests.support import sample_posts
from tests.support.desk import RecordingHub
from tests.support.sample import Sample
from tests.support.views import post_view


def test_a_file_that_is_dropped_goes_with_the_post(
    composer: Composer, hub: RecordingHub, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = tmp_path / "oud.jpg"  # a PNG by its bytes: the name says nothing
    picture.write_bytes(sample_posts.hills(True))
    hub.answers["media.add"] = a_view()
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(picture))])
    composer.content.editor.field.insertFromMimeData(source)
    qtbot.waitUntil(lambda: [use.id for use in composer.draft.media] == ["m"])
    _, (data, name, mime), _ = hub.asked[0]
    assert (data, name, mime) == (picture.read_bytes(), "oud.jpg", "image/png")
    assert composer.content.editor.text() == ""


def test_a_file_goes_where_it_was_picked_for(
    composer: Composer, hub: RecordingHub, tmp_path: Path, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    tick(composer, INSTAGRAM, qtbot)
    composer.accounts.choose(X)
    hub.answers["media.add"] = a_view()
    composer.attaching.adder.add([a_picture(tmp_path)], composer.attaching.place())
    assert composer.content.files.isVisible()
    composer.accounts.choose(INSTAGRAM)
    assert not composer.content.files.isVisible()
    composer.foot.schedule.click()
    assert "still on its way" in composer.foot.problem.text()
    qtbot.waitUntil(lambda: not composer.attaching.adder.waiting(composer.saver))
    assert composer.draft.media_for(X) == [MediaUse(id="m")]
    assert (composer.draft.media, composer.draft.media_for(INSTAGRAM)) == ([], [])


def test_a_file_that_comes_late_goes_with_its_own_post(
    composer: Composer, hub: RecordingHub, posts_sample: Sample, tmp_path: Path, qtbot: QtBot
) -> None:
    write(composer, "with a picture")
    hub.answers["media.add"] = a_view()
    composer.attaching.adder.add([a_picture(tmp_path)], composer.attaching.place())
    composer._show_post(
        Opened(post_view(id=posts_sample.posts["Latte art contest"], text="Latte"), [])
    )
    before = composer.draft
    qtbot.waitUntil(lambda: "posts.change" in hub.verbs())
    changed = next(args[1] for name, args, _ in hub.asked if name == "posts.change")
    assert isinstance(changed, PostChange)
    assert (changed.text, changed.media) == ("with a picture", [MediaUse(id="m")])
    assert composer.draft == before


def test_a_file_does_not_bring_an_account_back(
    composer: Composer, hub: RecordingHub, tmp_path: Path, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    composer.accounts.choose(X)
    hub.answers["media.add"] = a_view()
    composer.attaching.adder.add([a_picture(tmp_path)], composer.attaching.place())
    composer.writing.choose(composer.accounts.lines[X].row, False)
    qtbot.waitUntil(lambda: not composer.attaching.adder.waiting(composer.saver))
    assert composer.draft.targets == []
    tick(composer, X, qtbot)
    assert composer.draft.media_for(X) == [MediaUse(id="m")]


def a_picture(folder: Path) -> Path:
    path = folder / "oud.png"
    path.write_bytes(sample_posts.hills(True))
    return path


def test_a_file_that_is_no_picture_is_refused_in_words(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    script = tmp_path / "picture.png"
    script.write_text("<script>alert(1)</script>")
    composer.attaching.adder.add([script, tmp_path / "gone.png"], composer.attaching.place())
    qtbot.waitUntil(lambda: len(posts_desk.toasts.kept) == 2)
    assert "no picture" in posts_desk.toasts.kept[1].text
    assert hub.asked == []
    assert not composer.content.files.isVisible()


def test_a_file_that_the_store_refuses_holds_up_no_other(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = tmp_path / "oud.png"
    picture.write_bytes(sample_posts.hills(True))
    hub.answers["media.add"] = StorageFull("full")
    composer.attaching.adder.add([picture, picture], composer.attaching.place())
    qtbot.waitUntil(lambda: len(posts_desk.toasts.kept) == 2)
    assert "disk is full" in posts_desk.toasts.kept[0].text
    assert composer.draft.media == []
    assert not composer.content.files.isVisible()
