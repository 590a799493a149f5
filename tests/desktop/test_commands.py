"""The keyboard: each command once, in the palette and in the list."""

from collections import Counter

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.news import NewsDialog
from desktop.dialogs.palette import PaletteDialog
from desktop.dialogs.shortcuts import ShortcutsDialog
from desktop.shell import Shell
from desktop.widgets.labels import PlainLabel
from tests.support.desk import RecordingHub


def action(shell: Shell, keys: str) -> object:
    return next(a for a in shell.commands.actions() if a.shortcut().toString() == keys)


def test_no_keys_mean_two_things(shell: Shell) -> None:
    shell.window.show_page("overview")
    keys = Counter(a.shortcut().toString() for a in shell.window.actions())
    del keys[""]
    assert max(keys.values()) == 1


def test_the_keys_of_the_design_exist(shell: Shell) -> None:
    keys = {a.shortcut().toString() for a in shell.window.actions()}
    wanted = {
        "Ctrl+1", "Ctrl+2", "Ctrl+,", "Ctrl+F", "Ctrl+N", "Ctrl+K", "Ctrl+/", "Ctrl+G",
        "Ctrl+E", "Ctrl+Shift+N", "Ctrl+Shift+P", "F6", "Shift+F6", "Ctrl+Return",
    }  # fmt: skip
    assert wanted <= keys


def test_pages_by_number(shell: Shell) -> None:
    shell.window.show_page("devices")
    action(shell, "Ctrl+1").trigger()
    assert shell.window.current_page().key == "overview"
    action(shell, "Ctrl+,").trigger()
    assert shell.window.current_page().key == "settings"


def test_the_next_thing_that_needs_somebody_goes_round(shell: Shell, qtbot: QtBot) -> None:
    went: list[str] = []
    shell.window.show()
    shell.window.show_page("overview")
    shell.window.show_page = lambda page, item=None: went.append(item)
    for number in range(3):
        action(shell, "Ctrl+G").trigger()
        qtbot.waitUntil(lambda wanted=number + 1: len(went) == wanted)
    assert went[0] != went[1]
    assert went[0] == went[2]


def test_ctrl_f_goes_to_the_search_of_the_page(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitActive(shell.window):
        shell.window.show()
        shell.window.activateWindow()
    shell.window.show_page("settings")
    action(shell, "Ctrl+F").trigger()
    assert shell.window.focusWidget() is shell.window.current_page().search


def test_f6_goes_by_panes(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitActive(shell.window):
        shell.window.show()
        shell.window.activateWindow()
    shell.window.show_page("settings")
    shell.window.sidebar.pages.setFocus()
    action(shell, "F6").trigger()
    page = shell.window.current_page()
    assert page.isAncestorOf(shell.window.focusWidget())
    action(shell, "Shift+F6").trigger()
    assert shell.window.focusWidget() is shell.window.sidebar.pages


def test_the_list_shows_every_shortcut(shell: Shell, qtbot: QtBot) -> None:
    shell.window.show()
    action(shell, "Ctrl+/").trigger()
    dialog = shell.window.findChild(ShortcutsDialog)
    words = {label.text() for label in dialog.findChildren(PlainLabel)}
    assert {a.text() for a in shell.window.actions() if not a.shortcut().isEmpty()} <= words
    dialog.reject()


def test_news_that_are_gone_can_be_read_again(shell: Shell, qtbot: QtBot) -> None:
    shell.window.show()
    shell.desk.toasts.tell("Exported 8 106 rows").leave()
    next(a for a in shell.commands.actions() if a.text() == "News").trigger()
    dialog = shell.window.findChild(NewsDialog)
    assert "Exported 8 106 rows" in dialog.list.model().index(0, 0).data()
    dialog.reject()


def palette(shell: Shell, qtbot: QtBot) -> PaletteDialog:
    shell.window.show()
    shell.window.show_page("overview")
    shell.commands.open_palette()
    dialog = shell.window.findChild(PaletteDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 20)
    return dialog


def test_the_palette_finds_jobs_devices_and_actions(shell: Shell, qtbot: QtBot) -> None:
    dialog = palette(shell, qtbot)
    qtbot.keyClicks(dialog.field, "laptop mona")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.model.view_at(0).title == "Laptop Mona - Firefox"
    dialog.field.setText("brunch")
    qtbot.waitUntil(lambda: dialog.model.view_at(0) and "Brunch" in dialog.model.view_at(0).title)
    dialog.field.setText("pair")
    qtbot.waitUntil(lambda: dialog.model.view_at(0).title == "Pair a device")
    dialog.reject()


def test_enter_takes_what_is_chosen(shell: Shell, qtbot: QtBot) -> None:
    dialog = palette(shell, qtbot)
    dialog.field.setText("settings")
    qtbot.waitUntil(lambda: dialog.model.view_at(0) and dialog.model.view_at(0).title == "Settings")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert shell.window.current_page().key == "settings"


def test_arrows_move_the_choice(shell: Shell, qtbot: QtBot) -> None:
    dialog = palette(shell, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Down)
    assert dialog.list.currentIndex().row() == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Up)
    qtbot.keyClick(dialog, Qt.Key.Key_Up)
    assert dialog.list.currentIndex().row() == 0
    dialog.reject()


def test_pause_by_keys(shell: Shell, hub: RecordingHub, qtbot: QtBot) -> None:
    action(shell, "Ctrl+Shift+P").trigger()
    qtbot.waitUntil(lambda: hub.verbs() == ["pauses.pause"])
