"""Pages are there before they are wanted, and the one in view stays in view."""

from pytestqt.qtbot import QtBot

from desktop.pages.registry import PAGES, SETTINGS
from desktop.shell import Shell
from desktop.warming import Warming

KEYS = {entry.key for entry in (*PAGES, *SETTINGS)}


def test_in_the_end_every_page_is_built_and_none_has_come_into_view(
    shell: Shell, qtbot: QtBot
) -> None:
    shell.window.show_page("overview")
    shell.window.show()
    assert set(shell.window.pages) == {"overview"}
    Warming(shell.window).start()
    qtbot.waitUntil(lambda: set(shell.window.pages) == KEYS, timeout=20_000)
    assert shell.window.current_page().key == "overview"
    assert not shell.window.pages["jobs"].tasks.running


def test_a_window_out_of_view_is_left_alone(shell: Shell) -> None:
    shell.window.show_page("overview")
    warming = Warming(shell.window)
    for _ in range(4):
        warming.step()
    assert set(shell.window.pages) == {"overview"}


def test_a_page_is_built_when_it_is_first_shown(shell: Shell) -> None:
    shell.window.show()
    assert "devices" not in shell.window.pages
    shell.window.show_page("devices")
    assert shell.window.pages["devices"] is shell.window.current_page()
