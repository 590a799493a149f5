"""The theme on the application: pixels, not promises."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import desktop
from desktop.theme import current
from desktop.theme.style import Theme, sheet
from desktop.theme.tokens import DARK, LIGHT
from hub import shipped


def grabbed(qtbot: QtBot) -> str:
    widget = QWidget()
    widget.setProperty("ground", "surface")
    qtbot.addWidget(widget)
    widget.resize(20, 20)
    return widget.grab().toImage().pixelColor(10, 10).name().upper()


def test_the_chosen_theme_is_painted(theme: Theme, qtbot: QtBot) -> None:
    theme.choose("dark")
    assert grabbed(qtbot) == DARK.surface
    theme.choose("light")
    assert grabbed(qtbot) == LIGHT.surface


def test_changing_the_theme_tells_and_is_in_force(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert current.tokens() is DARK


def test_auto_follows_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.choose("auto")
    assert theme.wanted() in (LIGHT, DARK)
    assert current.tokens() is theme.wanted()


def test_an_unknown_theme_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.choose("sepia")


def test_all_three_groups_of_the_palette_are_ours(theme: Theme, qapp: QApplication) -> None:
    theme.choose("light")
    palette = qapp.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert palette.color(group, QPalette.ColorRole.Text) == QColor(LIGHT.text)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(LIGHT.disabled)


def test_the_sheet_is_short_and_wholly_filled_in() -> None:
    assert "@" not in sheet(DARK).partition("*/")[2]
    assert len(shipped.path("style.qss").read_text("utf-8").splitlines()) < 150


def test_no_colour_is_written_down_anywhere_else() -> None:
    root = Path(desktop.__file__).parent
    hexes = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']""")
    offenders = [
        str(file)
        for file in root.rglob("*.py")
        if file.name != "tokens.py" and hexes.search(file.read_text("utf-8"))
    ]
    assert not offenders
    assert not hexes.search(shipped.path("style.qss").read_text("utf-8"))
    assert not re.search(r"#[0-9A-Fa-f]{6}", shipped.path("style.qss").read_text("utf-8"))
