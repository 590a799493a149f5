"""The composer as one writes in it."""

import inspect
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.dialog import AccountDialog
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.duplicate import DuplicateDialog
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.composer.account_menu import account_menu
from desktop.pages.publish.composer.accounts import COMMON
from desktop.pages.publish.composer.pane import Composer
from desktop.pages.publish.composer.reading import Opened
from desktop.pages.publish.composer.spare import Spare
from desktop.pages.publish.page import PublishPage
from desktop.presenters import spans
from desktop.presenters.drafts import Draft
from hub.services.media import MediaService
from hub.services.pauses import PausesService
from hub.services.posts import PostsService
from models.errors import RuleRefused, StorageFull
from models.post_changes import NewPost, PostChange
from models.post_views import MediaUse, MediaView
from models.series import SeriesStanding, SeriesView
from tests.support import sample, sample_posts
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.sample import Sample
from tests.support.views import post_view, target_view

X, INSTAGRAM, FACEBOOK = (
    "x:cairocoffeehs",
    "instagram:cairo.coffee.house",
    "facebook:cairo coffee house",
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(posts_page: PublishPage) -> CalendarTab:
    found = posts_page.tab()
    assert isinstance(found, CalendarTab)
    return found


@pytest.fixture
def composer(tab: CalendarTab, hub: RecordingHub, qtbot: QtBot) -> Composer:
    """An empty one, its accounts read."""
    for verb in ("create", "change", "schedule", "publish", "duplicate"):
        hub.answers[f"posts.{verb}"] = post_view(id="new", targets=[target_view("x")])
    tab.write()
    qtbot.waitUntil(lambda: bool(tab.composer.accounts.lines) and not tab.tasks.running)
    return tab.composer


def open_post(composer: Composer, posts_sample: Sample, title: str, qtbot: QtBot) -> None:
    composer.open_post(posts_sample.posts[title])
    qtbot.waitUntil(lambda: composer.post_id == posts_sample.posts[title])
    qtbot.waitUntil(lambda: not composer._tasks.running)


def tick(composer: Composer, key: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(composer.accounts.lines[key].box, LEFT)
    qtbot.waitUntil(lambda: not composer._rows_soon.isActive())


def write(composer: Composer, text: str) -> None:
    composer.content.editor.field.setPlainText(text)


def test_every_account_names_its_browser(composer: Composer) -> None:
    said = {key: line.device.whole() for key, line in composer.accounts.lines.items()}
    assert "Front desk - Chrome" in said[X]
    assert len(said) == 8


def test_the_first_account_says_whose_post_it_is(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    assert set(composer.accounts.lines) == {
        X, INSTAGRAM, FACEBOOK, "linkedin:cairo coffee house"
    }  # fmt: skip
    assert composer.head.fact.whole().startswith("\u2068Cairo Coffee House")


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


def test_longer_than_usual_is_asked_about(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "x" * 290)
    composer.foot.schedule.click()
    dialog = posts_desk.window.findChild(ConfirmDialog)
    assert "10 characters too long" in dialog.text.text()
    assert "posts.schedule" not in hub.verbs()
    dialog.yes.click()
    qtbot.waitUntil(lambda: "posts.schedule" in hub.verbs())


def test_what_no_account_may_write_cannot_be_scheduled(
    composer: Composer, hub: RecordingHub, qtbot: QtBot
) -> None:
    tick(composer, INSTAGRAM, qtbot)
    write(composer, "x" * 2_210)
    composer.foot.schedule.click()
    assert "10 characters too long" in composer.foot.problem.text()
    assert "posts.schedule" not in hub.verbs()


def test_it_is_saved_and_then_scheduled(
    composer: Composer, hub: RecordingHub, tab: CalendarTab, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "Live oud")
    assert composer.foot.schedule.text() == "Schedule 1 post"
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: "posts.schedule" in hub.verbs())
    assert hub.verbs() == ["posts.create", "posts.schedule"]
    new = hub.asked[0][1][0]
    assert isinstance(new, NewPost)
    assert (new.text, len(new.targets)) == ("Live oud", 1)
    _, args, facts = hub.asked[1]
    assert args[:3] == ("new", composer.when.wall, composer.when.zone_name)
    assert facts == {
        "late_policy": "publish", "grace_minutes": 20, "rule": None, "allow_duplicate": False,
        "actor": OPERATOR,
    }  # fmt: skip
    qtbot.waitUntil(lambda: not tab.drawer.is_open)
    assert composer.draft == Draft()


def test_a_place_on_the_calendar_brings_its_time(tab: CalendarTab, qtbot: QtBot) -> None:
    day = spans.today(sample.NOW)
    tab.view.slot_opened.emit(day, 16 * 60 + 30)
    assert tab.drawer.is_open
    assert tab.composer.when.wall == f"{day.isoformat()}T16:30"


def test_a_time_that_is_over_is_refused(
    composer: Composer, hub: RecordingHub, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "late")
    composer.when.show_wall("2026-11-23T09:00")
    composer.foot.schedule.click()
    assert "over" in composer.foot.problem.text()
    assert "posts.schedule" not in hub.verbs()


def test_what_was_said_already_is_asked_about(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "again")
    known = [{"title": "Before", "platform": "x", "handle": "@a", "at": sample.NOW}]
    hub.answers["posts.schedule"] = RuleRefused("DUPLICATE", "?", details={"duplicates": known})
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: posts_desk.window.findChild(DuplicateDialog) is not None)
    hub.answers["posts.schedule"] = post_view(id="new", at=sample.NOW)
    dialog = posts_desk.window.findChild(DuplicateDialog)
    assert dialog.no.hasFocus() or dialog.focusWidget() is dialog.no
    dialog.yes.click()
    qtbot.waitUntil(lambda: hub.verbs().count("posts.schedule") == 2)
    assert hub.asked[-1][2]["allow_duplicate"] is True


def test_publishing_now_is_asked_first(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "now")
    composer.foot.now.click()
    dialog = posts_desk.window.findChild(ConfirmDialog)
    assert "posts.publish" not in hub.verbs()
    dialog.yes.click()
    qtbot.waitUntil(lambda: "posts.publish" in hub.verbs())


def test_what_comes_again_is_made_with_its_rule(
    composer: Composer, hub: RecordingHub, qtbot: QtBot
) -> None:
    tick(composer, X, qtbot)
    write(composer, "every week")
    composer.when.repeat.setCurrentIndex(2)
    composer.when.repeat.activated.emit(2)
    assert composer.when.dates.text().count(",") == 4
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: "posts.schedule" in hub.verbs())
    assert hub.verbs() == ["posts.create", "posts.schedule"]
    assert str(hub.asked[-1][2]["rule"]).startswith("FREQ=WEEKLY")


def test_a_post_that_waits_can_begin_to_come_again(
    composer: Composer, posts_sample: Sample, hub: RecordingHub, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    assert composer.when.repeat.isVisible()
    composer.when.repeat.setCurrentIndex(1)
    composer.when.repeat.activated.emit(1)
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: "posts.schedule" in hub.verbs())
    changed, planned = hub.asked
    assert (changed[0], changed[1][0]) == ("posts.change", posts_sample.posts["Lunch deal"])
    assert planned[2]["rule"] == "FREQ=DAILY"


def test_a_post_of_the_store_is_shown_as_it_is(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Friday live music", qtbot)
    assert composer.draft.text_for(X) == sample_posts.OUD_SHORT
    assert composer.accounts.lines[INSTAGRAM].note.text() == "1 photo"
    assert composer.when.wall == "2026-11-23T17:30" or composer.when.zone_name == "Asia/Amman"
    assert composer.foot.schedule.text() == "Save 2 posts"
    assert not composer.saver.is_dirty


def test_a_post_with_a_time_is_not_changed_while_one_types(
    composer: Composer, posts_sample: Sample, hub: RecordingHub, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    write(composer, "half a sen")
    composer.finish()
    assert hub.asked == []
    assert composer.head.fact.whole().endswith("not saved yet")


def test_what_goes_on_its_way_is_only_read(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    composer.hear([post_view(id=composer.post_id, status="publishing")])
    assert composer.locked.isVisible()
    assert not composer.content.editor.isEnabled()
    assert not composer.foot.schedule.isEnabled()


def test_another_post_saves_the_one_before(
    composer: Composer, posts_sample: Sample, hub: RecordingHub, qtbot: QtBot
) -> None:
    write(composer, "do not lose me")
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    qtbot.waitUntil(lambda: "posts.create" in hub.verbs())
    assert composer.post_id == posts_sample.posts["Latte art contest"]


def test_changes_that_were_left_unsaved_are_there_again(
    composer: Composer, posts_sample: Sample, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    stored = composer.draft
    write(composer, "a better lunch")
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    assert hub.asked == []
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    assert composer.content.editor.text() == "a better lunch"
    assert composer.head.fact.whole().endswith("not saved yet")
    assert "here again" in posts_desk.toasts.kept[0].text
    write(composer, stored.text)
    assert not composer.saver.is_dirty
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    open_post(composer, posts_sample, "Lunch deal", qtbot)
    assert composer.draft == stored


def test_what_an_earlier_window_left_is_there_again(
    posts_desk: Desk, posts_page: PublishPage, qtbot: QtBot
) -> None:
    Spare(posts_desk.preferences.folder).keep(
        "5f0c2f0e-7d0f-4d24-9a6a-3f3d0f0f8f11", Draft(text="the last words")
    )
    tab = posts_page.tab()
    assert isinstance(tab, CalendarTab)
    tab._restored = False
    tab.refresh()
    assert tab.drawer.is_open
    assert tab.composer.content.editor.text() == "the last words"


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


def a_view(id: str = "m", mime: str = "image/png") -> MediaView:
    return MediaView(
        id=id, sha256=id * 64, mime=mime, name="oud.jpg", size_bytes=9, width=9, height=9,
        created_at=0,
    )  # fmt: skip


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


def test_the_next_free_slot_is_that_of_the_account(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    composer.when.slot.click()
    qtbot.waitUntil(lambda: not composer._tasks.running)
    assert composer.when.wall == "2026-11-25T17:00"
    assert composer.when.zone_name == "Asia/Amman"


def test_removing_is_asked_first(
    composer: Composer, posts_sample: Sample, hub: RecordingHub, tab: CalendarTab, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    dialog = composer.ask_to_remove()
    assert hub.asked == []
    dialog.yes.click()
    qtbot.waitUntil(lambda: hub.verbs() == ["posts.remove"])
    assert not tab.drawer.is_open


def test_an_account_is_paused_where_it_is_shown(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    row = composer.accounts.lines[X].row
    menu = account_menu(posts_desk, row, [], "Front desk", composer)
    words = [action.text() for action in menu.actions() if action.text()]
    assert len([one for one in words if one.startswith("Pause")]) == 3
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(posts_desk.toasts.kept))
    assert hub.asked == [("pauses.pause", ("account", X, OPERATOR), {})]
    assert "nothing is pressed" in posts_desk.toasts.kept[0].text


def test_an_account_opens_from_its_row(composer: Composer, posts_desk: Desk) -> None:
    row = composer.accounts.lines[X].row
    menu = account_menu(posts_desk, row, [], "Front desk", composer)
    menu.actions()[-1].trigger()
    (dialog,) = posts_desk.window.findChildren(AccountDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_a_post_of_a_series_says_so_below_its_time(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    assert not composer.series.isVisible()
    composer.standing.show_post(structs.replace(composer._post, series_id="s"))
    assert not composer.when.repeat.isVisible()
    known = SeriesView(
        id="s", rule="FREQ=DAILY", wall="2026-11-23T14:30", zone="UTC", last_wall=None,
        ended=False, created_at=0,
    )  # fmt: skip
    composer.standing.take(SeriesStanding(series=known, later=2))
    assert composer.series.isVisible()
    assert composer.series._post_id == composer.post_id
    assert not composer.when.repeat.isVisible()
    ended = structs.replace(known, ended=True)
    composer.standing.take(SeriesStanding(series=ended, later=0))
    assert composer.when.repeat.isVisible()


def test_the_series_of_the_post_before_is_not_shown(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    known = SeriesView(
        id="s", rule="FREQ=DAILY", wall="2026-11-23T14:30", zone="UTC", last_wall=None,
        ended=False, created_at=0,
    )  # fmt: skip
    composer.standing.take(SeriesStanding(series=known, later=2))
    assert not composer.series.isVisible()


def test_escape_closes_and_nothing_is_lost(
    composer: Composer, hub: RecordingHub, tab: CalendarTab, qtbot: QtBot
) -> None:
    write(composer, "keep me")
    qtbot.keyClick(composer, Qt.Key.Key_Escape)
    assert not tab.drawer.is_open
    qtbot.waitUntil(lambda: hub.verbs() == ["posts.create"])


def test_what_is_asked_is_what_the_services_take(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, tab: CalendarTab, qtbot: QtBot
) -> None:
    """The recording hub takes anything; the real services must take the same."""
    tick(composer, X, qtbot)
    write(composer, "one")
    composer.foot.schedule.click()
    qtbot.waitUntil(lambda: "posts.schedule" in hub.verbs())
    qtbot.waitUntil(lambda: not tab.drawer.is_open)
    tab.write()
    tick(composer, X, qtbot)
    write(composer, "two")
    composer.foot.now.click()
    posts_desk.window.findChild(ConfirmDialog).yes.click()
    qtbot.waitUntil(lambda: "posts.publish" in hub.verbs())
    post = post_view(at=sample.NOW + sample.HOUR, wall="2026-11-23T12:00", zone="UTC")
    tab.mover.unschedule(post)
    qtbot.waitUntil(lambda: "posts.unschedule" in hub.verbs())
    services = {"posts": PostsService, "pauses": PausesService, "media": MediaService}
    for name, args, facts in hub.asked:
        service, _, verb = name.partition(".")
        inspect.signature(getattr(services[service], verb)).bind(None, *args, **facts)
