"""Toasts: on the window for a while, in the list for longer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.buttons import Button
from desktop.widgets.toasts import KEPT, MOST_SHOWN, Toasts


def test_news_is_shown_and_kept(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.tell("Exported 8 106 rows")
    assert [toast.news.text for toast in toasts.shown()] == ["Exported 8 106 rows"]
    toasts.shown()[0].leave()
    assert toasts.shown() == []
    assert [news.text for news in toasts.kept] == ["Exported 8 106 rows"]


def test_only_a_few_are_shown_and_the_list_is_bounded(window: QWidget) -> None:
    toasts = Toasts(window)
    for number in range(KEPT + 20):
        toasts.tell(str(number))
    assert len(toasts.shown()) == MOST_SHOWN
    assert len(toasts.kept) == KEPT


def test_the_action_is_done_once_and_the_toast_goes(window: QWidget, qtbot: QtBot) -> None:
    done: list[int] = []
    toasts = Toasts(window)
    toast = toasts.tell("Saved", action=("Undo", lambda: done.append(1)))
    undo = next(b for b in toast.findChildren(Button) if b.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert (done, toasts.shown()) == ([1], [])


def test_a_hostile_text_is_only_text(window: QWidget) -> None:
    toasts = Toasts(window)
    toast = toasts.fail("<img src=/etc/passwd>")
    assert toast.accessibleName() == "<img src=/etc/passwd>"


def test_they_stand_at_the_end_corner(window: QWidget) -> None:
    toasts = Toasts(window)
    window.show()
    first, second = toasts.tell("one"), toasts.tell("two")
    assert first.geometry().right() < window.width()
    assert first.geometry().bottom() < second.geometry().top() or (
        second.geometry().bottom() < first.geometry().top()
    )
