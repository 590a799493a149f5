"""The gallery: an item view that lays out days of equal tiles and asks only for what shows."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.delegates.proof_tile import ProofTileDelegate
from desktop.i18n import number, t
from desktop.item_models.proofs import ProofsModel
from desktop.item_models.table import Role
from desktop.pages.proofs.layout import (
    FRAME,
    GAP,
    HEADING,
    LARGEST,
    SMALLEST,
    GalleryLayout,
)
from desktop.theme import fonts, paint
from desktop.theme.current import text_colour
from desktop.theme.fonts import Role as FontRole
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from models.views import ProofView

FIRST = 164
LINE_STEP = 40
Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
State = QStyle.StateFlag


class Gallery(QAbstractItemView):
    """Shows a `ProofsModel`; `picked` follows the keyboard, `opened` is Enter or a double click."""

    picked = Signal(object)
    """ProofView, or None while it is fetched."""
    opened = Signal(object)
    menu_wanted = Signal(object, object)
    copy_wanted = Signal()

    def __init__(
        self, model: ProofsModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._proofs = model
        self._tile = FIRST
        self._hover = -1
        self._places = GalleryLayout((), self.viewport().width(), self._tile)
        self.setModel(model)
        self.setItemDelegate(ProofTileDelegate(thumbnails, self))
        self.setAccessibleName(t("Proofs"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.activated.connect(lambda index: self.opened.emit(index.data(Role.VIEW)))
        thumbnails.ready.connect(lambda _sha256: self.viewport().update())

    @property
    def tile(self) -> int:
        """How wide tiles are at least."""
        return self._tile

    def set_tile(self, width: int) -> None:
        """Show larger or smaller tiles; what is in the middle of the view stays there."""
        row = self._row_at_top()
        self._tile = max(SMALLEST, min(LARGEST, width))
        self._lay_out()
        if row >= 0:
            self.verticalScrollBar().setValue(self._places.rect(row).top() - HEADING)

    def current_proof(self) -> ProofView | None:
        """The proof where the keyboard is."""
        view: ProofView | None = self.currentIndex().data(Role.VIEW)
        return view

    def go_to(self, row: int) -> None:
        """Make a row the current one and show it."""
        if 0 <= row < self._proofs.rowCount():
            self.setCurrentIndex(self._proofs.index(row))

    def make_current(self, row: int) -> None:
        """Make a row the current one and leave the view where it stands."""
        if 0 <= row < self._proofs.rowCount():
            self.setAutoScroll(False)
            self.setCurrentIndex(self._proofs.index(row))
            self.setAutoScroll(True)

    def shown_rows(self) -> list[int]:
        """The rows whose tiles are in view."""
        top = self.verticalOffset()
        return list(self._places.rows_in(top, top + self.viewport().height()))

    def anchor(self) -> tuple[int, int] | None:
        """The proof at the top of the view and where it stands there, to be put back after a reset.

        None at the very top: there what is new may push the rest down.
        """
        row = self._row_at_top()
        seq = self._proofs.seq_at(row)
        if self.verticalOffset() == 0 or seq is None:
            return None
        return seq, self._places.rect(row).top() - self.verticalOffset()

    def put_back(self, anchor: tuple[int, int] | None) -> None:
        """Stand where one stood before."""
        row = self._proofs.row_of(anchor[0]) if anchor else -1
        if anchor and row >= 0:
            self.verticalScrollBar().setValue(self._places.rect(row).top() - anchor[1])

    def _row_at_top(self) -> int:
        return next(iter(self.shown_rows()), -1)

    # What QAbstractItemView asks of its heirs.

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        return self._on_screen(self._places.rect(index.row())).adjusted(
            -FRAME, -FRAME, FRAME, FRAME
        )

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        rect = self._places.rect(index.row())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        room = HEADING if index.row() < self._places.columns else GAP // 2
        if rect.top() - room < bar.value():
            bar.setValue(rect.top() - room)
        elif rect.bottom() + GAP // 2 > bar.value() + height:
            bar.setValue(rect.bottom() + GAP // 2 - height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        inner = QPoint(self._mirrored(point.x()), point.y() + self.verticalOffset())
        row = self._places.at(inner)
        return self._proofs.index(row) if row >= 0 else QModelIndex()

    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = self._proofs.rowCount() - 1
        row = self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if row < 0:
            return self._proofs.index(0)
        page = max(1, self.viewport().height() // self._places.line)
        ahead = -1 if self.isRightToLeft() else 1
        target = {
            Move.MoveLeft: row - ahead,
            Move.MoveRight: row + ahead,
            Move.MovePrevious: row - 1,
            Move.MoveNext: row + 1,
            Move.MoveHome: 0,
            Move.MoveEnd: last,
        }.get(cursorAction)
        if target is None:
            lines = {Move.MoveUp: -1, Move.MoveDown: 1, Move.MovePageUp: -page}.get(
                cursorAction, page
            )
            target = self._places.beside(row, lines)
        return self._proofs.index(max(0, min(last, target)))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setSingleStep(LINE_STEP)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self._places.height - self.viewport().height()))
        super().updateGeometries()

    def reset(self) -> None:
        super().reset()
        self._lay_out()

    def dataChanged(
        self, topLeft: QModelIndex, bottomRight: QModelIndex, roles: list[int] | None = None
    ) -> None:
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.picked.emit(current.data(Role.VIEW) if current.isValid() else None)

    # Events.

    def resizeEvent(self, event: QResizeEvent) -> None:
        row = self._row_at_top()
        held = self.verticalOffset() > 0
        super().resizeEvent(event)
        self._lay_out()
        if held and row >= 0:
            self.verticalScrollBar().setValue(self._places.rect(row).top() - HEADING)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hover(-1)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.opened.emit(self.current_proof())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        top, bottom = (
            edge + self.verticalOffset() for edge in (event.rect().top(), event.rect().bottom())
        )
        for place in self._places.days_in(top, bottom):
            self._paint_heading(painter, place)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current = self.currentIndex().row()
        for row in self._places.rows_in(top - FRAME, bottom + FRAME):
            self._paint_tile(painter, option, row, is_current=row == current)
        painter.end()

    def _paint_heading(self, painter: QPainter, number_of_day: int) -> None:
        day = self._proofs.days()[number_of_day]
        place = self._on_screen(self._places.heading(number_of_day))
        place.setHeight(HEADING - 6)
        flipped = self.isRightToLeft()
        font = fonts.font(FontRole.SECTION)
        words = self._proofs.day_words(day)
        paint.text(painter, place, words, font, text_colour(Tone.TEXT), right_to_left=flipped)
        shift = paint.text_width(words, font) + 8
        count = place.adjusted(0 if flipped else shift, 0, -shift if flipped else 0, 0)
        font, ink = fonts.font(FontRole.SMALL), text_colour(Tone.MUTED)
        paint.text(painter, count, number(day.count), font, ink, right_to_left=flipped)

    def _paint_tile(
        self, painter: QPainter, option: QStyleOptionViewItem, row: int, *, is_current: bool
    ) -> None:
        option.rect = self._on_screen(self._places.rect(row))
        option.state = State.State_Enabled
        if is_current:
            option.state |= State.State_Selected
            if self.hasFocus():
                option.state |= State.State_HasFocus
        if row == self._hover:
            option.state |= State.State_MouseOver
        self.itemDelegate().paint(painter, option, self._proofs.index(row))

    def _lay_out(self) -> None:
        width = self.viewport().width()
        self._places = GalleryLayout(self._proofs.days(), width, self._tile)
        self.updateGeometries()
        self.viewport().update()

    def _mirrored(self, x: int) -> int:
        return self.viewport().width() - 1 - x if self.isRightToLeft() else x

    def _on_screen(self, rect: QRect) -> QRect:
        """From the layout's place to the viewport's."""
        shown = rect.translated(0, -self.verticalOffset())
        return paint.placed(shown, self.viewport().rect(), self.isRightToLeft())

    def _set_hover(self, row: int) -> None:
        if row != self._hover:
            self._hover = row
            self.viewport().update()

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            view = index.data(Role.VIEW)
            self.menu_wanted.emit(view, self.viewport().mapToGlobal(point))
