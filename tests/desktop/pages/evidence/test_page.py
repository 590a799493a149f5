"""The Evidence page as an operator relies on it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.export import ExportDialog, Scope
from desktop.pages.evidence.facets import FacetRow
from desktop.pages.evidence.page import EvidencePage
from desktop.presenters.cells import PlainCell
from models.views import EvidenceView
from tests.desktop.pages.evidence.conftest import settle, shown
from tests.support.findings import Findings

Arrive = Callable[[list[dict[str, object]]], list[EvidenceView]]

CLINICS: list[dict[str, object]] = [
    {"title": "Rabieh Smile Dental", "snippet": {"category": "Dental clinic", "phone": "+962 6 1"}},
    {"title": "عيادة حداد لطب الأسنان", "snippet": {"category": "Dental clinic"}},
    {"title": "مركز الأسنَان الحديث", "confidence": "medium", "snippet": {"phone": "+962 6 2"}},
    {"title": "Best dentist near 7th Circle", "type": "web_result", "source": "google_search",
     "confidence": "low", "url": "https://forum.example/t/1"},
    {"title": "Café Blue", "snippet": {"category": "Café", "website": "https://blue.example"}},
]  # fmt: skip


@pytest.fixture
def page(
    findings: Findings, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> Iterator[EvidencePage]:
    findings.store(CLINICS)
    with shown(own_desk, window, qtbot) as made:
        yield made


def titles(page: EvidencePage) -> list[str]:
    model = page.board.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def typed(page: EvidencePage, qtbot: QtBot, text: str) -> None:
    page.bar.search.setText(text)
    settle(page, qtbot)


def facet(page: EvidencePage, words: str) -> FacetRow:
    rows = page.facets.findChildren(FacetRow)
    return next(row for row in rows if row.text() == words and row.isVisibleTo(page))


def counts(page: EvidencePage) -> dict[str, str]:
    return {row.text(): row._count for row in page.facets.findChildren(FacetRow)}


def test_the_newest_finding_stands_on_top(page: EvidencePage) -> None:
    assert titles(page) == [row["title"] for row in reversed(CLINICS)]
    assert page.bar.counted() == "5 rows"


def test_search_finds_as_one_types_and_says_how_much(page: EvidencePage, qtbot: QtBot) -> None:
    typed(page, qtbot, "dent")
    # One by the beginning of its title's words, one by its kind.
    assert titles(page) == [
        "Best dentist near 7th Circle", "عيادة حداد لطب الأسنان", "Rabieh Smile Dental",
    ]  # fmt: skip
    assert page.bar.counted().startswith("3 of 5 rows, 0.0")


def test_an_arabic_stem_is_found_behind_its_article_and_its_vowels(
    page: EvidencePage, qtbot: QtBot
) -> None:
    typed(page, qtbot, "اسنان")
    assert titles(page) == ["مركز الأسنَان الحديث", "عيادة حداد لطب الأسنان"]
    for row in range(2):
        title = page.board.model.cell(page.board.model.view_at(row), "title")
        assert isinstance(title, PlainCell)
        ((start, length),) = title.hits
        assert title.text[start : start + length].startswith("أس")


def test_hits_are_marked_in_the_title(page: EvidencePage, qtbot: QtBot) -> None:
    typed(page, qtbot, "smile")
    cell = page.board.model.cell(page.board.model.view_at(0), "title")
    assert isinstance(cell, PlainCell)
    assert cell.hits == ((7, 5),)


def test_nothing_found_says_what_was_looked_through_and_how_to_go_back(
    page: EvidencePage, qtbot: QtBot
) -> None:
    facet(page, "Maps list").click()
    typed(page, qtbot, "zebra")
    assert page.board.nothing.isVisible()
    assert "Nothing matches" in page.board.nothing.title.text()
    assert "zebra" in page.board.nothing.title.text()
    assert page.board.nothing.text.text() == "1 filter is on. Looked through 5 rows."
    page.board.clear_wanted.emit()
    settle(page, qtbot)
    assert len(titles(page)) == 5
    assert page.bar.search.text() == ""


def test_a_filter_narrows_and_its_own_counts_stay(page: EvidencePage, qtbot: QtBot) -> None:
    assert counts(page)["Maps list"] == "4"
    facet(page, "Maps list").click()
    settle(page, qtbot)
    assert len(titles(page)) == 4
    found = counts(page)
    assert (found["Maps list"], found["Search page"]) == ("4", "1")
    assert "Low" not in found  # other sections count what is left
    facet(page, "Phone").click()
    settle(page, qtbot)
    assert titles(page) == ["مركز الأسنَان الحديث", "Rabieh Smile Dental"]
    page.facets.cleared.emit()
    settle(page, qtbot)
    assert len(titles(page)) == 5


def test_headings_sort_and_sort_back(page: EvidencePage, qtbot: QtBot) -> None:
    page.board.table.sort_wanted.emit("title")
    settle(page, qtbot)
    assert titles(page)[0] == "Best dentist near 7th Circle"
    page.board.table.sort_wanted.emit("title")
    settle(page, qtbot)
    assert titles(page)[-1] == "Best dentist near 7th Circle"


def test_rows_that_come_stand_on_top_and_are_new(
    page: EvidencePage, arrive: Arrive, qtbot: QtBot
) -> None:
    arrive([{"title": "Dabouq Orthodontics"}])
    qtbot.waitUntil(lambda: titles(page)[0] == "Dabouq Orthodontics")
    cell = page.board.model.cell(page.board.model.view_at(0), "title")
    assert isinstance(cell, PlainCell)
    assert cell.badge == "new"
    assert page.bar.counted() == "6 rows"


def test_a_row_that_does_not_match_only_raises_the_total(
    page: EvidencePage, arrive: Arrive, qtbot: QtBot
) -> None:
    typed(page, qtbot, "smile")
    arrive([{"title": "Korba Coffee House"}])
    settle(page, qtbot)
    assert titles(page) == ["Rabieh Smile Dental"]
    assert page.bar.counted().startswith("1 of 6 rows")


def test_rows_under_the_pointer_do_not_move(
    findings: Findings, own_desk: Desk, window: QWidget, arrive: Arrive, qtbot: QtBot
) -> None:
    for part in range(10):
        findings.store({"title": f"Place {part * 500 + n:04}"} for n in range(500))
    with shown(own_desk, window, qtbot) as page:
        table = page.board.table
        assert page.board.model.rowCount() == 5000
        table.verticalScrollBar().setValue(2000 * 32)
        qtbot.waitUntil(lambda: page.board.model.index(table.rowAt(40), 1).data() is not None)
        here = table.rowAt(40)
        before = page.board.model.index(here, 1).data(), table.rowViewportPosition(here)
        arrive([{"title": f"Later {n}"} for n in range(12)])
        qtbot.waitUntil(lambda: page.board.news.words() == "12 new rows")
        arrive([{"title": "Later still"}])
        qtbot.waitUntil(lambda: page.board.news.words() == "13 new rows")
        after = page.board.model.index(here, 1).data(), table.rowViewportPosition(here)
        assert after == before
        page.board.news.clicked.emit()
        assert titles(page)[0] == "Later still"
        assert table.verticalScrollBar().value() == 0
        assert page.board.model.rowCount() == 5013
        assert page.board.news.words() == ""


def test_a_jump_in_many_rows_reads_only_what_is_looked_at(
    findings: Findings, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    for part in range(10):
        findings.store({"title": f"Place {part * 500 + n:04}"} for n in range(500))
    with shown(own_desk, window, qtbot) as page:
        asked: list[int] = []
        page.board.model.wanted.connect(lambda seqs: asked.extend(seqs))
        page.board.table.verticalScrollBar().setValue(4000 * 32)
        model = page.board.model
        qtbot.waitUntil(lambda: model.index(page.board.table.rowAt(10), 1).data() is not None)
        assert model.index(page.board.table.rowAt(10), 1).data() == "Place 0999"
        assert len(asked) <= 4 * 64


def test_ticks_survive_a_click_elsewhere_and_count_in_the_bar(
    page: EvidencePage, qtbot: QtBot
) -> None:
    table = page.board.table
    for row in (0, 2):
        place = table.visualRect(page.board.model.index(row, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    other = table.visualRect(page.board.model.index(4, 2)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert page.board.model.chosen.count() == 2
    assert page.board.bar.isVisible()
    assert page.board.bar.accessibleDescription() == "2 selected"
    page.board.bar.closed.emit()
    assert not page.board.bar.isVisible()


def test_cells_are_copied_as_a_table_that_no_spreadsheet_runs(
    findings: Findings, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    findings.store(
        [{"title": '=HYPERLINK("https://x")', "snippet": {"phone": "+962 6 555", "rating": 4.8,
                                                          "reviews": 211}}]
    )  # fmt: skip
    with shown(own_desk, window, qtbot) as page:
        QGuiApplication.clipboard().clear()
        page.board.table.go_to(0)
        QTest.keySequence(page.board.table, "Ctrl+C")
        qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
        cells = QGuiApplication.clipboard().text().split("\t")
        assert cells[0] == '\'=HYPERLINK("https://x")'
        assert cells[3] == "+962 6 555"
        assert cells[4] == "4.8 (211)"


def test_enter_opens_the_finding_in_full_and_escape_closes_it(
    page: EvidencePage, qtbot: QtBot
) -> None:
    table = page.board.table
    table.setFocus()
    table.go_to(4)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.detail.isVisible()
    assert page.detail.view is not None
    assert page.detail.view.title == "Rabieh Smile Dental"
    assert dict(page.detail._found.texts()) == {"Kind": "Dental clinic", "Phone": "+962 6 1"}
    origin = dict(page.detail._origin.texts())
    assert origin["Device"] == "Front desk"
    assert origin["Job"] == "dentists, Amman"
    QTest.keyClick(page.detail, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()


def test_the_details_follow_the_keyboard(page: EvidencePage, qtbot: QtBot) -> None:
    page.board.table.go_to(0)
    page.board.table.opened.emit(page.board.table.current())
    page.board.table.go_to(1)
    settle(page, qtbot)
    assert page.detail.view is not None
    assert page.detail.view.title == "Best dentist near 7th Circle"


def test_a_job_sent_here_shows_only_what_it_found(
    page: EvidencePage, findings: Findings, qtbot: QtBot
) -> None:
    other = findings.claimed("cafés")
    findings.store([{"title": "Korba Coffee House"}], run=other)
    page.open_item(other.job.id)
    settle(page, qtbot)
    assert titles(page) == ["Korba Coffee House"]
    assert page.bar.job.isVisible()
    page.bar.job_left.emit()
    settle(page, qtbot)
    assert len(titles(page)) == 6


def test_a_finding_sent_here_is_opened(page: EvidencePage, qtbot: QtBot) -> None:
    view = page.board.model.view_at(3)
    assert view is not None
    page.open_item(view.id)
    settle(page, qtbot)
    assert page.detail.view == view
    assert page.board.table.current_row() == 3


def test_export_offers_what_is_ticked(page: EvidencePage, window: QWidget) -> None:
    page.board.model.chosen.set(page.board.model.seqs()[:2], True)
    page.export(Scope.SHOWN)
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.scope() is Scope.CHOSEN
    dialog.close()


def test_the_first_day_says_what_will_come(own_desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    with shown(own_desk, window, qtbot) as page:
        assert page.board.empty.isVisible()
        assert page.board.empty.title.text() == "No evidence yet"
        assert page.board.empty.text.text() == "Rows appear here while a search runs."
        assert not page.facets.isVisible()


def test_the_first_rows_take_the_place_of_the_empty_page(
    own_desk: Desk, window: QWidget, arrive: Arrive, qtbot: QtBot
) -> None:
    with shown(own_desk, window, qtbot) as page:
        arrive([{"title": "The first"}])
        qtbot.waitUntil(lambda: page.board.table.isVisible() and titles(page) == ["The first"])


def test_in_a_narrow_window_the_filters_are_a_button(
    page: EvidencePage, window: QWidget, qtbot: QtBot
) -> None:
    assert page.facets.isVisible()
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.facets.isVisible())
    assert page.bar.filters.isVisible()
    page.bar.filters.click()
    assert page.facets.isVisible()


def test_columns_go_from_the_end_when_there_is_no_room(page: EvidencePage, window: QWidget) -> None:
    table = page.board.table

    def hidden() -> list[str]:
        return [c.key for n, c in enumerate(page.board.model.columns) if table.isColumnHidden(n)]

    assert hidden() == []
    window.resize(1000, 700)
    page.bar.filters.click()
    assert hidden() == ["source", "seen"] or hidden()[-1] == "seen"
    window.resize(1440, 900)
    page.bar.column_wanted.emit("phone", False)
    assert hidden() == ["phone"]


def test_everything_has_a_name_for_those_who_listen(page: EvidencePage) -> None:
    table = page.board.table
    words = page.board.model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Rabieh Smile Dental, Dental clinic, +962 6 1, confidence High")
    assert table.accessibleName() == "Evidence"
    assert page.bar.search.accessibleName()


def test_it_reads_from_the_right_in_arabic(
    arabic: None, findings: Findings, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    findings.store(CLINICS)
    with shown(own_desk, window, qtbot) as page:
        left = page.facets.mapTo(window, QPoint(0, 0)).x()
        assert left > page.board.mapTo(window, QPoint(0, 0)).x()
        assert page.board.model.columns[1].title == "العنوان"


def test_columns_are_as_they_were_left(
    findings: Findings, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    with shown(own_desk, window, qtbot) as page:
        page.bar.column_wanted.emit("phone", False)
        page.board.table.setColumnWidth(2, 177)
        page.hide()
    again = EvidencePage(own_desk, window)
    assert again.board.table.unwanted() == {"phone"}
    assert again.board.table.isColumnHidden(4)
    assert again.board.table.columnWidth(2) == 177
    again.close_page()


def test_the_keyboard_goes_from_the_search_to_the_rows_and_round_the_panes(
    page: EvidencePage, qtbot: QtBot
) -> None:
    page.focus_search()
    assert page.bar.search.hasFocus()
    QTest.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert page.board.table.hasFocus()
    assert page.board.table.current_row() == 0
    assert page.panes() == [page.bar.search, page.facets, page.board.table]
    QTest.keyClick(page.board.table, Qt.Key.Key_Space)
    assert page.board.model.chosen.count() == 1
    QTest.keyClick(page.board.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.board.model.chosen.count() == 2
    QTest.keyClick(page.board.table, Qt.Key.Key_Escape)
    assert page.board.model.chosen.count() == 0
