"""The Calendar tab: going through time, filters, moving posts and taking that back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.calendar import reading
from desktop.pages.publish.calendar.reading import Calendar, Shown
from desktop.pages.publish.calendar.tab import CalendarTab
from desktop.pages.publish.page import PublishPage
from desktop.presenters import spans
from desktop.presenters.spans import Mode
from models.accounts.views import AccountView
from models.errors import RuleRefused
from models.posts.views import PostView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import post_view, target_view

TODAY = spans.today(sample.NOW)
HERE = spans.here()

ACCOUNT = AccountView(
    id="a", workspace_id="w", platform="x", handle="@cairocoffeehs", key="x:cairocoffeehs",
    display_name=None, press=None, slots=[], zone=None, spacing_minutes=0, daily_limit=None,
    parked_until=None, created_at=0,
)  # fmt: skip


def post_at(hour: int, *, day: date = TODAY, **more: object) -> PostView:
    at = spans.moment(day, hour * 60)
    wall = f"{day.isoformat()}T{hour:02}:00"
    return post_view(at=at, wall=wall, zone=HERE, targets=[target_view("x")], **more)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[PostView]]:
    """What is read in place of the sample."""
    posts: dict[str, list[PostView]] = {"shown": [], "unscheduled": []}

    def read(_db: object, since: int, until: int, *_: object) -> Calendar:
        inside = [p for p in posts["shown"] if p.at is not None and since <= p.at < until]
        return Calendar([Shown(p, p.at or 0) for p in inside], posts["unscheduled"], [ACCOUNT])

    monkeypatch.setattr(reading, "read", read)
    return posts


@pytest.fixture
def tab(store: dict[str, list[PostView]], page: PublishPage) -> CalendarTab:
    found = page.tab()
    assert isinstance(found, CalendarTab)
    return found


@pytest.fixture
def show(tab: CalendarTab, store: dict[str, list[PostView]], qtbot: QtBot) -> Callable[..., None]:
    """Put posts into the store and read them."""

    def put(*posts: PostView) -> None:
        store["shown"] = [post for post in posts if post.at is not None]
        store["unscheduled"] = [post for post in posts if post.at is None]
        tab.refresh()
        qtbot.waitUntil(lambda: not tab.tasks.running)

    return put


def test_keys_go_through_time(tab: CalendarTab, qtbot: QtBot) -> None:
    for key, mode in (("M", Mode.MONTH), ("D", Mode.DAY), ("W", Mode.WEEK)):
        qtbot.keyClicks(tab.view, key.lower())
        assert tab.span.mode is tab.bar.modes.value() is mode
    first = tab.span.first
    qtbot.keyClick(tab.view, Qt.Key.Key_PageDown)
    assert tab.span.first > first
    qtbot.keyClicks(tab.view, "t")
    assert tab.span.first == first


def test_buttons_go_through_time(tab: CalendarTab, qtbot: QtBot) -> None:
    first = tab.span.first
    qtbot.mouseClick(tab.bar.before, Qt.MouseButton.LeftButton)
    assert tab.span.first < first
    assert tab.bar.title.whole() == spans.title(tab.span)
    qtbot.mouseClick(tab.bar.today, Qt.MouseButton.LeftButton)
    assert tab.span.holds(TODAY)


def test_the_zone_is_named(tab: CalendarTab) -> None:
    assert tab.bar.zone.text() == spans.zone_words(HERE, sample.NOW)


def test_a_narrow_window_has_five_days_and_a_folded_tray(
    tab: CalendarTab, window: QWidget, qtbot: QtBot
) -> None:
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: tab.span.days == 5)
    assert tab.span.holds(TODAY)
    assert tab.tray.is_folded
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: tab.span.days == 7)
    assert not tab.tray.is_folded


def test_a_move_goes_to_the_hub_in_the_zone_of_the_post(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    post = post_view(
        at=spans.moment(TODAY, 900), wall="2026-11-23T17:00", zone="Asia/Tokyo", targets=[]
    )
    show(post)
    tab.view.moved.emit(post, TODAY, 960)
    assert tab.mover.times[post.id] == spans.moment(TODAY, 960)
    qtbot.waitUntil(lambda: bool(hub.asked))
    wall = spans.wall_in(spans.moment(TODAY, 960), "Asia/Tokyo")
    assert hub.asked == [("posts.schedule", (post.id, wall, "Asia/Tokyo"), {"actor": OPERATOR})]


def test_a_move_is_seen_before_the_hub_answers_and_gone_when_it_refuses(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, desk: Desk, qtbot: QtBot
) -> None:
    post = post_at(15)
    show(post)
    before = tab.view.rect_of(post.id)
    hub.answers["posts.schedule"] = RuleRefused("POST_SENT", "It is on its way.")
    tab.view.moved.emit(post, TODAY, 18 * 60)
    assert tab.view.rect_of(post.id) != before
    qtbot.waitUntil(lambda: bool(desk.toasts.kept))
    assert tab.view.rect_of(post.id) == before
    assert not tab.mover.can_undo


def test_a_move_can_be_taken_back(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, desk: Desk, qtbot: QtBot
) -> None:
    post = post_at(15)
    show(post)
    tab.view.moved.emit(post, TODAY, 18 * 60)
    qtbot.waitUntil(lambda: tab.mover.can_undo)
    assert "18:00" in desk.toasts.kept[0].text
    (undo,) = [a for a in tab.actions() if a.shortcut().toString() == "Ctrl+Z"]
    undo.trigger()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1][1] == (post.id, post.wall, HERE)
    assert not tab.mover.can_undo


def test_what_came_from_the_tray_goes_back_there(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    draft = post_view(status="draft", targets=[target_view("x")])
    show(draft)
    tab.view.moved.emit(draft, TODAY, 18 * 60)
    assert tab.view.rect_of(draft.id) is not None
    qtbot.waitUntil(lambda: tab.mover.can_undo)
    assert hub.asked[0][1][2] == HERE
    tab.mover.undo()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1] == ("posts.unschedule", (draft.id,), {"actor": OPERATOR})


def test_keys_that_follow_each_other_are_one_move(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    post = post_at(15)
    show(post)
    tab.view.choose(post.id)
    for _ in range(3):
        qtbot.keyClick(tab.view, Qt.Key.Key_Down)
    assert tab.mover.times[post.id] == spans.moment(TODAY, 15 * 60 + 45)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert [args[1] for _, args, _ in hub.asked] == [f"{TODAY.isoformat()}T15:45"]


def test_keys_do_not_lead_into_the_past(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, desk: Desk, qtbot: QtBot
) -> None:
    post = post_at(11)
    show(post)
    tab.view.choose(post.id)
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert "over" in desk.toasts.kept[0].text
    assert not tab.mover.times


def test_a_tray_card_is_dragged_to_a_time(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    draft = post_view(status="draft", targets=[target_view("x")])
    show(draft)
    cards = tab.tray.cards
    port = cards.viewport()
    start = cards.rect_of(0).center()
    goal = tab.view.viewport().mapToGlobal(QPoint(tab.view.width() - 60, 200))
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(0, -20))
    assert tab.view.carried == draft
    qtbot.mouseMove(port, port.mapFromGlobal(goal))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=port.mapFromGlobal(goal))
    qtbot.waitUntil(lambda: hub.verbs() == ["posts.schedule"])


def test_a_card_let_go_over_the_tray_loses_its_time(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    post = post_at(15)
    show(post)
    tab.view.carry(post)
    goal = tab.tray.mapToGlobal(tab.tray.rect().center())
    tab.view.carry_to(goal)
    tab.view.let_go(goal)
    assert tab.view.rect_of(post.id) is None
    qtbot.waitUntil(lambda: hub.verbs() == ["posts.unschedule"])


def test_a_day_of_the_month_keeps_the_time_of_the_post(
    tab: CalendarTab, show: Callable[..., None], hub: RecordingHub, qtbot: QtBot
) -> None:
    post = post_at(15)
    show(post)
    goal = date(TODAY.year, TODAY.month, TODAY.day + 2)
    tab.view.moved.emit(post, goal, None)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked[0][1][1] == f"{goal.isoformat()}T15:00"


def test_filters_narrow_what_is_shown(tab: CalendarTab, show: Callable[..., None]) -> None:
    held, plain = post_at(15, status="held"), post_at(17)
    show(held, plain)
    tab.bar.set_status("held", True)
    assert tab.view.post(held.id) is not None
    assert tab.view.post(plain.id) is None
    assert tab.bar.filter.text() == "1 filter"
    tab.bar.clear()
    assert tab.view.post(plain.id) is not None


def test_the_account_filter_is_asked_of_the_store(
    tab: CalendarTab, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[object] = []

    def read(_db: object, *args: object) -> Calendar:
        asked.append(args[3])
        return Calendar([], [], [ACCOUNT])

    monkeypatch.setattr(reading, "read", read)
    tab.bar.set_account("a")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["a"]


def test_a_post_that_changes_is_read_again(
    tab: CalendarTab, store: dict[str, list[PostView]], desk: Desk, qtbot: QtBot
) -> None:
    post = post_at(16)
    store["shown"] = [post]
    desk.bridge.posts.emit([post])
    qtbot.waitUntil(lambda: tab.view.post(post.id) is not None)


@pytest.mark.parametrize(
    ("status", "movable"), [("scheduled", True), ("published", False), ("unknown", False)]
)
def test_only_what_has_not_been_sent_goes_back_to_unscheduled(
    tab: CalendarTab, status: str, movable: bool
) -> None:
    words = [action.text() for action in tab.menu(post_at(15, status=status)).actions()]
    assert ("Move to unscheduled" in words) is movable
    assert ("Edit" in words) is movable
