"""Where posts stand on the calendar."""

from PySide6.QtCore import QPoint, QRect

from desktop.pages.publish.calendar.places import (
    DAY_MINUTES,
    GUTTER,
    HOUR,
    Entry,
    HourPlaces,
    MonthPlaces,
    More,
    Placed,
    Slot,
)
from tests.support.views import post_view


def entries(*times: tuple[int, int]) -> list[Entry]:
    return [Entry(post_view(), day, minute) for day, minute in times]


def everything(places: HourPlaces | MonthPlaces) -> list[Placed | More]:
    return list(places.things_in(-100, places.height + 100))


def test_a_card_stands_at_its_minute_in_its_day() -> None:
    places = HourPlaces(entries((2, 9 * 60 + 30)), 7, GUTTER + 700)
    (card,) = everything(places)
    assert places.column(2).contains(card.rect)
    assert card.rect.top() == 9 * HOUR + HOUR // 2 + 1


def test_cards_that_overlap_stand_beside_each_other() -> None:
    places = HourPlaces(entries((0, 600), (0, 620), (0, 700)), 1, GUTTER + 400)
    first, second, alone = everything(places)
    assert not first.rect.intersects(second.rect)
    assert abs(first.rect.width() - second.rect.width()) <= 2
    assert alone.rect.width() > 1.9 * first.rect.width()


def test_no_two_cards_ever_overlap() -> None:
    places = HourPlaces(entries(*((0, minute * 13 % 900) for minute in range(120))), 1, 900)
    rects = [thing.rect for thing in everything(places)]
    for number, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[number + 1 :])


def test_what_finds_no_room_is_counted_and_nothing_is_lost() -> None:
    places = HourPlaces(entries(*((0, 600 + number) for number in range(50))), 7, GUTTER + 700)
    things = everything(places)
    more = [thing for thing in things if isinstance(thing, More)]
    cards = [thing for thing in things if isinstance(thing, Placed)]
    assert len(cards) + sum(len(thing.entries) for thing in more) == 50
    assert all(places.column(0).contains(thing.rect) for thing in things)


def test_only_what_is_in_view_is_asked_for() -> None:
    places = HourPlaces(entries((0, 60), (0, 600), (0, 1300)), 1, 400)
    shown = list(places.things_in(9 * HOUR, 12 * HOUR))
    assert [thing.entry.minute for thing in shown if isinstance(thing, Placed)] == [600]


def test_the_card_under_a_point_is_found() -> None:
    places = HourPlaces(entries((1, 600)), 7, GUTTER + 700)
    (card,) = everything(places)
    assert places.at(card.rect.center()) == card
    assert places.at(QPoint(5, card.rect.center().y())) is None


def test_a_point_is_a_quarter_of_an_hour() -> None:
    places = HourPlaces([], 7, GUTTER + 700)
    assert places.slot(QPoint(GUTTER + 250, 10 * HOUR + 20)) == Slot(2, 630)
    assert places.slot(QPoint(GUTTER + 250, 10 * HOUR + 20), grip=20) == Slot(2, 600)
    assert places.slot(QPoint(GUTTER - 10, 100)) is None
    assert places.slot(QPoint(GUTTER + 1, 24 * HOUR + 40)) == Slot(0, DAY_MINUTES - 15)


def test_a_slot_has_the_place_of_a_card_of_its_time() -> None:
    places = HourPlaces(entries((3, 615)), 7, GUTTER + 700)
    (card,) = everything(places)
    assert abs(places.slot_rect(Slot(3, 615)).top() - card.rect.top()) <= 1


def test_a_day_of_the_month_shows_what_fits_and_counts_the_rest() -> None:
    many = entries(*((8, 600 + number) for number in range(30)), (9, 540))
    places = MonthPlaces(many, 6, 700, 600)
    things = [thing for thing in everything(places) if places.column(8).contains(thing.rect)]
    assert isinstance(things[-1], More)
    assert len(things) - 1 + len(things[-1].entries) == 30
    assert places.rect_of(many[-1].post.id) is not None
    assert places.rect_of(many[29].post.id) is None


def test_days_of_the_month_fill_the_room() -> None:
    places = MonthPlaces([], 5, 707, 803)
    cells = [places.column(day) for day in range(35)]
    whole = QRect()
    for cell in cells:
        whole = whole.united(cell)
    assert whole == QRect(0, 0, 707, 803)
    assert places.slot(cells[17].center()) == Slot(17, None)


def test_a_low_month_scrolls_instead_of_squeezing() -> None:
    assert MonthPlaces([], 6, 700, 200).height > 500
