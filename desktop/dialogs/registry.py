"""The dialogs that the window opens by name. A dialog is added here and nowhere else.

A dialog is loaded when it is first wanted.
"""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction

from desktop.desk import Desk
from desktop.dialogs.base import Dialog

NEW_JOB, PAIR = "new_job", "pair"
DRAWING = "drawing"
"""The property of an action that names its icon in the palette."""


def _new_job(desk: Desk) -> Dialog:
    from desktop.dialogs.new_job.dialog import NewJobDialog

    return NewJobDialog(desk)


def _pair(desk: Desk) -> Dialog:
    from desktop.dialogs.pair import PairDialog

    return PairDialog(desk)


def palette(desk: Desk, actions: Sequence[QAction]) -> Dialog:
    """Pages, jobs, devices and these actions in one list."""
    from desktop.dialogs.palette import PaletteDialog

    return PaletteDialog(desk, actions)


def shortcuts(desk: Desk, actions: Sequence[QAction]) -> Dialog:
    """What each key does."""
    from desktop.dialogs.shortcuts import ShortcutsDialog

    return ShortcutsDialog(desk.window, actions)


def news(desk: Desk) -> Dialog:
    """What toasts said, after they are gone."""
    from desktop.dialogs.news import NewsDialog

    return NewsDialog(desk)


def bundle(desk: Desk, post_id: str) -> Dialog:
    """Everything that proves a publication, as one file."""
    from desktop.dialogs.bundle import BundleDialog

    return BundleDialog(desk, post_id)


DIALOGS: dict[str, Callable[[Desk], Dialog]] = {NEW_JOB: _new_job, PAIR: _pair}
