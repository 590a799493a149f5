"""Checks many files one after the other: how far it is, what it found, and it can be stopped."""

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.i18n import number, t, tn
from desktop.tasks import Tasks
from models.queries import proofs

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of many files found."""

    files: int
    changed: int
    missing: int

    @property
    def damaged(self) -> int:
        """How many are not as they were captured."""
        return self.changed + self.missing


class Checker(QObject):
    """Asks the hub to check files; the answers arrive as events like any other."""

    progressed = Signal(int, int)
    """So many of so many."""
    ended = Signal(object)
    """`Checked`, or None when it broke off."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._wanted = False

    @property
    def running(self) -> bool:
        """Whether files are being checked."""
        return self._wanted

    def start(self, seqs: array) -> None:
        """Check the files of these proofs."""
        if seqs and not self._wanted:
            self._wanted = True
            self._tasks.start(self._check(seqs))

    def stop(self) -> None:
        """After the file that is being read, no more."""
        self._wanted = False

    async def _check(self, seqs: array) -> None:
        found = {"intact": 0, "changed": 0, "missing": 0}
        try:
            for start in range(0, len(seqs), AT_ONCE):
                part = seqs[start : start + AT_ONCE]
                for view in await self._desk.reads.run(proofs.rows, part):
                    if not self._wanted:
                        break
                    self.progressed.emit(sum(found.values()), len(seqs))
                    checked = await self._desk.actions.ask(
                        lambda hub, id=view.id: hub.proofs.check(id, self._desk.actions.actor)
                    )
                    found[checked.integrity] += 1
        except Exception:
            self._wanted = False
            self.ended.emit(None)
            raise
        self._wanted = False
        changed, missing = found["changed"], found["missing"]
        self.ended.emit(Checked(sum(found.values()), changed, missing))


def words(checked: Checked) -> str:
    """What a check found, in a sentence."""
    files = tn("{n} file was checked.", "{n} files were checked.", checked.files)
    if not checked.damaged:
        return " ".join([files, t("All are unaltered since capture.")])
    parts = []
    if checked.changed:
        parts.append(tn("{n} has changed.", "{n} have changed.", checked.changed))
    if checked.missing:
        parts.append(tn("{n} is missing.", "{n} are missing.", checked.missing))
    return " ".join([files, *parts])


def progress(done: int, total: int) -> str:
    """What the button says meanwhile."""
    return t("Stop, {done} of {total}", done=number(done), total=number(total))
