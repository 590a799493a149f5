"""The hub's log: JSON lines in the data folder, rotated, nothing cut loose in the terminal."""

import logging
import logging.handlers
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from models.clock import rfc3339

FILE_BYTES = 2 * 1024 * 1024
FILES = 5
LONGEST_TEXT = 4_096


class JsonLines(logging.Formatter):
    """One object a line; control characters of foreign texts are escaped by JSON itself."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        entry = {
            "at": rfc3339(int(record.created * 1_000)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage()[:LONGEST_TEXT],
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(entry).decode()


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Meanwhile everything from INFO on is written to `hub.log` in this folder."""
    handler = logging.handlers.RotatingFileHandler(
        folder / "hub.log", maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    for chatty in ("websockets", "uvicorn", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()
