"""How the application looks and speaks, as the settings say."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.theme import fonts, motion
from desktop.theme.style import Theme
from models import settings

KEYS = frozenset({"language", "digits", "theme", "reduce_motion"})
REBUILDS = frozenset({"language", "digits"})
"""What only a new window shows."""


@dataclass(frozen=True, slots=True)
class Look:
    """The settings that decide it."""

    language: str = "system"
    digits: str = "system"
    theme: str = "auto"
    reduce_motion: bool = False


def read(db: Any) -> Look:
    """What the store says."""
    return Look(
        language=settings.text(db, "language"),
        digits=settings.text(db, "digits"),
        theme=settings.text(db, "theme"),
        reduce_motion=settings.switch(db, "reduce_motion"),
    )


def apply(look: Look, app: QApplication, theme: Theme) -> None:
    """Put it in force; windows that stand keep their words and need to be built anew."""
    i18n.use(look.language, look.digits)
    fonts.use_arabic(i18n.right_to_left())
    motion.reduce(look.reduce_motion)
    direction = Qt.LayoutDirection
    app.setLayoutDirection(direction.RightToLeft if i18n.right_to_left() else direction.LeftToRight)
    theme.choose(look.theme)
