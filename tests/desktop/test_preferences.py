"""What only the window remembers."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from desktop.preferences import Preference, Preferences


def test_preferences_outlive_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    first = Preferences(tmp_path)
    with qtbot.waitSignal(first.changed) as changed:
        first.keep(Preference.PAGE, "devices")
    assert changed.args == [Preference.PAGE.value]
    first.keep(Preference.CLOSE_TO_TRAY, True)
    first.keep_state("jobs", QByteArray(b"\x00\x01columns"))
    first.save()
    second = Preferences(tmp_path)
    assert second.text(Preference.PAGE) == "devices"
    assert second.switch(Preference.CLOSE_TO_TRAY) is True
    assert second.state("jobs") == QByteArray(b"\x00\x01columns")


def test_what_was_never_kept_has_its_default(tmp_path: Path, qtbot: QtBot) -> None:
    made = Preferences(tmp_path)
    assert made.text(Preference.PAGE) == "overview"
    assert made.switch(Preference.CLOSE_TO_TRAY) is False
    assert made.state("nothing").isEmpty()
