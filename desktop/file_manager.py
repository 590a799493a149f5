"""Shows where a file lies, in the file manager of the machine. The file itself is never opened."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def command(path: Path, platform: str = sys.platform) -> list[str]:
    """What selects the file in its folder; empty where only the folder can be opened."""
    if platform == "win32":
        return ["explorer.exe", f"/select,{path}"]
    if platform == "darwin":
        return ["open", "-R", str(path)]
    return []


def show(path: Path) -> None:
    """Open the folder of a file, with the file selected where that is possible."""
    told = command(path)
    if told:
        QProcess.startDetached(told[0], told[1:])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name in the folder that nothing has yet: "evidence.csv", "evidence (2).csv"."""
    path = folder / f"{stem}{suffix}"
    number = 2
    while path.exists():
        path = folder / f"{stem} ({number}){suffix}"
        number += 1
    return path
