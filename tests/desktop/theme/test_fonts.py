"""The shipped fonts and the roles of type."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics

from desktop.theme import fonts
from desktop.theme.fonts import Role
from hub import shipped


@pytest.mark.parametrize("name", fonts.FILES)
def test_every_shipped_font_can_be_loaded(name: str, qapp: object) -> None:
    number = QFontDatabase.addApplicationFont(str(shipped.path("fonts", name)))
    assert number >= 0
    assert QFontDatabase.applicationFontFamilies(number)


def test_the_licence_lies_beside_the_fonts() -> None:
    text = shipped.path("fonts", "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    for family in ("Inter", "Noto Sans Arabic", "JetBrains Mono"):
        assert family in text


@pytest.mark.parametrize("role", list(Role))
def test_roles_have_the_sizes_of_the_design(role: Role) -> None:
    fonts.use_arabic(False)
    assert QFontInfo(fonts.font(role)).pixelSize() == fonts.SIZES[role].latin
    fonts.use_arabic(True)
    assert QFontInfo(fonts.font(role)).pixelSize() == fonts.SIZES[role].arabic
    assert fonts.line_height(role) == fonts.SIZES[role].arabic_line


def test_arabic_comes_first_in_arabic() -> None:
    assert fonts.font().families()[0] == "Inter"
    fonts.use_arabic(True)
    assert fonts.font().families()[0].startswith("Noto Sans Arabic")
    assert fonts.font(Role.MONO).families()[0] == "JetBrains Mono"


def test_half_bold_arabic_takes_a_cut_that_exists() -> None:
    fonts.use_arabic(True)
    assert fonts.font(Role.PAGE).weight() == 700
    assert fonts.font(Role.BODY, 500).weight() == 400


def test_figures_are_of_one_width() -> None:
    metrics = QFontMetrics(fonts.font(Role.NUMBER))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
