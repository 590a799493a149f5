"""Paints one file of a post: its picture or what it is, and the signs upon it."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from desktop import icons
from desktop.i18n import t
from desktop.theme import fonts, paint
from desktop.theme.current import colour, tokens
from desktop.theme.fonts import Role
from models.posts.views import MediaView

RADIUS = 6


def file(painter: QPainter, rect: QRect, view: MediaView | None, picture: QPixmap | None) -> None:
    """The middle of its picture; without one a sign and its kind."""
    if picture is None:
        is_film = view is not None and view.mime == "video/mp4"
        kind = view.mime.rpartition("/")[2].upper() if view is not None else ""
        sign(painter, rect, "play" if is_film else "image", kind)
        return
    painter.save()
    shape = QPainterPath()
    shape.addRoundedRect(rect, RADIUS, RADIUS)
    painter.setClipPath(shape)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    whole = picture.size() / picture.devicePixelRatio()
    side = min(whole.width(), whole.height()) * picture.devicePixelRatio()
    part = QRect(0, 0, round(side), round(side))
    part.moveCenter(QRect(0, 0, picture.width(), picture.height()).center())
    painter.drawPixmap(rect, picture, part)
    painter.restore()
    paint.box(painter, rect, RADIUS, line=colour(tokens().border))


def sign(painter: QPainter, rect: QRect, icon: str, words: str = "") -> None:
    """An icon in place of a picture, with a word below."""
    now = tokens()
    paint.box(painter, rect, RADIUS, fill=colour(now.sunken), line=colour(now.border))
    spot = QRect(0, 0, 18, 18)
    spot.moveCenter(rect.center())
    icons.paint(painter, icon, spot, colour(now.muted))
    place = QRect(rect.left(), rect.bottom() - 17, rect.width(), 14)
    font = fonts.font(Role.CAPTION)
    paint.text(painter, place, words, font, colour(now.muted), centred=True)


def no_words(painter: QPainter, rect: QRect, *, flipped: bool) -> None:
    """The sign of a picture that nobody described yet."""
    now = tokens()
    place = QRect(rect.left() + 3, rect.bottom() - 18, 28, 15)
    if flipped:
        place.moveRight(rect.right() - 3)
    paint.box(painter, place, 4, fill=colour(now.tooltip))
    font = fonts.font(Role.CAPTION, 500, 9)
    paint.text(painter, place, t("ALT"), font, colour(now.on_tooltip), centred=True)


def cross(painter: QPainter, rect: QRect) -> None:
    """Where a file is taken out."""
    now = tokens()
    paint.box(painter, rect, rect.width() / 2, fill=colour(now.tooltip))
    icons.paint(painter, "x", rect.adjusted(3, 3, -3, -3), colour(now.on_tooltip))
