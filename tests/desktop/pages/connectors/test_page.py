"""Connectors: how they fare, the switch, who presses, a dry run on a device."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.account.list import AccountsDialog
from desktop.pages.connectors.dry_run import DryRunDialog
from desktop.pages.connectors.page import ConnectorsPage
from desktop.widgets.labels import PlainLabel
from desktop.widgets.segments import Segments
from tests.support import sample
from tests.support.connector_readings import NAMES, reading, view
from tests.support.desk import OPERATOR, RecordingHub


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ConnectorsPage]:
    made = ConnectorsPage(desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    made.show_reading(reading(sample.NOW))
    yield made
    made.close_page()


def cell(page: ConnectorsPage, id: str, column: str) -> str:
    found = page.model.get(id)
    assert found is not None
    return page.model.cell(found, column).text


def test_it_reads_the_store_by_itself(desk: Desk, qtbot: QtBot) -> None:
    page = ConnectorsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.fact.text() == "2 connectors"
    assert page.detail.title.text() == "Maps list"
    page.close_page()


def test_every_connector_says_how_it_fares_in_words(page: ConnectorsPage) -> None:
    assert page.fact.text() == "7 connectors, 2 need a look"
    assert cell(page, "google_maps", "health") == "Phone found on 3 of 120"
    assert cell(page, "google_search", "health") == "all fields well"
    assert cell(page, "linkedin", "health") == "8 of 9 posts seen"
    assert cell(page, "mastodon", "health") == "few runs yet: 2"
    assert cell(page, "bluesky", "health") == "no runs yet"
    assert cell(page, "google_maps", "verified") == "2 of 4 devices"
    assert cell(page, "mastodon", "verified") == "not yet verified"
    assert cell(page, "facebook_page", "press") == "You press"
    assert cell(page, "google_maps", "press") == "reads only"


def test_the_weak_field_is_explained_below(page: ConnectorsPage) -> None:
    assert page.detail.banner.isVisible()
    title = page.detail.banner.title.text()
    assert title == "Phone was found on 3 of 120 rows, usually on 112"
    page.open_item("google_search")
    assert not page.detail.banner.isVisible()
    assert page.detail.title.text() == "Search page"


def test_the_devices_say_what_is_known_of_each(page: ConnectorsPage) -> None:
    said = [label.text() for label in page.detail.devices.findChildren(PlainLabel)]
    assert any(text.startswith("did not work") for text in said)
    assert "not yet verified" in said
    assert NAMES[0] in said


def test_the_terms_of_the_platform_are_told(page: ConnectorsPage) -> None:
    assert "careful choice" in page.detail.terms.text()
    page.open_item("x")
    assert "X's terms forbid" in page.detail.terms.text()


def test_the_switch_turns_the_connector_and_the_one_that_looks(
    page: ConnectorsPage, hub: RecordingHub, qtbot: QtBot
) -> None:
    page.table.turned.emit(view("x"), False)
    qtbot.waitUntil(lambda: len(hub.asked) == 2)
    assert hub.asked == [
        ("connectors.set_enabled", ("x", False, OPERATOR), {}),
        ("connectors.set_enabled", ("x_verify", False, OPERATOR), {}),
    ]


def test_space_and_a_click_on_the_switch_turn_it(
    page: ConnectorsPage, hub: RecordingHub, qtbot: QtBot
) -> None:
    page.open_item("google_search")
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(hub.asked) == 1)
    row = page.model.row_of("google_search")
    for column, asked in ((0, 1), (len(page.model.columns) - 1, 2)):
        place = page.table.visualRect(page.model.index(row, column)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.waitUntil(lambda asked=asked: len(hub.asked) == asked)
    assert hub.verbs() == ["connectors.set_enabled"] * 2


def test_who_presses_is_chosen_for_each_that_publishes(
    page: ConnectorsPage, hub: RecordingHub, qtbot: QtBot
) -> None:
    rows = [one for one in page.detail.press.findChildren(Segments) if one.isVisibleTo(page)]
    assert len(rows) == 5
    facebook = next(one for one in rows if "Facebook" in one.accessibleName())
    assert facebook.value() == "operator"
    qtbot.keyClick(facebook, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("connectors.set_press", ("facebook_page", "agent", OPERATOR), {})]


def test_a_dry_run_is_ordered_for_a_device(
    page: ConnectorsPage, desk: Desk, hub: RecordingHub, window: QWidget, qtbot: QtBot
) -> None:
    page.open_item("linkedin")
    qtbot.mouseClick(page.detail.verify, Qt.MouseButton.LeftButton)
    dialog = window.findChild(DryRunDialog)
    assert dialog is not None
    assert dialog.device.currentData() == "device-1"
    dialog.handle.setText("amman")
    qtbot.mouseClick(dialog.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(hub.asked))
    name, args, more = hub.asked[0]
    assert (name, args) == ("dry_runs.start", ("linkedin", "device-1"))
    assert more["handle"] == "amman"
    assert more["text"]


def test_a_search_is_tried_with_words(
    page: ConnectorsPage, desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    page.open_item("google_maps")
    qtbot.mouseClick(page.detail.dry, Qt.MouseButton.LeftButton)
    dialog = window.findChild(DryRunDialog)
    assert dialog is not None
    assert not dialog.answer.isEnabled()
    dialog.text.setText("dentists")
    assert dialog.answer.isEnabled()
    dialog.reject()


def test_without_a_device_there_is_nothing_to_try(page: ConnectorsPage) -> None:
    page.open_item("bluesky")
    assert not page.detail.dry.isEnabled()
    assert not page.detail.verify.isEnabled()


@pytest.mark.usefixtures("arabic")
def test_it_speaks_arabic(page: ConnectorsPage) -> None:
    assert page.title.text() == "الموصلات"
    assert "من" in cell(page, "google_maps", "health")
    page.open_item("x")
    assert "إكس" in page.detail.terms.text()


def test_accounts_that_say_otherwise_are_a_click_away(page: ConnectorsPage, desk: Desk) -> None:
    page.detail.accounts.click()
    (dialog,) = desk.window.findChildren(AccountsDialog)
    assert dialog.isVisible()
    dialog.reject()
