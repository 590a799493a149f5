"""The look as the settings say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import i18n, look
from desktop.theme import motion
from desktop.theme.style import Theme


def test_everything_comes_into_force_at_once(qapp: QApplication, theme: Theme) -> None:
    look.apply(look.Look("ar", "arabic", "dark", True), qapp, theme)
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert i18n.number(12) == "١٢"
    assert theme.choice == "dark"
    assert motion.reduced()
    look.apply(look.Look("en", "latin", "light", False), qapp, theme)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert qapp.font().families()[0] == "Inter"
