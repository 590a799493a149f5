"""Fonts: the shipped families and the eight roles of type, in English and in Arabic sizes."""

import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from hub import shipped

FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "JetBrainsMono-Regular.ttf",
)
LATIN = ["Inter", "Noto Sans Arabic UI", "Noto Sans Arabic", "Segoe UI", "SF Pro Text"]
ARABIC = ["Noto Sans Arabic UI", "Noto Sans Arabic", "Inter", "Segoe UI", "SF Pro Text"]
LAST = ["Noto Sans", "sans-serif"]
MONO = ["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono", *ARABIC]

POINTS_PER_PIXEL = 1.0 if sys.platform == "darwin" else 0.75
"""Sizes are set in points, so that the system's scale applies; macOS counts 72 to the inch."""


class Role(StrEnum):
    """What a piece of text is for; decides its size and weight."""

    NUMBER = "number"
    PAGE = "page"
    PANE = "pane"
    SECTION = "section"
    BODY = "body"
    SMALL = "small"
    CAPTION = "caption"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a role at 100 %: size and line height, in Latin and in Arabic, and its weight."""

    latin: int
    latin_line: int
    arabic: int
    arabic_line: int
    weight: int


SIZES = {
    Role.NUMBER: Size(24, 30, 24, 36, 600),
    Role.PAGE: Size(18, 24, 19, 30, 600),
    Role.PANE: Size(15, 22, 16, 26, 600),
    Role.SECTION: Size(13, 20, 14, 24, 600),
    Role.BODY: Size(13, 20, 14, 24, 400),
    Role.SMALL: Size(12, 16, 13, 20, 400),
    Role.CAPTION: Size(11, 14, 12, 18, 400),
    Role.MONO: Size(12, 18, 12, 18, 400),
}
_arabic = False


def load() -> None:
    """Make the shipped families known to Qt; call once, after the QApplication exists."""
    for name in FILES:
        QFontDatabase.addApplicationFont(str(shipped.path("fonts", name)))


def use_arabic(on: bool) -> None:
    """Put the Arabic family and sizes first (or back)."""
    global _arabic
    _arabic = on
    font.cache_clear()


def line_height(role: Role) -> int:
    """The line height of a role in pixels."""
    size = SIZES[role]
    return size.arabic_line if _arabic else size.latin_line


@lru_cache(maxsize=128)
def font(role: Role = Role.BODY, weight: int | None = None, pixels: int | None = None) -> QFont:
    """The font of a role; `weight` and `pixels` override it (the six digits are mono 34)."""
    size = SIZES[role]
    wanted = weight or size.weight
    made = QFont()
    if role is Role.MONO:
        made.setFamilies(MONO)
    else:
        made.setFamilies([*(ARABIC if _arabic else LATIN), *LAST])
    if _arabic and role is not Role.MONO and wanted in (500, 600):
        wanted = 700 if wanted == 600 else 400
    made.setWeight(QFont.Weight(wanted))
    if pixels is None:
        pixels = size.arabic if _arabic else size.latin
    made.setPointSizeF(pixels * POINTS_PER_PIXEL)
    made.setFeature(QFont.Tag("tnum"), 1)
    if role is Role.MONO:
        made.setFeature(QFont.Tag("calt"), 0)  # "://" stays three letters
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
