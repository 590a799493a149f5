"""The window over the real hub: started, spoken to, rebuilt, stopped; ports that are taken."""

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.seating import Seating
from desktop.theme.style import Theme
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from hub.service import HubOptions
from models.folder import DataFolder

ANY = HubOptions(port=0, api_port=0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder.open(tmp_path / "data")
    yield made
    made.close()


def finished(loop: QEventLoop, qtbot: QtBot, work: Coroutine[Any, Any, Any]) -> Any:
    task = loop.create_task(work)
    qtbot.waitUntil(task.done, timeout=15_000)
    return task.result()


@pytest.fixture
def seating(
    qapp: QApplication, theme: Theme, folder: DataFolder, loop: QEventLoop, qtbot: QtBot
) -> Iterator[Seating]:
    made = Seating(qapp, theme, folder, ANY)
    finished(loop, qtbot, made.open())
    yield made
    finished(loop, qtbot, made.close())


def test_a_new_folder_opens_on_overview_with_a_running_hub(seating: Seating, qtbot: QtBot) -> None:
    shell = seating.shell
    assert shell is not None
    assert shell.window.isVisible()
    assert shell.window.current_page().key == "overview"
    assert "Hub running" in shell.window.status.hub.words()
    assert "127.0.0.1" in shell.window.status.hub.words()


def test_a_verb_goes_to_the_hub_and_comes_back_as_a_change(seating: Seating, qtbot: QtBot) -> None:
    shell = seating.shell
    with qtbot.waitSignal(shell.desk.bridge.pauses):
        shell.toggle_pause()
    qtbot.waitUntil(lambda: shell.summary.paused)
    banners = shell.window.findChildren(Banner)
    assert any("Everything is paused." in banner.title.text() for banner in banners)
    shell.toggle_pause()
    qtbot.waitUntil(lambda: not shell.summary.paused)


def test_the_window_is_built_anew_in_another_language(
    seating: Seating, qtbot: QtBot, qapp: QApplication
) -> None:
    before = seating.shell
    actor = before.desk.actions.actor
    before.desk.actions.run(lambda hub: hub.settings.set("language", "ar", actor))
    qtbot.waitUntil(lambda: seating.shell is not before and seating.shell is not None)
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert seating.shell.window.current_page().title.text() == "نظرة عامة"
    assert "المركز يعمل" in seating.shell.window.status.hub.words()


def test_another_theme_needs_no_new_window(seating: Seating, theme: Theme, qtbot: QtBot) -> None:
    before = seating.shell
    actor = before.desk.actions.actor
    with qtbot.waitSignal(theme.changed):
        before.desk.actions.run(lambda hub: hub.settings.set("theme", "dark", actor))
    assert theme.choice == "dark"
    assert seating.shell is before


def test_a_new_workspace_is_in_the_switcher(seating: Seating, qtbot: QtBot) -> None:
    from desktop.dialogs.name import NameDialog

    shell = seating.shell
    shell.new_workspace()
    dialog = shell.window.findChild(NameDialog)
    dialog.field.setText("Amman Dental Group")
    qtbot.mouseClick(dialog.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Amman Dental Group" in [w.name for w in shell.desk.workspaces.all()])


def test_closing_the_window_is_a_wish(seating: Seating, qtbot: QtBot) -> None:
    with qtbot.waitSignal(seating.quit_wanted):
        seating.shell.window.close()


def test_a_taken_port_is_said_and_another_is_offered(
    qapp: QApplication, theme: Theme, folder: DataFolder, loop: QEventLoop, qtbot: QtBot
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        seating = Seating(qapp, theme, folder, HubOptions(port=port, api_port=0))
        finished(loop, qtbot, seating.open())
        shell = seating.shell
        assert shell.window.status.hub.words() == "Hub is down"
        banner = shell.window.findChildren(Banner)[0]
        assert banner.title.text() == "The hub could not start."
        assert str(port) in banner.text.text()
        offered = next(b for b in banner.findChildren(Button) if b.text().startswith("Use"))
        assert offered.text() == f"Use {port + 2}"
        qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Hub running" in shell.window.status.hub.words(), timeout=10_000)
        qtbot.waitUntil(lambda: not shell.window.findChildren(Banner))
        finished(loop, qtbot, seating.close())


def test_try_again_starts_the_hub_when_the_port_is_free(
    qapp: QApplication, theme: Theme, folder: DataFolder, loop: QEventLoop, qtbot: QtBot
) -> None:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    port = taken.getsockname()[1]
    seating = Seating(qapp, theme, folder, HubOptions(port=port, api_port=0))
    finished(loop, qtbot, seating.open())
    taken.close()
    banner = seating.shell.window.findChildren(Banner)[0]
    again = next(b for b in banner.findChildren(Button) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    words = seating.shell.window.status.hub
    qtbot.waitUntil(lambda: f":{port}" in words.words(), timeout=10_000)
    finished(loop, qtbot, seating.close())


def test_a_second_start_finds_the_window_where_it_was(
    qapp: QApplication, theme: Theme, folder: DataFolder, loop: QEventLoop, qtbot: QtBot
) -> None:
    first = Seating(qapp, theme, folder, ANY)
    finished(loop, qtbot, first.open())
    first.shell.window.show_page("devices")
    finished(loop, qtbot, first.close())
    second = Seating(qapp, theme, folder, ANY)
    opening = loop.create_task(second.open())
    qtbot.waitUntil(lambda: second.shell is not None)
    assert second.shell.window.current_page().key == "devices"
    qtbot.waitUntil(opening.done, timeout=15_000)
    finished(loop, qtbot, second.close())


def test_verbs_without_a_hub_are_refused_politely(
    qapp: QApplication, theme: Theme, folder: DataFolder, loop: QEventLoop, qtbot: QtBot
) -> None:
    seating = Seating(qapp, theme, folder, ANY)
    finished(loop, qtbot, seating.open())
    shell = seating.shell
    finished(loop, qtbot, seating._engine.stop())
    shell.toggle_pause()
    qtbot.waitUntil(lambda: bool(shell.desk.toasts.kept))
    assert shell.desk.toasts.kept[0].text == "The hub is not running."
    finished(loop, qtbot, asyncio.wait_for(seating.close(), 10))
