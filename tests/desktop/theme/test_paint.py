"""Shapes: mirrored where they should be, dashed only for the unknown."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.theme import paint
from desktop.theme.tokens import LIGHT
from desktop.theme.tones import Tone


def canvas(width: int = 120, height: int = 30) -> tuple[QImage, QPainter]:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    return image, QPainter(image)


def test_what_is_placed_from_the_right_keeps_its_distance_from_the_edge() -> None:
    outer, inner = QRect(10, 0, 100, 20), QRect(14, 0, 16, 16)
    assert paint.placed(inner, outer, False) == inner
    mirrored = paint.placed(inner, outer, True)
    assert outer.right() - mirrored.right() == inner.left() - outer.left()


def test_a_bar_fills_from_where_lines_begin() -> None:
    def filled(right_to_left: bool) -> tuple[str, str]:
        image, painter = canvas()
        paint.bar(painter, QRect(0, 0, 120, 30), 0.25, Tone.ACCENT, right_to_left=right_to_left)
        painter.end()
        return image.pixelColor(10, 14).name(), image.pixelColor(110, 14).name()

    accent, track = QColor(LIGHT.accent).name(), QColor(LIGHT.track).name()
    assert filled(False) == (accent, track)
    assert filled(True) == (track, accent)


def test_only_the_unknown_outcome_is_dashed() -> None:
    def edge(tone: Tone) -> set[str]:
        image, painter = canvas()
        paint.chip(painter, QRect(0, 0, 120, 22), "", tone)
        painter.end()
        return {image.pixelColor(x, 0).name() for x in range(10, 110)}

    assert len(edge(Tone.UNKNOWN)) > 1
    assert len(edge(Tone.MUTED)) == 1
    assert edge(Tone.SUCCESS) == {QColor(LIGHT.success_soft).name()}


def test_long_text_is_cut_with_an_ellipsis() -> None:
    from desktop.theme import fonts

    assert paint.elided("a long name of a company", fonts.font(), 60).endswith("…")
    assert "…" in paint.elided("/a/long/path/to/a/file", fonts.font(), 60, middle=True)[1:-1]
