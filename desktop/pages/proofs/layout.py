"""Where every tile of the gallery stands: days below one another, equal tiles, plain arithmetic."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect

from desktop.item_models.proofs import Day

SMALLEST, LARGEST = 140, 320
"""How wide tiles can be; a thumbnail has no more pixels than the largest."""
MARGIN = 20
GAP = 24
"""Between tiles; half of it on each side belongs to the tile's frame."""
FRAME = 8
HEADING = 34
BETWEEN = 10
"""Between the last tiles of a day and the next heading."""
CAPTION = 44
"""Title and second line under the picture."""
RATIO = 0.625


class GalleryLayout:
    """The places in a gallery of this width, as if written from the left.

    Tiles fill the width: there are as many in a line as come nearest to the size that is wanted.

    Everything is computed from a few numbers for each day, so that 100,000 proofs cost what their
    days cost.
    """

    def __init__(self, days: Sequence[Day], width: int, tile: int) -> None:
        self.days = days
        room = max(SMALLEST, width - 2 * MARGIN)
        fewest = -(-(room + GAP) // (LARGEST + GAP))
        self.columns = max(fewest, round((room + GAP) / (tile + GAP)))
        self.tile = (room - (self.columns - 1) * GAP) // self.columns
        self.picture = round(self.tile * RATIO)
        self.line = self.picture + CAPTION + GAP
        self.width = width
        self._tops: list[int] = []
        self._firsts = [day.first for day in days]
        top = 0
        for day in days:
            self._tops.append(top)
            top += HEADING + self._lines(day) * self.line + BETWEEN
        self.height = top

    def _lines(self, day: Day) -> int:
        return -(-day.count // self.columns)

    def rect(self, row: int) -> QRect:
        """The tile of a row: picture and caption, without its frame."""
        number = max(0, bisect_right(self._firsts, row) - 1)
        place = row - self.days[number].first
        line, column = divmod(place, self.columns)
        top = self._tops[number] + HEADING + line * self.line
        left = MARGIN + column * (self.tile + GAP)
        return QRect(left, top, self.tile, self.picture + CAPTION)

    def heading(self, number: int) -> QRect:
        """The heading of the day with this number."""
        return QRect(MARGIN, self._tops[number], self.width - 2 * MARGIN, HEADING)

    def days_in(self, top: int, bottom: int) -> Iterator[int]:
        """The numbers of the days that show between two heights."""
        number = max(0, bisect_right(self._tops, top) - 1)
        while number < len(self.days) and self._tops[number] <= bottom:
            yield number
            number += 1

    def rows_in(self, top: int, bottom: int) -> Iterator[int]:
        """The rows whose tiles show between two heights."""
        for number in self.days_in(top, bottom):
            day = self.days[number]
            start = self._tops[number] + HEADING
            first = max(0, (top - start) // self.line)
            last = (bottom - start) // self.line
            if last >= 0:
                begin, end = first * self.columns, (last + 1) * self.columns
                yield from range(day.first + begin, day.first + min(day.count, end))

    def at(self, point: QPoint) -> int:
        """The row whose tile (with its frame) holds the point, -1 when none does."""
        for row in self.rows_in(point.y() - FRAME, point.y() + FRAME):
            if self.rect(row).adjusted(-FRAME, -FRAME, FRAME, FRAME).contains(point):
                return row
        return -1

    def beside(self, row: int, lines: int) -> int:
        """The row so many lines below (or above), in the nearest column; the last ones hold."""
        total = self.days[-1].first + self.days[-1].count if self.days else 0
        number = max(0, bisect_right(self._firsts, row) - 1)
        while lines:
            step = 1 if lines > 0 else -1
            day = self.days[number]
            line, column = divmod(row - day.first, self.columns)
            target = line + step
            if not 0 <= target < self._lines(day):
                number += step
                if not 0 <= number < len(self.days):
                    return row
                day = self.days[number]
                target = 0 if step > 0 else self._lines(day) - 1
            row = day.first + min(target * self.columns + column, day.count - 1)
            lines -= step
        return max(0, min(total - 1, row))
