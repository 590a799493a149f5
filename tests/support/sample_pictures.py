"""Drawn screenshots for the sample: a list with a map, a page of results, a captcha."""

import random

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPainterPath, QPen

WIDTH, HEIGHT = 1280, 800
INK, QUIET, PAPER = QColor("#20242c"), QColor("#c9ced8"), QColor("#ffffff")


def _page(address: str) -> tuple[QImage, QPainter]:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(0, 0, WIDTH, 70, QColor("#e4e7ec"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#b9bec8"))
    for left in (24, 50):
        painter.drawEllipse(QRectF(left, 26, 18, 18))
    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(110, 14, 800, 42), 21, 21)
    _write(painter, 136, 42, address, 20, QColor("#5e6777"))
    return image, painter


def _write(
    painter: QPainter, left: int, base: int, words: str, size: int, ink: QColor, bold: bool = False
) -> None:
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(left, base), words)
    painter.setPen(Qt.PenStyle.NoPen)


def _png(image: QImage, painter: QPainter) -> bytes:
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def _pin(painter: QPainter, x: float, y: float) -> None:
    shape = QPainterPath(QPointF(x, y))
    shape.cubicTo(x - 22, y - 26, x - 16, y - 50, x, y - 50)
    shape.cubicTo(x + 16, y - 50, x + 22, y - 26, x, y)
    painter.setBrush(QColor("#c5392f"))
    painter.drawPath(shape)
    painter.setBrush(PAPER)
    painter.drawEllipse(QPointF(x, y - 32), 7, 7)


def maps(names: list[str], seed: int) -> bytes:
    """A list of places beside a map with pins."""
    image, painter = _page("maps / results")
    for row, name in enumerate(names[:7]):
        top = 120 + row * 98
        _write(painter, 40, top, name[:26], 25, INK, bold=True)
        _write(painter, 40, top + 30, f"4.{2 + row}  ★★★★★", 20, QColor("#b86e00"))
        painter.setBrush(QUIET)
        painter.drawRoundedRect(QRectF(40, top + 44, 300 - 20 * (row % 3), 10), 5, 5)
    painter.fillRect(500, 70, WIDTH - 500, HEIGHT - 70, QColor("#e6ece1"))
    painter.setBrush(QColor("#c5dff0"))
    painter.drawEllipse(QPointF(620, 790), 240, 110)
    chance = random.Random(seed)
    for _ in range(7):
        pen = QPen(QColor("#ffffff"), 14)
        painter.setPen(pen)
        painter.drawLine(
            QPointF(500 + chance.random() * 780, 70), QPointF(500 + chance.random() * 780, 800)
        )
        painter.setPen(QPen(QColor("#f4d98c"), 8))
        y = 90 + chance.random() * 650
        painter.drawLine(QPointF(500, y), QPointF(WIDTH, y + chance.random() * 120 - 60))
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(8):
        _pin(painter, 560 + chance.random() * 660, 170 + chance.random() * 540)
    return _png(image, painter)


def results(query: str, names: list[str]) -> bytes:
    """A page of search results."""
    image, painter = _page("search / " + query)
    _write(painter, 200, 130, query, 26, INK)
    for row, name in enumerate(names[:6]):
        top = 200 + row * 98
        _write(painter, 200, top, name, 26, QColor("#2440b0"))
        painter.setBrush(QBrush(QUIET))
        painter.drawRoundedRect(QRectF(200, top + 16, 620, 10), 5, 5)
        painter.drawRoundedRect(QRectF(200, top + 36, 520 - 40 * (row % 3), 10), 5, 5)
    return _png(image, painter)


def captcha(seed: int) -> bytes:
    """A page that asks whether one is a robot."""
    image, painter = _page("sorry / unusual traffic")
    _write(painter, 400, 240, "One more step", 34, INK, bold=True)
    painter.setBrush(QUIET)
    painter.drawRoundedRect(QRectF(400, 270, 420 + seed % 3, 12), 6, 6)
    painter.setBrush(QColor("#f4f5f8"))
    painter.setPen(QPen(QUIET, 2))
    painter.drawRoundedRect(QRectF(400, 330, 480, 130), 8, 8)
    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(430, 375, 40, 40), 5, 5)
    _write(painter, 490, 403, "I am not a robot", 24, INK)
    return _png(image, painter)


def social(
    address: str, name: str, lines: list[str], *, colour: str, composer: bool = False
) -> bytes:
    """A post on its page, or in the composer with the button that nobody has pressed yet."""
    image, painter = _page(address)
    painter.fillRect(0, 70, WIDTH, HEIGHT - 70, QColor("#eef0f4"))
    painter.fillRect(0, 70, WIDTH, 64, QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(240, 170, 800, 600), 12, 12)
    _author(painter, 280, 240, name, "" if composer else "Today · Public")
    for number, line in enumerate(lines[:3]):
        _write(painter, 280, 310 + number * 34, line[:52], 25, INK)
    _landscape(painter, QRectF(280, 400, 720, 280))
    if composer:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(280, 700, 150, 50), 8, 8)
        _write(painter, 326, 733, "Post", 24, PAPER, bold=True)
    else:
        for number, word in enumerate(("Like", "Comment", "Share")):
            _write(painter, 280 + number * 200, 733, word, 22, QColor("#5e6777"))
    return _png(image, painter)


def profile(address: str, name: str, posts: list[str], *, colour: str) -> bytes:
    """An account's own page with its newest posts."""
    image, painter = _page(address)
    painter.fillRect(0, 70, WIDTH, HEIGHT - 70, QColor("#eef0f4"))
    painter.fillRect(0, 70, WIDTH, 150, QColor(colour))
    _author(painter, 240, 240, name, "")
    for number, post in enumerate(posts[:3]):
        top = 320 + number * 230
        painter.setBrush(PAPER)
        painter.drawRoundedRect(QRectF(240, top, 800, 210), 12, 12)
        _write(painter, 280, top + 48, post[:52], 25, INK)
        _landscape(painter, QRectF(280, top + 70, 720, 120))
    return _png(image, painter)


def _author(painter: QPainter, left: int, top: int, name: str, when: str) -> None:
    painter.setBrush(QColor("#2b8a78"))
    painter.drawEllipse(QPointF(left + 26, top), 26, 26)
    _write(painter, left + 70, top + (0 if when else 8), name, 26, INK, bold=True)
    _write(painter, left + 70, top + 26, when, 19, QColor("#5e6777"))


def _landscape(painter: QPainter, area: QRectF) -> None:
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, QColor("#dcefeb"))
    painter.setBrush(QColor("#5fa596"))
    shape = QPainterPath(area.bottomLeft())
    for across, up in ((0.3, 0.75), (0.5, 0.35), (0.7, 0.65), (1.0, 0.0)):
        shape.lineTo(area.left() + across * area.width(), area.bottom() - up * area.height())
    shape.closeSubpath()
    painter.drawPath(shape)
    painter.setBrush(QColor("#a9c9b8"))
    painter.drawEllipse(QPointF(area.left() + 0.72 * area.width(), area.top() + 60), 34, 34)
    painter.restore()
