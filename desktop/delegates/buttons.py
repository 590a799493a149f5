"""The cell of what can be done with a row: one button in words, and the menu of the rest.

They are painted; the table asks `key_at` where it was pressed.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter

from desktop import icons
from desktop.delegates.base import PAD, CellDelegate
from desktop.presenters.cells import ButtonsCell, Cell
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role

HEIGHT = 26
END = 12
"""It stands at the end of a line, away from the edge of the page."""
ICON = 16
PAD_IN = 10
MAIN, MENU = "main", "menu"
"""What was pressed."""
Index = QModelIndex | QPersistentModelIndex


def places(rect: QRect, cell: ButtonsCell, *, right_to_left: bool) -> dict[str, QRect]:
    """Where the buttons stand in the content of a cell, from its end."""
    found: dict[str, QRect] = {}
    top = rect.top() + (rect.height() - HEIGHT) // 2
    end = rect.right() + 1 - END
    if cell.menu:
        found[MENU] = QRect(end - HEIGHT, top, HEIGHT, HEIGHT)
        end -= HEIGHT + 4
    if cell.text:
        drawn = ICON + 6 if cell.icon else 0
        width = paint.text_width(cell.text, fonts.font(Role.BODY, 500)) + drawn + 2 * PAD_IN + 2
        width = min(width, end - rect.left())
        found[MAIN] = QRect(end - width, top, width, HEIGHT)
    return {key: paint.placed(place, rect, right_to_left) for key, place in found.items()}


class ButtonsDelegate(CellDelegate):
    """Paints `ButtonsCell`."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, cell: Cell, index: Index, *, right_to_left: bool
    ) -> None:
        if not isinstance(cell, ButtonsCell):
            return
        now = tokens()
        under = getattr(self.parent(), "pointer", None)
        for key, place in places(rect, cell, right_to_left=right_to_left).items():
            hot = isinstance(under, QPoint) and place.contains(under)
            if key == MENU:
                if hot:
                    paint.box(painter, place, 6, fill=colour(now.hover), line=colour(now.strong))
                spot = QRect(0, 0, ICON, ICON)
                spot.moveCenter(place.center())
                icons.paint(painter, "ellipsis", spot, colour(now.text2))
                continue
            fill = colour(now.hover if hot else now.raised)
            paint.box(painter, place, 6, fill=fill, line=colour(now.strong))
            words = place.adjusted(PAD_IN, 0, -PAD_IN, 0)
            if cell.icon:
                spot = QRect(words.left(), place.top() + (HEIGHT - ICON) // 2, ICON, ICON)
                spot = paint.placed(spot, words, right_to_left)
                icons.paint(painter, cell.icon, spot, colour(now.text))
                words.adjust(0 if right_to_left else 22, 0, -22 if right_to_left else 0, 0)
            font = fonts.font(Role.BODY, 500)
            paint.text(
                painter, words, cell.text, font, colour(now.text), right_to_left=right_to_left
            )

    @staticmethod
    def key_at(rect: QRect, cell: object, point: QPoint, *, right_to_left: bool) -> str:
        """Which button of a cell in `rect` stands at this point; "" for none."""
        if not isinstance(cell, ButtonsCell):
            return ""
        content = rect.adjusted(PAD, 0, -PAD, -1)
        found = places(content, cell, right_to_left=right_to_left)
        return next((key for key, place in found.items() if place.contains(point)), "")
