"""What a post says, for all accounts and for one."""

from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.composer.accounts import COMMON
from desktop.pages.publish.composer.pane import Composer
from models.posts.views import MediaUse
from tests.desktop.pages.publish.composer.conftest import (
    FACEBOOK,
    INSTAGRAM,
    LEFT,
    X,
    a_view,
    open_post,
    tick,
    write,
)
from tests.support.sample import Sample


def test_typing_is_for_all_until_an_account_is_chosen(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    tick(composer, INSTAGRAM, qtbot)
    write(composer, "for all")
    composer.accounts.choose(X)
    write(composer, "for X")
    assert composer.draft.text == "for all"
    assert (composer.draft.text_for(X), composer.draft.text_for(INSTAGRAM)) == ("for X", "for all")
    composer.accounts.choose(INSTAGRAM)
    assert composer.content.editor.text() == "for all"
    composer.accounts.choose(X)
    qtbot.mouseClick(composer.content.use_common, LEFT)
    assert composer.draft.text_for(X) == "for all"
    assert not composer.content.use_common.isVisible()


def test_writing_for_an_account_chooses_it(composer: Composer) -> None:
    composer.accounts.choose(X)
    write(composer, "hello")
    assert composer.accounts.lines[X].box.isChecked()


def test_the_counter_is_that_of_the_account_with_the_least_room(
    composer: Composer, qtbot: QtBot
) -> None:
    tick(composer, FACEBOOK, qtbot)
    write(composer, "x" * 270)
    assert composer.content.editor.left.text() == ""
    tick(composer, X, qtbot)
    assert composer.content.editor.left.text() == "10 left"
    write(composer, "x" * 290)
    assert composer.content.editor.left.text() == "10 over"


def show_files(composer: Composer, *ids: str) -> None:
    """Files that all accounts share."""
    composer.known.learn([a_view(id) for id in ids])
    composer.writing.files(None, [MediaUse(id=id) for id in ids])


def test_an_account_can_have_its_own_files(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    tick(composer, INSTAGRAM, qtbot)
    show_files(composer, "a")
    line = composer.content.files_line
    assert not line.isVisible()
    composer.accounts.choose(X)
    assert line.words.text() == "The files of all accounts"
    line.own.click()
    assert line.words.text() == "Own files"
    composer.content.files.remove(0)
    assert line.words.text() == "No files here"
    assert composer.draft.media_for(X) == []
    assert composer.draft.media_for(INSTAGRAM) == [MediaUse(id="a")]
    assert composer.accounts.lines[X].note.text() == "no files"
    assert composer.accounts.lines[INSTAGRAM].note.text() == "1 photo"
    line.share.click()
    assert composer.draft.media_for(X) == [MediaUse(id="a")]
    assert composer.accounts.lines[X].note.text() == "1 photo"


def test_own_files_and_words_are_there_again_after_a_detour(
    composer: Composer, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    show_files(composer, "a", "b")
    composer.accounts.choose(X)
    write(composer, "for X")
    composer.content.files.move_by(0, 1)
    own = composer.draft
    composer.content.files_line.share.click()
    composer.content.use_common.click()
    assert composer.draft.targets[0].text is None
    composer.accounts.choose(COMMON)
    composer.accounts.choose(X)
    composer.content.files_line.own.click()
    composer.content.use_own.click()
    assert composer.draft == own
    tick(composer, X, qtbot)
    assert composer.draft.targets == []
    tick(composer, X, qtbot)
    assert composer.draft == own


def test_a_picture_is_described_for_one_account_or_all(
    composer: Composer, posts_desk: Desk, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    show_files(composer, "a")
    long = "An oud on a table, " * 12
    describe(composer, long)
    assert composer.draft.media == [MediaUse(id="a", alt=long.strip())]
    composer.accounts.choose(X)
    composer.content.files_line.own.click()
    describe(composer, "An oud")
    assert composer.draft.media_for(X) == [MediaUse(id="a", alt="An oud")]
    assert composer.draft.media == [MediaUse(id="a", alt=long.strip())]
    describe(composer, "")
    assert composer.draft.media_for(X) == [MediaUse(id="a")]


def describe(composer: Composer, words: str) -> None:
    dialog = composer.content.files.describe(0)
    assert dialog is not None
    dialog.field.setText(words)
    assert dialog.field.text() == words
    dialog.answer.click()


def test_an_account_can_have_its_own_link_or_none(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    link, line = composer.content.link, composer.content.link_line
    composer.content.editor.link.click()
    qtbot.keyClicks(link.field, "https://a.example")
    composer.accounts.choose(X)
    assert (link.field.text(), line.words.text()) == (
        "https://a.example",
        "The link of all accounts",
    )
    link.field.setFocus()
    qtbot.keyClicks(link.field, "/x")
    assert (composer.draft.link, composer.draft.link_for(X)) == (
        "https://a.example", "https://a.example/x",
    )  # fmt: skip
    composer.accounts.choose(COMMON)
    assert link.field.text() == "https://a.example"
    composer.accounts.choose(X)
    link.drop.click()
    assert composer.draft.link_for(X) is None
    assert line.words.text() == "No link here"
    line.share.click()
    assert composer.draft.link_for(X) == "https://a.example"
    assert link.field.text() == "https://a.example"


def test_html_that_is_pasted_is_text(composer: Composer) -> None:
    source = QMimeData()
    source.setHtml("<b>bold</b>")
    source.setText("bold")
    composer.content.editor.field.insertFromMimeData(source)
    assert composer.content.editor.text() == "bold"


def test_a_first_comment_is_kept_where_the_platform_has_one(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Cold brew week", qtbot)
    assert not composer.content.comment.isVisible()
    composer.accounts.choose(INSTAGRAM)
    assert composer.content.comment.field.toPlainText() == "The recipe is in our stories."
    composer.content.comment.field.setPlainText("Another one")
    target = composer.draft.target(INSTAGRAM)
    assert target is not None
    assert target.first_comment == "Another one"
