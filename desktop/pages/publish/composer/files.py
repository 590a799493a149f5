"""The files of a post: picked, dropped or pasted; read, checked and made small off the window's
thread."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.name import NameDialog
from desktop.i18n import t, tn
from desktop.presenters.failures import explain
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate, plain
from desktop.tasks import Tasks
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.widgets.focus import Ringed
from desktop.widgets.labels import set_tooltip
from models.errors import StoreError
from models.media import POSTABLE
from models.post_views import MediaUse, MediaView

LARGEST = 200 * 1024 * 1024
MOST_AT_ONCE = 20
SIDE = 64
GAP = 8
PNG = "image/png"
FILTER = "*.png *.jpg *.jpeg *.webp *.gif *.mp4"


class Unpostable(Exception):
    """The file cannot go with a post; the text says why."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file, read."""

    data: bytes
    name: str
    mime: str


def mime_of(head: bytes) -> str | None:
    """What a file is by its first bytes; the name says nothing."""
    for mime, (begin, later) in POSTABLE.items():
        at = len(begin) + 4
        if head.startswith(begin) and head[at : at + len(later)] == later:
            return mime
    return None


def read_file(path: Path) -> Content:
    """Call on a pool thread. Raises Unpostable, OSError."""
    if path.stat().st_size > LARGEST:
        raise Unpostable(
            t("{name} is larger than {size}.", name=isolate(path.name), size=size(LARGEST))
        )
    data = path.read_bytes()
    mime = mime_of(data[:16])
    if mime is None:
        raise Unpostable(
            t("{name} is no picture or film that can be posted.", name=isolate(path.name))
        )
    return Content(data, path.name, mime)


def content_of(image: QImage) -> Content:
    """A picture from the clipboard. Call on a pool thread."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Content(bytes(buffer.data().data()), "picture.png", PNG)


class Adder(QObject):
    """Brings files into the store; what is there is `added`."""

    added = Signal(object)
    """MediaView."""
    busy = Signal(int)
    """How many are on their way."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._waiting = 0

    def pick(self) -> QFileDialog:
        """Ask for files."""
        title = t("Pictures and films")
        dialog = QFileDialog(self._desk.window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{title} ({FILTER})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.open()
        return dialog

    def take(self, source: QMimeData) -> bool:
        """What was dropped or pasted; False when there is nothing to post in it."""
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.add(paths)
            return True
        image = source.imageData() if source.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._start([self._picture(image)])
            return True
        return False

    def add(self, paths: Sequence[Path]) -> None:
        """Read and store these."""
        self._start([self._file(path) for path in paths[:MOST_AT_ONCE]])

    def _start(self, works: Sequence[Awaitable[MediaView]]) -> None:
        self._waiting += len(works)
        self.busy.emit(self._waiting)
        self._tasks.start(self._in_order(works))

    async def _in_order(self, works: Sequence[Awaitable[MediaView]]) -> None:
        """One after the other: the files stand in the post as they were picked."""
        for work in works:
            await self._ended(work)

    async def _ended(self, work: Awaitable[MediaView]) -> None:
        try:
            view = await work
        except (Unpostable, OSError, StoreError) as error:
            words = str(error) if isinstance(error, Unpostable) else explain(error)[0]
            if isinstance(error, OSError):
                words = t("The file cannot be read.")
            self._desk.toasts.fail(plain(words))
        else:
            self.added.emit(view)
        finally:
            self._waiting -= 1
            self.busy.emit(self._waiting)

    async def _file(self, path: Path) -> MediaView:
        return await self._store(await self._desk.reads.work(read_file, path))

    async def _picture(self, image: QImage) -> MediaView:
        return await self._store(await self._desk.reads.work(content_of, image))

    async def _store(self, content: Content) -> MediaView:
        actor = self._desk.actions.actor
        view: MediaView = await self._desk.actions.ask(
            lambda hub: hub.media.add(content.data, content.name, content.mime, actor=actor)
        )
        return view


class FileStrip(Ringed, QWidget):
    """The files as small pictures; one can be taken out, moved, and described for those who
    cannot see it."""

    changed = Signal(list)
    """list[MediaUse]."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._uses: list[MediaUse] = []
        self._known: dict[str, MediaView] = {}
        self._current = 0
        self._hot = -1
        self._waiting = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(t("Files"))
        desk.thumbnails.ready.connect(lambda _sha256: self.update())
        self.hide()

    def learn(self, views: Sequence[MediaView]) -> None:
        """Know what these files are."""
        self._known |= {view.id: view for view in views}
        self.update()

    def mimes(self) -> dict[str, str]:
        """By id, of every file that is known."""
        return {id: view.mime for id, view in self._known.items()}

    def unknown(self) -> list[str]:
        """Files that nothing is known of yet."""
        return [use.id for use in self._uses if use.id not in self._known]

    def view_of(self, use: MediaUse) -> MediaView | None:
        """What a file is."""
        return self._known.get(use.id)

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
            self._desk.window, then=then, name=use.alt,
        )  # fmt: skip
        dialog.field.setMaxLength(2_000)
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
            known = self._known.get(self._uses[hot].id) if hot >= 0 else None
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
            self._paint_one(painter, number, use)
        for number in range(len(self._uses), len(self._uses) + self._waiting):
            self._paint_sign(painter, self.rect_of(number), "hourglass", "")
        painter.end()

    def _paint_one(self, painter: QPainter, number: int, use: MediaUse) -> None:
        now = tokens()
        rect = self.rect_of(number)
        view = self._known.get(use.id)
        picture = None
        if view is not None and view.mime.startswith("image/") and view.mime != "image/gif":
            picture = self._desk.thumbnails.get(view.sha256, self.devicePixelRatioF())
        if picture is not None:
            painter.save()
            shape = QPainterPath()
            shape.addRoundedRect(rect, 6, 6)
            painter.setClipPath(shape)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = picture.size() / picture.devicePixelRatio()
            side = min(whole.width(), whole.height()) * picture.devicePixelRatio()
            part = QRect(0, 0, round(side), round(side))
            part.moveCenter(QRect(0, 0, picture.width(), picture.height()).center())
            painter.drawPixmap(rect, picture, part)
            painter.restore()
            paint.box(painter, rect, 6, line=colour(now.border))
        else:
            is_film = view is not None and view.mime == "video/mp4"
            kind = view.mime.rpartition("/")[2].upper() if view is not None else ""
            self._paint_sign(painter, rect, "play" if is_film else "image", kind)
        if not use.alt and view is not None and view.mime.startswith("image/"):
            self._paint_no_words(painter, rect)
        if number == self._hot or (self.ring and number == self._current):
            cross = self.cross_of(number)
            paint.box(painter, cross, 9, fill=colour(now.tooltip))
            icons.paint(painter, "x", cross.adjusted(3, 3, -3, -3), colour(now.on_tooltip))
        if self.ring and number == self._current:
            paint.focus_ring(painter, rect)

    @staticmethod
    def _paint_sign(painter: QPainter, rect: QRect, icon: str, words: str) -> None:
        now = tokens()
        paint.box(painter, rect, 6, fill=colour(now.sunken), line=colour(now.border))
        spot = QRect(0, 0, 18, 18)
        spot.moveCenter(rect.center())
        icons.paint(painter, icon, spot, colour(now.muted))
        place = QRect(rect.left(), rect.bottom() - 17, rect.width(), 14)
        font = fonts.font(Role.CAPTION)
        paint.text(painter, place, words, font, colour(now.muted), centred=True)

    def _paint_no_words(self, painter: QPainter, rect: QRect) -> None:
        """A picture that nobody described yet."""
        now = tokens()
        place = QRect(rect.left() + 3, rect.bottom() - 18, 28, 15)
        if self.isRightToLeft():
            place.moveRight(rect.right() - 3)
        paint.box(painter, place, 4, fill=colour(now.tooltip))
        font = fonts.font(Role.CAPTION, 500, 9)
        paint.text(painter, place, t("ALT"), font, colour(now.on_tooltip), centred=True)

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
