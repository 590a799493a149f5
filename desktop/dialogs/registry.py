"""The dialogs that the window opens by name. A dialog is added here and nowhere else."""

from collections.abc import Callable

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.new_job.dialog import NewJobDialog
from desktop.dialogs.pair import PairDialog

NEW_JOB, PAIR = "new_job", "pair"
DIALOGS: dict[str, Callable[[Desk], Dialog]] = {NEW_JOB: NewJobDialog, PAIR: PairDialog}
