"""One line that says whether an account shares something with the others, and changes that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import row
from desktop.widgets.labels import PlainLabel


class ShareLine(QWidget):
    """`words` and a link beside them; which of two links is `clicked` the last state says."""

    share_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, own: str, share: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.own = Button(own, Kind.LINK, on_click=self.own_wanted.emit)
        self.share = Button(share, Kind.LINK, icon="undo-2", on_click=self.share_wanted.emit)
        row(self.words, None, self.own, self.share, parent=self)
        self.hide()

    def show_state(self, words: str, *, is_own: bool) -> None:
        """Say how it stands."""
        self.words.setText(words)
        self.own.setVisible(not is_own)
        self.share.setVisible(is_own)
        self.show()
