"""The accounts of a post, and what can be done with them there."""

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.dialog import AccountDialog
from desktop.pages.publish.composer.account_menu import account_menu
from desktop.pages.publish.composer.pane import Composer
from tests.desktop.pages.publish.composer.conftest import FACEBOOK, INSTAGRAM, X, tick
from tests.support.desk import OPERATOR, RecordingHub


def test_every_account_names_its_browser(composer: Composer) -> None:
    said = {key: line.device.whole() for key, line in composer.accounts.lines.items()}
    assert "Front desk - Chrome" in said[X]
    assert len(said) == 8


def test_the_first_account_says_whose_post_it_is(composer: Composer, qtbot: QtBot) -> None:
    tick(composer, X, qtbot)
    assert set(composer.accounts.lines) == {
        X, INSTAGRAM, FACEBOOK, "linkedin:cairo coffee house"
    }  # fmt: skip
    assert composer.head.fact.whole().startswith("\u2068Cairo Coffee House")


def test_an_account_is_paused_where_it_is_shown(
    composer: Composer, hub: RecordingHub, posts_desk: Desk, qtbot: QtBot
) -> None:
    row = composer.accounts.lines[X].row
    menu = account_menu(posts_desk, row, [], "Front desk", composer)
    words = [action.text() for action in menu.actions() if action.text()]
    assert len([one for one in words if one.startswith("Pause")]) == 3
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(posts_desk.toasts.kept))
    assert hub.asked == [("pauses.pause", ("account", X, OPERATOR), {})]
    assert "nothing is pressed" in posts_desk.toasts.kept[0].text


def test_an_account_opens_from_its_row(composer: Composer, posts_desk: Desk) -> None:
    row = composer.accounts.lines[X].row
    menu = account_menu(posts_desk, row, [], "Front desk", composer)
    menu.actions()[-1].trigger()
    (dialog,) = posts_desk.window.findChildren(AccountDialog)
    assert dialog.isVisible()
    dialog.reject()
