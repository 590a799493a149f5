"""Pictures of the proof bundle's dialog and of redaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from shots_outcomes import Step, _go

from desktop.dialogs.bundle import BundleDialog
from desktop.dialogs.redact import RedactDialog

KEY = "4f88a178c3109c773cfa2ee9af48bcd65b0e9d1c7a4431f2a0b6c8de2f715390"
"""What the recording hub answers."""


def _bundle(shell: Any) -> object:
    """For the post that is shown, its target in a folder that every machine could have."""
    pane = shell.window.current_page().tabs["posts"].pane
    dialog = BundleDialog(shell.desk, pane.post.id)
    dialog.set_target(Path("/home/sami/Downloads/proof-2026-11-23.zip"))
    dialog.open()
    return dialog


def _redact(shell: Any) -> object:
    """The capture that is shown, two boxes drawn."""
    page = shell.window.current_page()
    dialog = RedactDialog(shell.desk, page.viewer.proof)
    dialog.open()
    return dialog


def _boxes(shell: Any) -> None:
    dialog = shell.window.findChild(RedactDialog)
    dialog.canvas.draw(QRect(80, 150, 380, 60))
    dialog.canvas.draw(QRect(80, 300, 380, 60))


BUNDLE: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("bundle", "publish", _go("posts"), (_bundle,)),
    ("redact", "proofs", _redact, (_boxes,)),
)
