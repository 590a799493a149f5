"""The columns of the table: those one wants, as far as there is room, as one left them."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.item_models.jobs import JobsModel
from desktop.pages.jobs.columns import Columns
from desktop.pages.jobs.table import JobTable
from desktop.preferences import Preferences


@pytest.fixture
def table(qtbot: QtBot, window: QWidget) -> JobTable:
    made = JobTable(JobsModel(lambda: 0, lambda _: "#2B8A78"), window)
    made.resize(900, 400)
    window.show()
    return made


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path)


def shown(table: JobTable) -> list[str]:
    header = table.horizontalHeader()
    order = [header.logicalIndex(n) for n in range(header.count())]
    keys = [(n, table.jobs.columns[n].key) for n in order]
    return [key for n, key in keys if not table.isColumnHidden(n)]


ALL = ["job", "phase", "progress", "rows", "device", "updated"]


def test_all_columns_are_there_when_there_is_room(
    table: JobTable, preferences: Preferences
) -> None:
    Columns(table, preferences).fit(1440)
    assert shown(table) == ALL


def test_the_device_goes_first_then_the_rows(
    table: JobTable, preferences: Preferences, qtbot: QtBot
) -> None:
    columns = Columns(table, preferences)
    columns.fit(1279)
    assert shown(table) == ["job", "phase", "progress", "rows", "updated"]
    table.resize(580, 400)
    qtbot.waitUntil(lambda: table.viewport().width() <= 580)
    columns.fit(1200)
    assert shown(table) == ["job", "phase", "progress", "updated"]
    table.resize(900, 400)
    qtbot.waitUntil(lambda: table.viewport().width() > 800)
    columns.fit(1440)
    assert shown(table) == ALL


def test_the_job_has_its_least_width(
    table: JobTable, preferences: Preferences, qtbot: QtBot
) -> None:
    columns = Columns(table, preferences)
    table.resize(620, 400)
    qtbot.waitUntil(lambda: table.viewport().width() <= 620)
    columns.fit(1200)
    assert table.columnWidth(0) >= 180


def test_what_was_hidden_stays_hidden_but_not_what_had_no_room(
    table: JobTable, preferences: Preferences, window: QWidget
) -> None:
    columns = Columns(table, preferences)
    columns.fit(1200)
    columns.want("progress", on=False)
    columns.want("job", on=False)
    table.horizontalHeader().moveSection(5, 1)
    columns.keep()
    again = JobTable(JobsModel(lambda: 0, lambda _: "#2B8A78"), window)
    again.resize(900, 400)
    again.show()
    kept = Columns(again, preferences)
    kept.fit(1440)
    assert shown(again) == ["job", "updated", "phase", "rows", "device"]
    assert (kept.wanted("progress"), kept.wanted("device")) == (False, True)
