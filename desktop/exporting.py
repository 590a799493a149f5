"""One export on its way: runs on a pool thread, can be watched and stopped from the window."""

import threading
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.exports import evidence_csv, whole_file
from models.disk import Disk
from models.queries.evidence import EvidenceFilter
from models.rows import Database


class Stopped(Exception):
    """The operator stopped the export; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is exported: these rows in this order, or all that a filter leaves."""

    total: int
    seqs: array | None = None
    filter: EvidenceFilter | None = None


class EvidenceExport:
    """Writes rows to a file; `written` and `stop` are for other threads."""

    def __init__(
        self, rows: Rows, target: Path, *, raw: bool, disk: Callable[[], Disk] = Disk
    ) -> None:
        self.rows = rows
        self.target = target
        self.written = 0
        self._raw = raw
        self._disk = disk
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Leave it; the file does not appear."""
        self._stopped.set()

    def run(self, db: Database) -> int:
        """Write the file and return how many rows are in it.

        Raises Stopped, StorageFull, StorageFailing; then nothing is left behind.
        """
        whole_file.write(self.target, self._watched(self._chunks(db)), self._disk())
        return self.written

    def _chunks(self, db: Database) -> Iterator[bytes]:
        if self.rows.seqs is not None:
            return evidence_csv.chunks_of(db, self.rows.seqs, raw=self._raw)
        assert self.rows.filter is not None, "rows are named by numbers or by a filter"
        return evidence_csv.chunks(db, self.rows.filter, raw=self._raw)

    def _watched(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for place, chunk in enumerate(chunks):
            if self._stopped.is_set():
                raise Stopped
            # The first chunk is the heading.
            self.written = min(self.rows.total, place * evidence_csv.ROWS_PER_CHUNK)
            yield chunk
        if self._stopped.is_set():
            raise Stopped
