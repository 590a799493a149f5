"""The calendar as one looks at it and works with it."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.publish.calendar import cards
from desktop.pages.publish.calendar.grid import Ground
from desktop.pages.publish.calendar.places import HOUR
from desktop.pages.publish.calendar.reading import Shown
from desktop.pages.publish.calendar.view import CalendarView
from desktop.presenters import spans
from desktop.presenters.spans import Custom, Mode
from models.posts.views import PostView
from tests.support.views import post_view, target_view

MONDAY = Custom(1, frozenset({6, 7}))
TODAY = date(2026, 11, 23)
NOW = spans.moment(TODAY, 10 * 60 + 21)
LEFT = Qt.MouseButton.LeftButton


def at(day: int, hour: int, minute: int = 0) -> int:
    return spans.moment(date(2026, 11, day), hour * 60 + minute)


def shown(day: int, hour: int, title: str = "a post", **more: object) -> Shown:
    moment = at(day, hour)
    post = post_view(title=title, at=moment, targets=[target_view("x")], **more)
    return Shown(post, moment)


def ground(mode: Mode = Mode.WEEK, anchor: date = TODAY) -> Ground:
    return Ground(spans.span(mode, anchor, MONDAY), MONDAY, TODAY, spans.minute_of(NOW))


@pytest.fixture
def view(qtbot: QtBot) -> CalendarView:
    made = CalendarView(lambda _workspace: "#2B8A78")
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show_span(ground(), NOW)
    made.show()
    return made


def middle(view: CalendarView, post: PostView) -> QPoint:
    rect = view.rect_of(post.id)
    assert rect is not None
    return rect.center()


def drag(qtbot: QtBot, view: CalendarView, start: QPoint, *ends: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for place in ends:
        qtbot.mouseMove(port, place)
    qtbot.mouseRelease(port, LEFT, pos=ends[-1])


def test_it_begins_in_the_morning(view: CalendarView) -> None:
    assert view.verticalScrollBar().value() == pytest.approx(8 * HOUR, abs=12)


def line_of_now(view: CalendarView, minute: int) -> int:
    return minute * HOUR // 60 - view.verticalScrollBar().value()


def test_it_opens_where_now_is_and_stays_where_one_scrolled(view: CalendarView) -> None:
    evening = 21 * 60
    late = Ground(spans.span(Mode.DAY, TODAY, MONDAY), MONDAY, TODAY, evening)
    view.show_span(late, spans.moment(TODAY, evening))
    one = shown(23, 21)
    view.show_posts([one])
    assert 0 < line_of_now(view, evening) < view.viewport().height()
    rect = view.rect_of(one.post.id)
    assert rect is not None
    assert view.viewport().rect().contains(rect)
    view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    view.resize(900, 560)
    view.show_posts([one])
    assert view.verticalScrollBar().value() == 0
    view.show_now()
    assert 0 < line_of_now(view, evening) < view.viewport().height()


def test_posts_that_come_later_still_say_where_it_opens(view: CalendarView) -> None:
    other = ground(Mode.DAY, date(2026, 11, 24))
    view.show_span(other, NOW)
    early = shown(24, 5)
    view.show_posts([early])
    rect = view.rect_of(early.post.id)
    assert rect is not None
    assert view.viewport().rect().contains(rect)


def test_a_click_opens_and_the_keyboard_is_there(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10)
    view.show_posts([one])
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseClick(view.viewport(), LEFT, pos=middle(view, one.post))
    assert told.args == [one.post]
    assert view.current() == one.post


def test_a_card_is_carried_to_another_day_and_quarter(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10)
    view.show_posts([one])
    start = middle(view, one.post)
    width = (view.viewport().width() - 46) // 7
    with qtbot.waitSignal(view.moved) as told:
        drag(qtbot, view, start, start + QPoint(width, 20), start + QPoint(width, HOUR // 4))
    assert told.args == [one.post, date(2026, 11, 25), 10 * 60 + 15]
    assert view.carried is None


def test_a_time_that_is_over_is_refused(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(23, 12)
    view.show_posts([one])
    start = middle(view, one.post)
    with qtbot.waitSignal(view.refused) as told, qtbot.assertNotEmitted(view.moved):
        drag(qtbot, view, start, start - QPoint(0, 30), start - QPoint(0, 3 * HOUR))
    assert "over" in told.args[0]


def test_what_went_out_is_not_carried(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10, status="published")
    view.show_posts([one])
    start = middle(view, one.post)
    with qtbot.assertNotEmitted(view.moved):
        drag(qtbot, view, start, start + QPoint(0, 100))


def test_escape_carries_back(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10)
    view.show_posts([one])
    start = middle(view, one.post)
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, start + QPoint(0, 60))
    assert view.carried == one.post
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.carried is None
    with qtbot.assertNotEmitted(view.moved):
        qtbot.mouseRelease(port, LEFT, pos=start + QPoint(0, 60))


def test_what_comes_from_elsewhere_is_put_down_where_it_is(
    view: CalendarView, qtbot: QtBot
) -> None:
    draft = post_view(status="draft")
    place = view.viewport().mapToGlobal(QPoint(46 + 3 * 122 + 10, 100))
    view.carry(draft)
    view.carry_to(place)
    with qtbot.waitSignal(view.moved) as told:
        view.let_go(place)
    assert told.args[:2] == [draft, date(2026, 11, 26)]
    assert told.args[2] % 15 == 0


def test_let_go_outside_it_says_where(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10)
    outside = view.viewport().mapToGlobal(QPoint(100, view.viewport().height() + 40))
    view.carry(one.post)
    view.carry_to(outside)
    with qtbot.waitSignal(view.carried_out) as told:
        view.let_go(outside)
    assert told.args == [one.post, outside]


def test_keys_walk_in_the_order_of_time(view: CalendarView, qtbot: QtBot) -> None:
    late, early = shown(25, 9, "late"), shown(24, 18, "early")
    view.show_posts([late, early])
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current() == early.post
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current() == late.post
    with qtbot.waitSignal(view.stepped) as told:
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told.args == [1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current() == early.post
    assert "early, 18:00" in view.accessibleDescription()


def test_from_the_right_the_arrows_are_turned(
    view: CalendarView, qtbot: QtBot, arabic: None
) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    early, late = shown(24, 9), shown(25, 9)
    view.show_posts([early, late])
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current() == late.post
    first, second = view.rect_of(early.post.id), view.rect_of(late.post.id)
    assert first is not None
    assert second is not None
    assert first.left() > second.left()


def test_up_and_down_move_by_a_quarter_of_an_hour(view: CalendarView, qtbot: QtBot) -> None:
    one = shown(24, 10)
    view.show_posts([one])
    view.choose(one.post.id)
    for key, modifier, minutes in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, 15),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, -15),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, 60),
    ):
        with qtbot.waitSignal(view.nudged) as told:
            qtbot.keyClick(view, key, modifier)
        assert told.args == [one.post, minutes]


def test_a_free_place_opens_with_its_time(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.slot_opened) as told:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=QPoint(46 + 2 * 122 + 20, 10 + 2 * HOUR))
    assert told.args == [date(2026, 11, 25), 10 * 60]


def test_a_full_day_of_the_month_leads_to_the_day(view: CalendarView, qtbot: QtBot) -> None:
    view.show_span(ground(Mode.MONTH), NOW)
    view.show_posts([shown(25, hour) for hour in range(8, 20)])
    more = next(thing for thing in view._places.things_in(0, 10_000) if not hasattr(thing, "entry"))
    with qtbot.waitSignal(view.day_wanted) as told:
        qtbot.mouseClick(view.viewport(), LEFT, pos=more.rect.center())
    assert told.args == [date(2026, 11, 25)]


@pytest.mark.parametrize("mode", Mode)
def test_of_very_many_posts_only_what_is_in_view_is_painted(
    view: CalendarView, monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    painted: list[object] = []
    monkeypatch.setattr(cards, "card", lambda *args, **more: painted.append(args[2]))
    monkeypatch.setattr(cards, "more", lambda *args, **more: painted.append(args[2]))
    monkeypatch.setattr(cards, "day_line", lambda *args, **more: painted.append(args[2]))
    view.show_span(ground(mode), NOW)
    view.show_posts([shown(1 + number % 30, number * 7 % 24) for number in range(2000)])
    painted.clear()
    view.viewport().grab()
    assert 0 < len(painted) < 200


def test_under_the_pointer_only_the_card_is_painted_again(
    view: CalendarView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    far, near = shown(24, 9), shown(26, 15)
    view.show_posts([far, near])
    qtbot.waitExposed(view)
    QApplication.processEvents()
    painted: list[str] = []
    monkeypatch.setattr(cards, "card", lambda *args, **more: painted.append(args[2].post.id))
    qtbot.mouseMove(view.viewport(), middle(view, near.post))
    qtbot.waitUntil(lambda: bool(painted))
    assert set(painted) == {near.post.id}


@pytest.mark.parametrize("status", ["draft", "unknown", "published", "needs_user", "strange"])
def test_hostile_words_are_painted_in_every_state(status: str, view: CalendarView) -> None:
    text = "<b>bold</b>\u202e\n\x00 " + "x" * 500
    view.show_posts([shown(24, 10, text, status=status)])
    view.show_span(ground(Mode.DAY, date(2026, 11, 24)), NOW)
    assert not view.viewport().grab().isNull()


def test_words_are_cut_after_the_last_line(qtbot: QtBot) -> None:
    from desktop.theme import fonts

    lines = cards.wrapped("one two three four five six seven eight", fonts.font(), 80, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_an_unknown_outcome_is_dashed(view: CalendarView, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = cards.paint.box

    def box(*args: object, **more: object) -> None:
        seen.append(bool(more.get("dashed")))
        real(*args, **more)

    monkeypatch.setattr(cards.paint, "box", box)
    for status, dashed in (("unknown", True), ("failed", False)):
        seen.clear()
        one = shown(24, 10, status=status)
        picture = QWidget().grab(QRect(0, 0, 100, 46))
        painter = QPainter(picture)
        cards.ground(painter, QRect(0, 0, 100, 46), cards.look_of(one.post), cards.Marks())
        painter.end()
        assert any(seen) is dashed
