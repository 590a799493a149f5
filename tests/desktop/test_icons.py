"""Icons: shipped, tinted, mirrored where the design says so."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication

import desktop
from desktop import icons
from desktop.presenters import audit, jobs, phases
from desktop.theme.style import Theme
from desktop.theme.tokens import DARK, LIGHT
from desktop.theme.tones import Tone
from hub import shipped

NAMES = sorted(path.stem for path in shipped.path("icons").glob("*.svg"))


def ink_of(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {
        image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() > 250
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(name: str, qapp: QApplication) -> None:
    assert ink_of(icons.pixmap(name, 32, QColor(255, 0, 0))) == {"#ff0000"}


def test_every_icon_that_the_code_names_is_shipped() -> None:
    named = {state.icon for state in phases.PHASES.values()}
    named |= {state.icon for state in phases.INTEGRITY.values()}
    named |= {icon for _, icon in jobs.TYPES.values()}
    named |= {icon for _, icon, _ in audit.ACTIONS.values()}
    for file in Path(desktop.__file__).parent.rglob("*.py"):
        text = file.read_text("utf-8")
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'icons\.icon\("([a-z0-9-]+)"', text))
    assert named <= set(NAMES)


def test_the_licence_lies_beside_the_icons() -> None:
    assert "ISC" in shipped.path("icons", "LICENSE.txt").read_text("utf-8")


def test_arrows_are_mirrored_from_the_right_and_other_icons_are_not(qapp: QApplication) -> None:
    def drawn(name: str) -> QImage:
        return icons.pixmap(name, 32, QColor(0, 0, 0)).toImage()

    left_to_right = {name: drawn(name) for name in ("undo-2", "search")}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert drawn("undo-2") == left_to_right["undo-2"].flipped(Qt.Orientation.Horizontal)
    assert drawn("search") == left_to_right["search"]


def test_an_icon_that_was_made_once_follows_the_theme(theme: Theme) -> None:
    made = icons.icon("check", Tone.TEXT)
    theme.choose("light")
    assert ink_of(made.pixmap(QSize(32, 32))) == {LIGHT.text.lower()}
    theme.choose("dark")
    assert ink_of(made.pixmap(QSize(32, 32))) == {DARK.text.lower()}
    assert ink_of(made.pixmap(QSize(32, 32), QIcon.Mode.Disabled)) == {DARK.disabled.lower()}


def test_the_drawing_has_the_pixels_of_the_screen(qapp: QApplication) -> None:
    sharp = icons.pixmap("check", 16, QColor(0, 0, 0), 2.0)
    assert (sharp.width(), sharp.devicePixelRatio()) == (32, 2.0)


def test_the_application_has_an_icon(qapp: QApplication) -> None:
    assert len(icons.application_icon().availableSizes()) >= 6
