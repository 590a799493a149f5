"""What can be done with the post that is open in the composer: rename, duplicate, remove."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.name import NameDialog
from desktop.i18n import t
from desktop.theme.tones import Tone


class PostMenu(QObject):
    """Asks what needs asking; what was decided leaves as signals."""

    renamed = Signal(str)
    copy_wanted = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent

    def menu(self, name: str, *, is_stored: bool, is_removable: bool) -> QMenu:
        """Shown by the caller with `popup`; `name` as the post is called now."""
        menu = QMenu(self._parent)
        menu.aboutToHide.connect(menu.deleteLater)
        rename = menu.addAction(icons.icon("pencil"), t("Rename"))
        rename.triggered.connect(lambda: self.rename(name))
        copy = menu.addAction(icons.icon("copy"), t("Duplicate"))
        copy.setEnabled(is_stored)
        copy.triggered.connect(lambda: self.copy_wanted.emit())
        menu.addSeparator()
        remove = menu.addAction(icons.icon("trash-2", Tone.DANGER), t("Remove post"))
        remove.setEnabled(is_removable)
        remove.triggered.connect(lambda: self.ask_to_remove())
        return menu

    def rename(self, name: str) -> NameDialog:
        """Ask for another name."""
        dialog = NameDialog(
            t("Name of the post"), t("Only you see it"), t("Rename"), self._desk.window,
            then=self.renamed.emit, name=name,
        )  # fmt: skip
        dialog.open()
        return dialog

    def ask_to_remove(self) -> ConfirmDialog:
        """Throw it away, if the operator means it."""
        dialog = ConfirmDialog(
            self._desk.window,
            t("Remove this post?"),
            t("It is taken off the calendar and does not go out."),
            yes=t("Remove post"),
            no=t("Keep it"),
            icon="trash-2",
        )
        dialog.accepted.connect(lambda: self.removed.emit())
        dialog.open()
        return dialog
