"""What keeps the start of the window short, and the collector quiet once it stands."""

import builtins
import gc


def begin() -> None:
    """Call this before the modules of the window are read.

    What they make stays until the end, so nobody looks for garbage in it. And PySide does not read
    along: after each import it searches the source of the new module for a wish that nobody has
    here (`from __feature__ import …`).
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401 - it is the first import of it that does this

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def settle() -> None:
    """The window stands: from now on the collector looks through what came since, and only that."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
