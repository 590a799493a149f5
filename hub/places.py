"""Where Proofdesk keeps its data when nobody says otherwise."""

import sys
from pathlib import Path

import platformdirs

PORTABLE_NAME = "proofdesk-data"


def data_dir(chosen: str | None, *, portable: bool = False) -> Path:
    """The folder of `--data-dir`, else beside the program with `--portable`, else the system's."""
    if chosen is not None:
        return Path(chosen).expanduser().absolute()
    if portable:
        return Path(sys.argv[0]).absolute().parent / PORTABLE_NAME
    return platformdirs.user_data_path("Proofdesk", appauthor=False)
