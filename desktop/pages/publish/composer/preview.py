"""How a post will look on a platform, not to the pixel: always plain text, never HTML."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons
from desktop.i18n import t
from desktop.presenters import platforms
from desktop.presenters.text import first_strong, plain
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from desktop.thumbnails import Thumbnails
from models.posts.views import MediaView

AVATAR = 32
PAD = 14
GAP = 8
LINES = 8
"""Lines of text before the platform would fold it."""
PICTURE_FIRST = frozenset({"instagram"})
UNDER_NAME = frozenset({"facebook", "linkedin"})
"""Platforms that put the handle, or the time, on a line of its own."""
MARKED = re.compile(r"https?://\S+|(?<!\w)[#@][\w.]+|(?<!\S)[\w-]+(?:\.[\w-]+)+/\S+")
"""What platforms show as links: addresses, hashtags, names."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows."""

    platform: str
    name: str
    handle: str
    text: str
    link: str | None
    files: tuple[MediaView, ...]
    ground: str
    """The colour of the workspace, behind the first letter of the name."""


class Preview(QWidget):
    """A card with the post on it."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._shown: Shown | None = None
        self._laid: QTextLayout | None = None
        self._height = 60
        self._cut = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(t("Preview"))
        thumbnails.ready.connect(lambda _sha256: self.update())

    def show_post(self, shown: Shown | None) -> None:
        """Show this."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is not None:
            self.setAccessibleDescription(f"{platforms.name(shown.platform)}. {shown.text}")
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(300, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None:
            return
        now = tokens()
        painter = QPainter(self)
        paint.box(painter, self.rect(), 8, fill=colour(now.surface), line=colour(now.border))
        top = PAD
        picture = self._picture_rect(top + AVATAR + GAP)
        if shown.platform in PICTURE_FIRST:
            top = self._paint_head(painter, top)
            if shown.files:
                self._paint_files(painter, picture, shown)
                top = picture.bottom() + GAP
            self._paint_text(painter, top)
        else:
            top = self._paint_head(painter, top)
            top = self._paint_text(painter, top) + GAP
            if shown.files:
                self._paint_files(painter, self._picture_rect(top), shown)
            elif shown.link:
                self._paint_link(painter, top, shown.link)
        painter.end()

    # Laying out.

    def _inner(self) -> QRect:
        """Where text and pictures stand."""
        shown = self._shown
        beside = shown is not None and shown.platform not in (PICTURE_FIRST | UNDER_NAME)
        left = PAD + (AVATAR + 10 if beside else 0)
        rect = QRect(left, 0, max(40, self.width() - left - PAD), self.height())
        return paint.placed(rect, self.rect(), self.isRightToLeft())

    def _picture_rect(self, top: int) -> QRect:
        inner = self._inner()
        return QRect(inner.left(), top, inner.width(), inner.width() * 9 // 16)

    def _lay_out(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._laid, text_height = self._text_layout(shown)
        height = PAD + self._head_height() + text_height + PAD
        if shown.files:
            height += self._inner().width() * 9 // 16 + GAP
        elif shown.link:
            height += 52 + GAP
        if height != self._height:
            self._height = height
            self.updateGeometry()
        self.update()

    def _head_height(self) -> int:
        beside = self._shown is not None and self._shown.platform not in (
            PICTURE_FIRST | UNDER_NAME
        )
        return 20 if beside else AVATAR + GAP

    def _text_layout(self, shown: Shown) -> tuple[QTextLayout, int]:
        words = plain(shown.text, lines=True, longest=3_000).replace("\n", "\u2028")
        layout = QTextLayout(words, fonts.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        is_right = first_strong(words) == "R"
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_right else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(_link_formats(words))
        width, top, step = self._inner().width(), 0, fonts.line_height(Role.BODY)
        layout.beginLayout()
        self._cut = False
        for number in range(LINES + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            if number == LINES:
                self._cut = True
                line.setPosition(QPoint(0, 100_000))
                break
            line.setPosition(QPoint(0, top))
            top += step
        layout.endLayout()
        return layout, top + (step if self._cut else 0)

    # Painting.

    def _paint_head(self, painter: QPainter, top: int) -> int:
        shown = self._shown
        assert shown is not None
        now = tokens()
        flipped = self.isRightToLeft()
        avatar = QRect(PAD, top, AVATAR, AVATAR)
        avatar = paint.placed(avatar, self.rect(), flipped)
        paint.box(painter, avatar, AVATAR / 2, fill=colour(shown.ground))
        letter = shown.name.lstrip("@")[:1].upper()
        white = colour(now.on_accent)
        font = fonts.font(Role.PANE, 600)
        paint.text(painter, avatar, letter, font, white, centred=True)
        left = PAD + AVATAR + 10
        words = QRect(left, top, self.width() - left - PAD, 20)
        line = paint.placed(words, self.rect(), flipped)
        bold, muted = fonts.font(Role.BODY, 600), colour(now.muted)
        paint.text(painter, line, shown.name, bold, colour(now.text), right_to_left=flipped)
        handle = shown.handle if shown.handle.startswith("@") else f"@{shown.handle}"
        if shown.platform in UNDER_NAME or shown.platform in PICTURE_FIRST:
            below = line.translated(0, 17)
            said = t("now") if shown.platform in UNDER_NAME else handle
            paint.text(painter, below, said, fonts.font(Role.SMALL), muted, right_to_left=flipped)
        elif handle.lstrip("@") != shown.name.lstrip("@"):
            taken = min(paint.text_width(shown.name, bold) + 6, line.width())
            rest = line.adjusted(0 if flipped else taken, 0, -taken if flipped else 0, 0)
            paint.text(painter, rest, handle, fonts.font(), muted, right_to_left=flipped)
        return top + self._head_height()

    def _paint_text(self, painter: QPainter, top: int) -> int:
        if self._laid is None:
            return top
        inner = self._inner()
        painter.save()
        painter.setPen(colour(tokens().text))
        count = self._laid.lineCount() - (1 if self._cut else 0)
        height = count * fonts.line_height(Role.BODY)
        painter.setClipRect(QRect(inner.left(), top, inner.width(), height))
        self._laid.draw(painter, QPoint(inner.left(), top))
        painter.restore()
        if self._cut:
            place = QRect(inner.left(), top + height, inner.width(), fonts.line_height(Role.BODY))
            paint.text(painter, place, t("… more"), fonts.font(), colour(tokens().muted),
                       right_to_left=self.isRightToLeft())  # fmt: skip
            height += place.height()
        return top + height

    def _paint_files(self, painter: QPainter, rect: QRect, shown: Shown) -> None:
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(rect), 6, 6)
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for view, place in zip(shown.files[:4], _tiles(rect, len(shown.files)), strict=False):
            self._paint_file(painter, place, view)
        rest = len(shown.files) - 4
        if rest > 0:
            place = _tiles(rect, 4)[3]
            shade = QColor(tokens().scrim)
            painter.fillRect(place, shade)
            words = t("+{n}", n=rest)
            font = fonts.font(Role.PAGE)
            paint.text(painter, place, words, font, colour(tokens().on_accent), centred=True)
        painter.restore()
        paint.box(painter, rect, 6, line=colour(tokens().border))

    def _paint_file(self, painter: QPainter, place: QRect, view: MediaView) -> None:
        picture: QPixmap | None = None
        if view.mime.startswith("image/") and view.mime != "image/gif":
            picture = self._thumbnails.get(view.sha256, self.devicePixelRatioF())
        if picture is None or picture.isNull():
            painter.fillRect(place, colour(tokens().sunken))
            spot = QRect(0, 0, 22, 22)
            spot.moveCenter(place.center())
            drawing = "play" if view.mime == "video/mp4" else "image"
            icons.paint(painter, drawing, spot, colour(tokens().muted))
            return
        wanted = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        part = QRect(QPoint(0, 0), wanted)
        part.moveCenter(place.center())
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(part, picture)
        painter.restore()

    def _paint_link(self, painter: QPainter, top: int, link: str) -> None:
        now = tokens()
        flipped = self.isRightToLeft()
        inner = self._inner()
        box = QRect(inner.left(), top, inner.width(), 48)
        paint.box(painter, box, 6, fill=colour(now.sunken), line=colour(now.border))
        spot = paint.placed(QRect(box.left() + 12, top + 16, 16, 16), box, flipped)
        icons.paint(painter, "globe", spot, colour(now.muted))
        words = paint.placed(box.adjusted(40, 6, -10, -24), box, flipped)
        host = plain(urlsplit(link).hostname or link, longest=200).removeprefix("www.")
        paint.text(painter, words, host, fonts.font(Role.SMALL, 500), colour(now.text),
                   right_to_left=flipped)  # fmt: skip
        below = paint.placed(box.adjusted(40, 24, -10, -6), box, flipped)
        paint.text(painter, below, plain(link, longest=300), fonts.font(Role.CAPTION),
                   colour(now.muted), right_to_left=flipped, middle=True)  # fmt: skip


def _tiles(rect: QRect, count: int) -> list[QRect]:
    """One picture alone, two halves, or quarters, as most platforms do."""
    if count <= 1:
        return [rect]
    half = rect.width() // 2
    left = QRect(rect.left(), rect.top(), half - 1, rect.height())
    right = QRect(rect.left() + half + 1, rect.top(), rect.width() - half - 1, rect.height())
    if count == 2:
        return [left, right]
    low = rect.height() // 2

    def cut(column: QRect) -> tuple[QRect, QRect]:
        upper = QRect(column.left(), column.top(), column.width(), low - 1)
        lower = QRect(
            column.left(), column.top() + low + 1, column.width(), column.height() - low - 1
        )
        return upper, lower

    if count == 3:
        return [left, *cut(right)]
    (a, b), (c, d) = cut(left), cut(right)
    return [a, c, b, d]


def _link_formats(words: str) -> list[QTextLayout.FormatRange]:
    ink = QTextCharFormat()
    ink.setForeground(colour(tokens().accent_text))
    found = []
    for match in MARKED.finditer(words):
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = match.start(), len(match.group()), ink  # type: ignore[misc]
        found.append(part)
    return found
