"""The Publish page: its tabs, and how one goes to them from elsewhere."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.publish.page import PublishPage
from desktop.pages.publish.tab import TABS
from desktop.shell import Shell


def test_the_calendar_is_first(page: PublishPage) -> None:
    assert page.views.key() == page.tab().key == "calendar"
    assert page.tab().isVisible()


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_every_tab_is_reached_by_its_key(page: PublishPage, key: str) -> None:
    page.open_item(key)
    assert page.views.key() == page.tab().key == key
    assert page.tab().isVisible()


def test_a_thing_of_a_tab_is_shown_there(
    page: PublishPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    page.go("outcomes")
    page.go("posts")
    for key in ("outcomes", "posts"):
        monkeypatch.setattr(
            page.tabs[key], "open_item", lambda item, k=key: shown.append((k, item))
        )
    page.open_item("outcomes/run-7")
    page.open_item("0192-a-post")
    assert shown == [("outcomes", "run-7"), ("posts", "0192-a-post")]
    assert page.views.key() == "posts"


def test_the_arrows_go_along_the_tabs(page: PublishPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.views, Qt.Key.Key_Right)
    assert page.tab().key == "queue"


def test_new_post_from_anywhere_comes_to_the_calendar(shell: Shell) -> None:
    shell.window.show()
    shell.window.show_page("overview")
    action = next(a for a in shell.commands.actions() if a.text() == "New post")
    action.trigger()
    page = shell.window.current_page()
    assert isinstance(page, PublishPage)
    assert page.views.key() == "calendar"
