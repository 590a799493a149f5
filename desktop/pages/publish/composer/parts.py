"""Parts of the composer: its head, the link, the first comment, its foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.desk import Desk
from desktop.i18n import t, tn
from desktop.pages.publish.composer.saver import Saved, Saver
from desktop.presenters import times
from desktop.presenters.failures import explain
from desktop.presenters.text import isolate
from desktop.theme import fonts
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import Square

MARGIN = 18
COMMENT_HEIGHT = 54


class Head(QWidget):
    """Title, whose post it is, how it stands to the store."""

    menu_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.title = ElidedLabel("", Role.PANE, foreign=True)
        self._square = Square(desk.workspaces.colour(""))
        self.fact = ElidedLabel("", Role.SMALL, Tone.MUTED)
        self.more = Button(
            kind=Kind.GHOST, icon="ellipsis", name=t("More"), bar=True,
            on_click=self.menu_wanted.emit,
        )  # fmt: skip
        self.close_button = Button(
            kind=Kind.GHOST, icon="x", name=t("Close"), bar=True, on_click=self.close_wanted.emit
        )
        below = row(self._square, self.fact, spacing=6)
        below.setStretch(1, 1)
        words = column(self.title, below, spacing=1)
        line = row(words, self.more, self.close_button, spacing=4, parent=self)
        line.setStretch(0, 1)
        line.setContentsMargins(MARGIN, 10, MARGIN - 8, 8)

    def show_state(self, title: str, workspace_id: str | None, saver: Saver) -> None:
        """Say what it is called and whether it is saved."""
        self.title.setText(title)
        known = self._desk.workspaces.get(workspace_id or "")
        self._square.set_value(self._desk.workspaces.colour(workspace_id or ""))
        self._square.setVisible(known is not None)
        words, tone = self._saved(saver)
        name = isolate(known.name) if known is not None else ""
        self.fact.setText(" · ".join(part for part in (name, words) if part))
        self.fact.set_tone(tone)

    def _saved(self, saver: Saver) -> tuple[str, Tone]:
        if saver.state is Saved.SAVING:
            return t("saving"), Tone.MUTED
        if saver.state is Saved.FAILED:
            return t("kept here, saved when the hub answers"), Tone.WARNING
        if saver.state is Saved.REFUSED and saver.error is not None:
            return t("not saved: {why}", why=explain(saver.error)[0]), Tone.DANGER
        if saver.state is Saved.DIRTY:
            return (t("saving soon") if saver.by_itself else t("not saved yet")), Tone.MUTED
        if saver.saved_at is not None:
            return t("saved {time}", time=isolate(times.wall(saver.saved_at))), Tone.MUTED
        return (t("saved") if saver.state is Saved.SAVED else t("new")), Tone.MUTED


class LinkRow(QWidget):
    """The link of a post, in view when there is one or one is wanted."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = TextField(name=t("Link"), placeholder="https://")
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.textEdited.connect(self.typed)
        self.drop = Button(
            kind=Kind.GHOST, icon="x", name=t("Remove the link"), bar=True, on_click=self._drop
        )
        row(self.field, self.drop, spacing=4, parent=self).setStretch(0, 1)
        self.hide()

    def show_link(self, link: str | None, *, anew: bool = False) -> None:
        """Show this; while one types in it only `anew`, as that of another account."""
        writing = self.field.hasFocus() and not anew
        if link != (self.field.text() or None) and not writing:
            self.field.setText(link or "")
        if link:
            self.show()
        elif not writing:
            self.hide()

    def ask(self) -> None:
        """Come into view and take the keyboard."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _drop(self) -> None:
        self.field.clear()
        self.hide()
        self.typed.emit("")


class FirstComment(QWidget):
    """A comment that the person writes below the post once it is out; the desk only keeps it."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = Button(
            t("Add a first comment"), Kind.LINK, icon="message-circle", on_click=self._open
        )
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(t("First comment"))
        self.field.setFont(fonts.font())
        self.field.setProperty("field", True)
        self.field.setFrameShape(QFrame.Shape.NoFrame)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(COMMENT_HEIGHT)
        self.field.textChanged.connect(lambda: self.typed.emit(self.field.toPlainText()))
        self.title = PlainLabel(t("First comment"), weight=500)
        hint = t("Kept for you: you post it once the post is out. The desk presses only once.")
        self.hint = PlainLabel(hint, Role.SMALL, Tone.MUTED, wrap=True)
        column(self.add, self.title, self.field, self.hint, spacing=4, parent=self)
        self._show_open(False)

    def show_text(self, text: str | None) -> None:
        """Show this."""
        if (text or "") != self.field.toPlainText():
            self.field.blockSignals(True)
            self.field.setPlainText(text or "")
            self.field.blockSignals(False)
        self._show_open(bool(text) or self.field.hasFocus())

    def _open(self) -> None:
        self._show_open(True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_open(self, on: bool) -> None:
        self.add.setVisible(not on)
        for widget in (self.title, self.field, self.hint):
            widget.setVisible(on)


class Foot(QWidget):
    """What can be done with it now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = PlainLabel("", Role.SMALL, Tone.DANGER, wrap=True)
        self.problem.hide()
        self.now = Button(t("Publish now"), icon="send")
        self.schedule = Button("", Kind.PRIMARY, icon="calendar-clock")
        line = row(None, self.now, self.schedule)
        whole = column(self.problem, line, spacing=8, parent=self)
        whole.setContentsMargins(MARGIN, 10, MARGIN, 10)

    def show_count(self, count: int, *, planned: bool) -> None:
        """How many accounts it goes to; `planned`: it has a time already."""
        if planned:
            words = tn("Save {n} post", "Save {n} posts", count) if count else t("Save")
        else:
            words = tn("Schedule {n} post", "Schedule {n} posts", count)
            words = words if count else t("Schedule")
        self.schedule.setText(words)

    def show_problem(self, words: str) -> None:
        """Say why it cannot be sent; "" when it can."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
