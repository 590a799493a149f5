"""The Publish page: its tabs, and how one goes to them from elsewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.list import AccountsDialog
from desktop.pages.publish.page import PublishPage
from desktop.pages.publish.tab import TABS
from desktop.shell import Shell
from desktop.theme.tones import Tone
from tests.support.sample import Sample


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


def test_what_is_counted_stands_beside_the_tabs(posts_page: PublishPage) -> None:
    counts = {tab.key: (tab.count, tab.tone) for tab in posts_page.views._tabs}
    assert counts["queue"] == ("13", None)
    assert counts["outcomes"] == ("1 to decide", Tone.UNKNOWN)
    assert counts["posts"] == ("25", None)


def test_a_workspace_narrows_the_counts(
    posts_page: PublishPage, posts_desk: Desk, posts_sample: Sample, qtbot: QtBot
) -> None:
    posts_desk.workspaces.choose(posts_sample.coffee)
    qtbot.waitUntil(lambda: posts_page.views._tabs[3].count == "12")


def test_ctrl_e_exports_what_was_published(posts_page: PublishPage, tmp_path: Path,
                                           qtbot: QtBot) -> None:  # fmt: skip
    target = tmp_path / "out.csv"
    posts_page.tables.export(target)
    qtbot.waitUntil(target.exists)
    lines = target.read_bytes().decode("utf-8-sig").splitlines()
    assert "before_sha256" in lines[0]
    assert any("Meet Dr. Lina" in line for line in lines)


def test_a_place_that_cannot_be_written_is_said(
    posts_page: PublishPage, posts_desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    posts_page.tables.export(tmp_path / "no" / "such" / "folder" / "out.csv")
    qtbot.waitUntil(lambda: bool(posts_desk.toasts.kept))
    assert posts_desk.toasts.kept[0].tone is Tone.DANGER


def test_the_accounts_are_in_the_menu_of_the_page(posts_page: PublishPage) -> None:
    first = posts_page.more().actions()[0]
    assert first.text() == "Accounts…"
    first.trigger()
    (dialog,) = posts_page.desk.window.findChildren(AccountsDialog)
    assert dialog.isVisible()
    dialog.reject()
