"""What is shown when the data folder cannot be used: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from desktop import icons
from desktop.i18n import t
from desktop.presenters.failures import explain
from desktop.presenters.text import isolate, plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.marks import BrandMark
from models.errors import DataFolderError

WIDTH = 520


class StartScreen(QWidget):
    """A small window with one message."""

    again = Signal()
    quit = Signal()

    def __init__(self, error: DataFolderError) -> None:
        super().__init__()
        self.setWindowTitle("Proofdesk")
        self.setWindowIcon(icons.application_icon())
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        words, _ = explain(error)
        folder = ElidedLabel(isolate(plain(str(error.folder))), Role.MONO, Tone.MUTED, middle=True)
        self.retry = Button(
            t("Try again"), Kind.PRIMARY, icon="refresh-cw", on_click=self.again.emit
        )
        leave = Button(t("Quit"), on_click=self.quit.emit)
        whole = column(
            row(BrandMark(32), PlainLabel("Proofdesk", Role.PANE), None, spacing=10),
            8,
            PlainLabel(t("The data folder cannot be used"), Role.PAGE),
            PlainLabel(words, tone=Tone.TEXT2, wrap=True),
            folder,
            12,
            row(None, leave, self.retry),
            spacing=8,
            parent=self,
        )
        whole.setContentsMargins(28, 28, 28, 24)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.quit.emit()
