"""What can be done with one proof: check it, save a copy, show its file, copy its digest."""

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop import file_manager, icons
from desktop.desk import Desk
from desktop.i18n import t
from desktop.item_models.proofs import ProofsModel
from desktop.presenters import proofs as words_of
from desktop.presenters.exports import failure
from desktop.saving import save_copy
from desktop.tasks import Tasks
from desktop.theme.tones import Tone
from models.views import ProofView


class ProofVerbs(QObject):
    """Does it and tells how it ended."""

    def __init__(self, desk: Desk, model: ProofsModel, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._tasks = tasks
        self._owner = parent

    def check(self, proof: ProofView) -> None:
        """Compare the file with its digest again."""
        self._model.set_checking(proof.id, True)
        actor = self._desk.actions.actor
        self._desk.actions.run(
            lambda hub: hub.proofs.check(proof.id, actor),
            success=self._checked,
            failure=lambda error: self._not_checked(proof, error),
        )

    def save(self, proof: ProofView) -> None:
        """Ask where, then save a copy there."""
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        first = str(folder / words_of.file_name(proof))
        asked = QFileDialog(self._owner, t("Save a copy"), first)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.selectFile(first)
        asked.fileSelected.connect(lambda path: self.save_to(proof, Path(path)))
        asked.open()

    def save_to(self, proof: ProofView, target: Path) -> None:
        """Save a copy there."""
        self._tasks.start(self._save(proof, target))

    def show_file(self, proof: ProofView) -> None:
        """Show where the file lies."""
        path = self._desk.thumbnails.file(proof.sha256)
        if path.exists():
            file_manager.show(path)
        else:
            self._desk.toasts.fail(t("The file is not in the data folder."))

    def redact(self, proof: ProofView) -> None:
        """Black parts of it out in a copy."""
        from desktop.dialogs.redact import RedactDialog  # loaded when it is first wanted

        RedactDialog(self._desk, proof).open()

    def copy_digest(self, proof: ProofView) -> None:
        """Put the SHA-256 on the clipboard."""
        QGuiApplication.clipboard().setText(proof.sha256)
        self._desk.toasts.tell(t("The digest was copied"))

    def menu(self, proof: ProofView, point: QPoint) -> None:
        """All of it, where the pointer is."""
        menu = QMenu(self._owner)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(icons.icon("refresh-cw"), t("Check again"), lambda: self.check(proof))
        menu.addAction(icons.icon("download"), t("Save a copy"), lambda: self.save(proof))
        menu.addAction(icons.icon("folder-open"), t("Show file"), lambda: self.show_file(proof))
        menu.addAction(icons.icon("hash"), t("Copy digest"), lambda: self.copy_digest(proof))
        if words_of.can_be_redacted(proof):
            menu.addAction(icons.icon("pencil"), t("Redact"), lambda: self.redact(proof))
        menu.addSeparator()
        go = self._desk.navigator
        menu.addAction(
            icons.icon("list-checks"), t("Open job"), lambda: go.show_page("jobs", proof.job_id)
        )
        menu.popup(point)

    def _checked(self, proof: ProofView) -> None:
        self._model.set_checking(proof.id, False)
        self._desk.thumbnails.retry(proof.sha256)
        self._desk.bridge.proofs.emit([proof])

    def _not_checked(self, proof: ProofView, error: BaseException) -> None:
        self._model.set_checking(proof.id, False)
        self._desk.bridge.proofs.emit([proof])
        self._desk.actions.told_failure(error)

    async def _save(self, proof: ProofView, target: Path) -> None:
        source = self._desk.thumbnails.file(proof.sha256)
        toasts = self._desk.toasts
        try:
            intact = await self._desk.reads.work(save_copy, source, target, proof.sha256)
        except FileNotFoundError:
            toasts.fail(t("The file is not in the data folder."))
            return
        except Exception as error:
            words, known = failure(error)
            if not known:
                raise
            toasts.fail(words)
            return
        action = (t("Show"), lambda: file_manager.show(target))
        if intact:
            toasts.tell(t("Saved a copy"), action=action)
        else:
            words = t("Saved, but the file has changed since its capture: the copy is no proof.")
            toasts.tell(words, tone=Tone.DANGER, icon="shield-alert", action=action)
