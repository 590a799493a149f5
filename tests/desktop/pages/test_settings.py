"""Settings: built from the declared ones, saved at once, with a way back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.list import AccountsDialog
from desktop.pages.settings import SettingsPage
from desktop.pages.settings_extra import AccountsPart
from desktop.widgets.choices import Switch
from models.audit import AuditCheck
from models.errors import InvalidInput
from tests.support.desk import OPERATOR, RecordingHub


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: bool(made._values))
    yield made
    made.close_page()


def switch(page: SettingsPage, key: str) -> Switch:
    control = page.rows[key].control
    assert isinstance(control, Switch)
    return control


def test_a_switch_is_saved_at_once_and_can_be_undone(
    page: SettingsPage, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    qtbot.mouseClick(switch(page, "lan_enabled"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.toasts.kept))
    assert hub.asked == [("settings.set", ("lan_enabled", True, OPERATOR), {})]
    words, undo = desk.toasts.kept[0].action
    assert words == "Undo"
    undo()
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked[1] == ("settings.set", ("lan_enabled", False, OPERATOR), {})


def test_the_warning_stays_as_long_as_the_network_is_on(page: SettingsPage, qtbot: QtBot) -> None:
    assert page.lan.isHidden()
    qtbot.mouseClick(switch(page, "lan_enabled"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.lan.isHidden())


def test_what_the_hub_refuses_is_put_back(
    page: SettingsPage, desk: Desk, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["settings.set"] = InvalidInput("reduce_motion", "must be on or off")
    qtbot.mouseClick(switch(page, "reduce_motion"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.toasts.kept))
    assert desk.toasts.kept[0].text == "must be on or off"
    assert not switch(page, "reduce_motion").isChecked()


def test_a_port_is_a_port(page: SettingsPage, hub: RecordingHub, qtbot: QtBot) -> None:
    field = page.rows["hub_port"].control
    field.selectAll()
    qtbot.keyClicks(field, "99999")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert hub.asked == []
    field.selectAll()
    qtbot.keyClicks(field, "47200")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("settings.set", ("hub_port", 47200, OPERATOR), {})]


def test_settings_can_be_searched(page: SettingsPage) -> None:
    page._find("theme")
    assert not page.rows["theme"].isHidden()
    assert page.rows["hub_port"].isHidden()
    page._find("")
    assert not page.rows["hub_port"].isHidden()


def test_who_changed_what(page: SettingsPage) -> None:
    model = page.changes.timeline.model()
    assert model.rowCount() > 3
    assert "Sami" in " ".join(model.index(row, 0).data() for row in range(model.rowCount()))


def test_the_chain_is_checked_on_demand(
    page: SettingsPage, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["audit.verify"] = AuditCheck(whole=True, entries=213)
    qtbot.mouseClick(page.changes.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.changes.banner.title.text() == "The chain is whole")
    hub.answers["audit.verify"] = AuditCheck(
        whole=False, entries=10, bad_seq=11, problem="Entry 11 does not follow."
    )
    qtbot.mouseClick(page.changes.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.changes.banner.title.text() == "The chain is broken")


def test_the_end_pane_goes_when_it_is_narrow(page: SettingsPage) -> None:
    page.resize(900, 800)
    assert page.changes.isHidden()


def test_what_is_kept_is_told(page: SettingsPage) -> None:
    assert "files" in page.storage._proofs.fact.whole()


def test_the_accounts_are_a_click_away_from_publishing(page: SettingsPage, desk: Desk) -> None:
    (part,) = page.findChildren(AccountsPart)
    desk.window.show()
    part.show_all.click()
    (dialog,) = desk.window.findChildren(AccountsDialog)
    assert dialog.isVisible()
    dialog.reject()
