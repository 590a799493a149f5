"""A draft gets its time or goes out."""

import inspect

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.duplicate import DuplicateDialog
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.composer.pane import Composer
from desktop.presenters.drafts import Draft
from hub.services.media import MediaService
from hub.services.pauses import PausesService
from hub.services.posts import PostsService
from models.errors import RuleRefused
from models.posts.changes import NewPost
from tests.desktop.pages.publish.composer.conftest import (
    INSTAGRAM,
    X,
    open_post,
    tick,
    write,
)
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.sample import Sample
from tests.support.views import post_view


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
