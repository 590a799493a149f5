"""Where the tiles of the gallery stand."""

import pytest
from PySide6.QtCore import QPoint, QRect

from desktop.item_models.proofs import Day
from desktop.pages.proofs.layout import GAP, LARGEST, MARGIN, SMALLEST, GalleryLayout

DAYS = [Day(0, 7, 0), Day(7, 1, 0), Day(8, 12, 0)]


def rects(places: GalleryLayout, count: int) -> list[QRect]:
    return [places.rect(row) for row in range(count)]


def test_tiles_fill_the_width_in_equal_steps() -> None:
    places = GalleryLayout(DAYS, 596, 164)
    assert places.columns == 3
    first, second, third = rects(places, 3)
    assert first.left() == MARGIN
    assert second.left() - first.right() - 1 == GAP
    assert 596 - MARGIN - third.right() - 1 <= 2
    assert len({(rect.width(), rect.height()) for rect in rects(places, 20)}) == 1


@pytest.mark.parametrize("width", [200, 350, 596, 900, 1236, 2560])
@pytest.mark.parametrize("tile", [SMALLEST, 164, 230, LARGEST])
def test_no_tile_is_larger_than_its_thumbnail_or_overlaps(width: int, tile: int) -> None:
    places = GalleryLayout(DAYS, width, tile)
    shown = rects(places, 20)
    assert places.tile <= LARGEST
    for row, rect in enumerate(shown):
        assert not any(rect.intersects(other) for other in shown[row + 1 :])
        assert rect.bottom() < places.height


def test_each_day_begins_below_its_heading() -> None:
    places = GalleryLayout(DAYS, 596, 164)
    for number, day in enumerate(DAYS):
        assert places.rect(day.first).top() >= places.heading(number).bottom()
        assert places.rect(day.first).left() == MARGIN


def test_only_what_shows_is_named() -> None:
    many = [Day(n * 1000, 1000, 0) for n in range(100)]
    places = GalleryLayout(many, 596, 164)
    middle = places.height // 2
    rows = list(places.rows_in(middle, middle + 800))
    assert 9 <= len(rows) <= 24
    for row in rows:
        rect = places.rect(row)
        assert rect.bottom() + GAP >= middle
        assert rect.top() <= middle + 800


def test_every_tile_is_hit_where_it_stands() -> None:
    places = GalleryLayout(DAYS, 596, 164)
    for row in range(20):
        rect = places.rect(row)
        assert places.at(rect.center()) == row
        assert places.at(rect.topLeft()) == row
        assert places.at(rect.bottomRight()) == row


def test_between_tiles_and_on_headings_nothing_is_hit() -> None:
    places = GalleryLayout(DAYS, 596, 164)
    assert places.at(places.heading(1).center()) == -1
    assert places.at(QPoint(places.rect(0).right() + GAP // 2 + 1, places.rect(0).top() + 5)) == -1
    assert places.at(QPoint(5, places.height + 50)) == -1


def test_up_and_down_keep_the_column_across_days() -> None:
    places = GalleryLayout(DAYS, 596, 164)  # three columns: 0 1 2 | 3 4 5 | 6 || 7 || 8 9 10 | …
    assert places.beside(1, 1) == 4
    assert places.beside(4, 1) == 6  # the last line of the day is short
    assert places.beside(6, 1) == 7
    assert places.beside(7, 1) == 8
    assert places.beside(10, -1) == 7
    assert places.beside(0, -1) == 0
    assert places.beside(19, 1) == 19
    assert places.beside(0, 3) == 7


def test_an_empty_gallery_has_no_places() -> None:
    places = GalleryLayout([], 596, 164)
    assert places.height == 0
    assert list(places.rows_in(0, 1000)) == []
    assert places.at(QPoint(30, 30)) == -1
