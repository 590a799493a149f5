"""The middle of the dialog: one search with its places, or many searches one a line."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.dialogs.new_job.options import JobOptions, SearchOptions
from desktop.i18n import t, tn
from desktop.presenters import search_lines
from desktop.presenters.new_job import Draft, JobKind
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.numbered import LinesField
from desktop.widgets.segments import Segments
from desktop.widgets.tokens import TokenField

MANY_WIDTH = 290
FIELD_HEIGHT = 34
PLACES_SHOWN = 4


class OneSearch(QWidget):
    """What to look for, and where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = TextField(name=t("What to look for"))
        self.query.setFixedHeight(FIELD_HEIGHT)
        self.places = TokenField(name=t("Places"), placeholder=t("Add a place"))
        self.query_part = Labelled(t("What to look for"), self.query)
        self.places_part = Labelled(t("Places"), self.places, hint=" ")
        column(self.query_part, self.places_part, spacing=12, parent=self)

    def say_count(self, kind: JobKind, places: int) -> None:
        """What several places make of it."""
        if places > 1 and kind.many:
            words = tn(
                "{n} place makes {n} search under one job.",
                "{n} places make {n} searches under one job.",
                places,
            )
        elif kind.many:
            words = t("Several places make several searches under one job.")
        else:
            words = t("One place only; leave it empty to search without one.")
        self.places_part.set_hint(words)


class ManySearches(QWidget):
    """Lines of searches, lines of places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesField(name=t("What to look for, one a line"))
        self.places = LinesField(name=t("Places, one a line"))
        self.places.setFixedHeight(PLACES_SHOWN * self.places.fontMetrics().lineSpacing() + 24)
        self.paste = Button(t("Paste"), Kind.LINK, icon="copy", on_click=self._paste)
        self.lines_label = PlainLabel(t("What to look for, one a line"), weight=500)
        self.lines_label.setBuddy(self.lines)
        self.lines_wrong = PlainLabel("", Role.CAPTION, Tone.DANGER, wrap=True)
        self.lines_wrong.hide()
        self.places_part = Labelled(t("Places, one a line"), self.places)
        head = row(self.lines_label, None, self.paste)
        upper = column(head, self.lines, self.lines_wrong, spacing=4)
        upper.setStretch(1, 1)
        column(upper, self.places_part, spacing=9, parent=self).setStretch(0, 1)
        for field in (self.lines, self.places):
            field.textChanged.connect(lambda field=field: self._strike(field))

    def _strike(self, field: LinesField) -> None:
        out = search_lines.left_out(search_lines.read(field.toPlainText()))
        field.strike(line.number for line in out)

    def _paste(self) -> None:
        """Put the clipboard's lines behind what is there."""
        self.add(QGuiApplication.clipboard().text())

    def add(self, text: str) -> None:
        """Put lines behind what is there."""
        before = self.lines.toPlainText().rstrip("\n")
        self.lines.setPlainText(f"{before}\n{text}" if before else text)
        self.lines.setFocus()


class Form(QWidget):
    """Everything that is filled in; `changed` fires with each change."""

    changed = Signal()
    many_changed = Signal(bool)

    def __init__(self, now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segments(
            [(t("One search"), False), (t("Many searches"), True)], name=t("How many searches")
        )
        self.filled_in = ElidedLabel("", Role.SMALL, Tone.MUTED)
        self.one = OneSearch()
        self.many = ManySearches()
        self.search = SearchOptions()
        self.job = JobOptions(now)
        head = row(self.segments, None, self.filled_in)
        self._whole = column(
            head, self.one, self.many, self.search, self.job, None, spacing=12, parent=self
        )
        self.segments.chosen.connect(self._chosen)
        self.one.query.textChanged.connect(lambda _: self._touched("query"))
        self.one.places.changed.connect(lambda: self._touched("places"))
        self.many.lines.textChanged.connect(lambda: self._touched("lines"))
        self.many.places.textChanged.connect(lambda: self._touched("places"))
        self.search.limit.textChanged.connect(lambda _: self._touched("limit"))
        self.job.when.changed.connect(lambda: self._touched("when"))
        self.search.changed.connect(self.changed)
        self.job.changed.connect(self.changed)
        self.set_many(on=False)

    @property
    def is_many(self) -> bool:
        """Whether many searches are written."""
        return self.segments.value() is True

    def set_many(self, *, on: bool) -> None:
        """One search, or many; what was written stays in both."""
        self.segments.choose(on)
        self.one.setVisible(not on)
        self.many.setVisible(on)
        self.search.set_many(on=on)
        self.filled_in.setVisible(not on)
        margin = 16 if on else 20
        self._whole.setContentsMargins(margin, 14, margin, 14)
        self._whole.setStretch(2, int(on))
        self._whole.setStretch(5, int(not on))
        if not on:
            self._whole.insertWidget(4, self.job)  # the preview of many searches borrows it
        self.setMinimumWidth(MANY_WIDTH if on else 0)
        self.setMaximumWidth(MANY_WIDTH if on else 2000)
        self.many_changed.emit(on)
        self.changed.emit()

    def _chosen(self, on: object) -> None:
        self.set_many(on=bool(on))
        (self.many.lines if on else self.one.query).setFocus()

    def draft(self, kind: JobKind) -> Draft:
        """What stands there now."""
        return Draft(
            kind=kind,
            many=self.is_many,
            query=self.one.query.text(),
            places=tuple(self.one.places.texts()),
            lines=self.many.lines.toPlainText(),
            place_lines=self.many.places.toPlainText(),
            language=self.search.language.currentData(),
            limit=self.search.limit.text(),
            device_id=self.job.device.currentData(),
            workspace_id=self.job.workspace.currentData(),
            later=self.job.when.later,
            day=self.job.when.day.currentData() or 0,
            time=self.job.when.time.text(),
        )

    def show_last(self, draft: Draft) -> None:
        """Begin with what the last search had."""
        self.one.places.set_texts(list(draft.places))
        self.many.places.setPlainText("\n".join(draft.places))
        self.search.language.choose(draft.language)
        self.search.limit.setText(draft.limit)
        self.filled_in.setText(t("filled in from your last search"))

    def set_wrong(self, field: str, message: str) -> None:
        """Say what is wrong, at the field itself."""
        if field == "query":
            self.one.query_part.set_wrong(message)
        elif field == "lines":
            self.many.lines_wrong.setText(message)
            self.many.lines_wrong.setVisible(bool(message))
            self.many.lines.set_wrong(bool(message))
        elif field == "places":
            part = self.many.places_part if self.is_many else self.one.places_part
            part.set_wrong(message)
        elif field == "when":
            self.job.when.set_wrong(message)
        else:
            self._labelled(field).set_wrong(message)
        if message:
            self._field(field).setFocus()

    def _labelled(self, field: str) -> Labelled:
        return (self.search.fields | self.job.fields)[field]

    def _field(self, field: str) -> QWidget:
        fields: dict[str, QWidget] = {
            "query": self.one.query,
            "lines": self.many.lines,
            "places": self.many.places if self.is_many else self.one.places,
            "when": self.job.when.time,
        }
        return fields.get(field) or self._labelled(field).field

    def _touched(self, field: str) -> None:
        """What is being mended is not wrong any more."""
        self.set_wrong(field, "")
        self.changed.emit()
