"""The dialogs that the window opens by name. A dialog is added here and nowhere else.

A dialog is loaded when it is first wanted.
"""

from collections.abc import Callable

from desktop.desk import Desk
from desktop.dialogs.base import Dialog

NEW_JOB, PAIR = "new_job", "pair"


def _new_job(desk: Desk) -> Dialog:
    from desktop.dialogs.new_job.dialog import NewJobDialog

    return NewJobDialog(desk)


def _pair(desk: Desk) -> Dialog:
    from desktop.dialogs.pair import PairDialog

    return PairDialog(desk)


DIALOGS: dict[str, Callable[[Desk], Dialog]] = {NEW_JOB: _new_job, PAIR: _pair}
