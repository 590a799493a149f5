"""The files of a post as small pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.name import NameDialog
from desktop.i18n import t, tn
from desktop.pages.publish.composer import file_tile
from desktop.pages.publish.composer.known_files import KnownFiles
from desktop.presenters.sizes import size
from desktop.presenters.text import plain
from desktop.theme import paint
from desktop.widgets.focus import Ringed
from desktop.widgets.labels import set_tooltip
from models.posts.views import MediaUse, MediaView

SIDE = 64
GAP = 8
LONGEST_ALT = 2_000


class FileStrip(Ringed, QWidget):
    """The files as small pictures; one can be taken out, moved, and described for those who
    cannot see it."""

    changed = Signal(list)
    """list[MediaUse]."""

    def __init__(self, desk: Desk, known: KnownFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = known
        self._uses: list[MediaUse] = []
        self._current = 0
        self._hot = -1
        self._waiting = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(t("Files"))
        desk.thumbnails.ready.connect(lambda _sha256: self.update())
        known.changed.connect(self.update)
        self.hide()

    def show_uses(self, uses: Sequence[MediaUse]) -> None:
        """Show these."""
        self._uses = list(uses)
        self._current = min(self._current, max(0, len(uses) - 1))
        self._arrange()

    def show_waiting(self, count: int) -> None:
        """So many more are on their way."""
        self._waiting = count
        self._arrange()

    def remove(self, number: int) -> None:
        """Take a file out."""
        if 0 <= number < len(self._uses):
            del self._uses[number]
            self._tell()

    def move_by(self, number: int, step: int) -> None:
        """Let a file change places with its neighbour."""
        other = number + step
        if 0 <= number < len(self._uses) and 0 <= other < len(self._uses):
            uses = self._uses
            uses[number], uses[other] = uses[other], uses[number]
            self._current = other
            self._tell()

    def describe(self, number: int) -> NameDialog | None:
        """Ask what can be seen in a picture."""
        if not 0 <= number < len(self._uses):
            return None
        use = self._uses[number]

        def then(alt: str) -> None:
            if use in self._uses:
                self._uses[self._uses.index(use)] = MediaUse(id=use.id, alt=alt)
                self._tell()

        dialog = NameDialog(
            t("Describe the picture"), t("What can be seen in it"), t("Keep"),
            self._desk.window, then=then, name=use.alt, longest=LONGEST_ALT, is_needed=False,
        )  # fmt: skip
        dialog.open()
        return dialog

    def sizeHint(self) -> QSize:
        lines = -(-(len(self._uses) + self._waiting) // self._columns())
        return QSize(300, max(1, lines) * (SIDE + GAP) - GAP + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def rect_of(self, number: int) -> QRect:
        """Where a picture stands."""
        line, place = divmod(number, self._columns())
        rect = QRect(1 + place * (SIDE + GAP), 1 + line * (SIDE + GAP), SIDE, SIDE)
        return paint.placed(rect, self.rect(), self.isRightToLeft())

    def cross_of(self, number: int) -> QRect:
        """Where a picture is taken out."""
        rect = self.rect_of(number)
        left = rect.left() + 3 if self.isRightToLeft() else rect.right() - 20
        return QRect(left, rect.top() + 3, 18, 18)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hot = self._at(event.position().toPoint())
        if hot != self._hot:
            self._hot = hot
            known = self._known.get(self._uses[hot]) if hot >= 0 else None
            set_tooltip(self, _words(known, self._uses[hot]) if known else "")
            shape = Qt.CursorShape.PointingHandCursor if hot >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hot = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        number = self._at(place)
        if number < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        self._current = number
        if self.cross_of(number).contains(place):
            self.remove(number)
        else:
            self.describe(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if (key == Qt.Key.Key_Right) != self.isRightToLeft() else -1
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_by(self._current, step)
            else:
                self._current = max(0, min(len(self._uses) - 1, self._current + step))
                self.update()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(self._current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.describe(self._current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, use in enumerate(self._uses):
            ringed = self.ring and number == self._current
            self._paint_one(painter, number, use, ringed=ringed)
        for number in range(len(self._uses), len(self._uses) + self._waiting):
            file_tile.sign(painter, self.rect_of(number), "hourglass")
        painter.end()

    def _paint_one(self, painter: QPainter, number: int, use: MediaUse, *, ringed: bool) -> None:
        rect, view = self.rect_of(number), self._known.get(use)
        picture = None
        if view is not None and view.mime.startswith("image/") and view.mime != "image/gif":
            picture = self._desk.thumbnails.get(view.sha256, self.devicePixelRatioF())
        file_tile.file(painter, rect, view, picture)
        if not use.alt and view is not None and view.mime.startswith("image/"):
            file_tile.no_words(painter, rect, flipped=self.isRightToLeft())
        if number == self._hot or ringed:
            file_tile.cross(painter, self.cross_of(number))
        if ringed:
            paint.focus_ring(painter, rect)

    def _columns(self) -> int:
        return max(1, (max(self.width(), SIDE) + GAP) // (SIDE + GAP))

    def _at(self, place: object) -> int:
        for number in range(len(self._uses)):
            if self.rect_of(number).contains(place):  # type: ignore[call-overload]
                return number
        return -1

    def _arrange(self) -> None:
        self.setVisible(bool(self._uses or self._waiting))
        self.setAccessibleDescription(tn("{n} file", "{n} files", len(self._uses)))
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self._arrange()
        self.changed.emit(list(self._uses))


def _words(view: MediaView, use: MediaUse) -> str:
    facts = [plain(view.name, longest=80), size(view.size_bytes)]
    if view.width and view.height:
        facts.insert(1, f"{view.width} × {view.height}")
    facts.append(plain(use.alt, longest=200) if use.alt else t("not described yet"))
    return " · ".join(facts)
