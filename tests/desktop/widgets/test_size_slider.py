"""The slider for the size of tiles."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.widgets.size_slider import SizeSlider


def test_the_keyboard_moves_it_within_its_ends(qtbot: QtBot) -> None:
    slider = SizeSlider(140, 320, 300, name="Size of the pictures")
    qtbot.addWidget(slider)
    slider.show()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 320
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert slider.value() == 140
    assert slider.accessibleName() == "Size of the pictures"
