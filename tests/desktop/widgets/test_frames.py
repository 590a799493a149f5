"""Cards, rows that can be entered, sections; banners, timelines, logs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner, EmptyState
from desktop.widgets.figures import Figure
from desktop.widgets.frames import ClickRow, RowsCard, clear, column
from desktop.widgets.logs import LogBox
from desktop.widgets.timeline import Moment, Timeline
from tests.support.window_views import log_view


def test_a_row_can_be_entered_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    row = ClickRow("Dentists in Amman")
    qtbot.addWidget(row)
    row.resize(200, 40)
    with qtbot.waitSignal(row.clicked):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.accessibleName() == "Dentists in Amman"


def test_new_rows_take_the_place_of_the_old(qtbot: QtBot) -> None:
    card = RowsCard()
    qtbot.addWidget(card)
    card.set_rows([QWidget(), QWidget(), QWidget()])
    card.set_rows([QWidget()])
    assert card.layout().count() == 1


def test_a_layout_is_emptied_with_what_is_in_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = column(QWidget(), column(QWidget()), 4, None, parent=holder)
    clear(layout)
    assert layout.count() == 0


def test_a_banner_is_heard_as_one_sentence(qtbot: QtBot) -> None:
    banner = Banner("The hub could not start", "Port 47150 is in use.", tone=Tone.DANGER)
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "The hub could not start. Port 47150 is in use."
    banner.set_words("All is well")
    assert banner.accessibleName() == "All is well"


def test_an_empty_state_can_say_something_else(qtbot: QtBot) -> None:
    empty = EmptyState("No jobs yet", "A job searches a site.")
    qtbot.addWidget(empty)
    empty.set_words("Nothing matches")
    assert empty.title.text() == "Nothing matches"
    assert empty.text.isHidden()


def test_a_figure_tells_its_busiest_hour(qtbot: QtBot) -> None:
    figure = Figure("evidence rows")
    qtbot.addWidget(figure)
    figure.show_figure("1 204", [1, 5, 3], "312 new")
    assert "5 in the busiest hour" in figure.bars.accessibleName()
    assert figure.accessibleName() == "1 204 evidence rows, 312 new"


def test_a_timeline_is_heard_line_by_line(qtbot: QtBot) -> None:
    timeline = Timeline(name="Timeline")
    qtbot.addWidget(timeline)
    timeline.set_moments([Moment("plus", "Created by Sami", "", "10:12:04")])
    said = timeline.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Created by Sami, 10:12:04"
    timeline.resize(300, 40)
    timeline.grab()


def test_a_log_shows_hostile_lines_as_text(qtbot: QtBot) -> None:
    box = LogBox(name="Log")
    qtbot.addWidget(box)
    box.set_lines([log_view(message="<b>x</b>\r\nfake 10:00 error line"), log_view(level="warn")])
    assert box.document().blockCount() == 2
    assert "<b>x</b> fake" in box.toPlainText().replace("  ", " ")
    assert box.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_log_follows_its_end_only_while_the_reader_is_there(qtbot: QtBot) -> None:
    box = LogBox(name="Log")
    qtbot.addWidget(box)
    box.resize(300, 100)
    box.show()
    box.set_lines([log_view() for _ in range(200)])
    bar = box.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    box.append_lines([log_view()])
    assert bar.value() == 0
