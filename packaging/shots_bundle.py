"""The picture of the proof bundle's dialog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shots_outcomes import Step, _go

from desktop.dialogs.bundle import BundleDialog

KEY = "4f88a178c3109c773cfa2ee9af48bcd65b0e9d1c7a4431f2a0b6c8de2f715390"
"""What the recording hub answers."""


def _bundle(shell: Any) -> object:
    """For the post that is shown, its target in a folder that every machine could have."""
    pane = shell.window.current_page().tabs["posts"].pane
    dialog = BundleDialog(shell.desk, pane.post.id)
    dialog.set_target(Path("/home/sami/Downloads/proof-2026-11-23.zip"))
    dialog.open()
    return dialog


BUNDLE: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("bundle", "publish", _go("posts"), (_bundle,)),
)
