"""Reading a data folder beside a running hub, or without one."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hub.commands.failed import CommandFailed
from hub.commands.options import data_dir

if TYPE_CHECKING:
    from models.folder import DataFolder
    from models.rows import Database


@contextmanager
def reading(args: argparse.Namespace, *, code: int = 1) -> "Iterator[tuple[DataFolder, Database]]":
    """The folder and its database, read-only; `code` is the exit code when there is none."""
    from models.database import open_reader
    from models.errors import DataFolderError
    from models.folder import DataFolder

    path = data_dir(args)
    folder = DataFolder.read_only(path)
    if not folder.database.exists():
        raise CommandFailed(f"There is no Proofdesk data in {path}.", code=code)
    try:
        db = open_reader(folder)
    except DataFolderError as error:
        raise CommandFailed(str(error), code=code) from error
    try:
        yield folder, db
    finally:
        db.close()
