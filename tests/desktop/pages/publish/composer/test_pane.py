"""The composer as one opens, leaves and comes back to it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.composer.pane import Composer
from desktop.pages.publish.composer.spare import Spare
from desktop.pages.publish.page import PublishPage
from desktop.presenters import spans
from desktop.presenters.drafts import Draft
from tests.desktop.pages.publish.composer.conftest import INSTAGRAM, X, open_post, tick, write
from tests.support import sample, sample_posts
from tests.support.desk import RecordingHub
from tests.support.sample import Sample
from tests.support.views import post_view


def test_a_place_on_the_calendar_brings_its_time(tab: CalendarTab, qtbot: QtBot) -> None:
    day = spans.today(sample.NOW)
    tab.view.slot_opened.emit(day, 16 * 60 + 30)
    assert tab.drawer.is_open
    assert tab.composer.when.wall == f"{day.isoformat()}T16:30"


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


def test_escape_closes_and_nothing_is_lost(
    composer: Composer, hub: RecordingHub, tab: CalendarTab, qtbot: QtBot
) -> None:
    write(composer, "keep me")
    qtbot.keyClick(composer, Qt.Key.Key_Escape)
    assert not tab.drawer.is_open
    qtbot.waitUntil(lambda: hub.verbs() == ["posts.create"])
