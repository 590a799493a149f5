"""Posts from and to tables: the import dialog, and the file of what was published."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop import file_manager, icons
from desktop.desk import Desk
from desktop.dialogs.import_posts import ImportDialog
from desktop.i18n import t
from desktop.presenters.exports import failure
from desktop.tasks import Tasks
from hub.exports import publications_csv, whole_file
from models.disk import Disk


def write_publications(db: Any, target: Path, workspace_id: str | None) -> None:
    """The file, whole or not at all. Raises StorageFull, StorageFailing."""
    whole_file.write(target, publications_csv.chunks(db, workspace_id), Disk())


class Tables(QObject):
    """Import and export of the Publish page."""

    def __init__(self, desk: Desk, tasks: Tasks, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._owner = owner

    def menu(self) -> QMenu:
        """Both; shown by the caller with `popup`."""
        menu = QMenu(self._owner)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(icons.icon("file-up"), t("Posts from a table…")).triggered.connect(
            lambda: self.open_import()
        )
        menu.addAction(icons.icon("download"), t("Export what was published…")).triggered.connect(
            lambda: self.ask_where()
        )
        return menu

    def open_import(self) -> ImportDialog:
        """Ask for a table of posts."""
        dialog = ImportDialog(self._desk)
        dialog.open()
        return dialog

    def ask_where(self) -> QFileDialog:
        """Ask where the file of publications goes."""
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        folder = folder if folder.is_dir() else Path.home()
        day = datetime.fromtimestamp(self._desk.clock() / 1000).astimezone()
        first = file_manager.free_name(folder, f"publications-{day:%Y-%m-%d}", ".csv")
        asked = QFileDialog(self._desk.window, t("Export what was published"), str(first))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(t("CSV files") + " (*.csv)")
        asked.setDefaultSuffix("csv")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.export(Path(path)))
        asked.open()
        return asked

    def export(self, target: Path) -> None:
        """Write permalinks and proof hashes of all publications there."""
        self._tasks.start(self._written(target))

    async def _written(self, target: Path) -> None:
        workspace = self._desk.workspaces.current
        try:
            await self._desk.reads.run(write_publications, target, workspace)
        except Exception as error:
            words, known = failure(error)
            if not known:
                raise
            self._desk.toasts.fail(words)
        else:
            action = (t("Show"), lambda: file_manager.show(target))
            self._desk.toasts.tell(t("The publications were exported"), action=action)
