"""One export on its way."""

import csv
import errno
import io
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exporting import EvidenceExport, Rows, Stopped
from models.disk import Disk
from models.errors import StorageFull
from models.queries.evidence import EvidenceFilter
from tests.support.findings import Findings


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    made = Findings(tmp_path / "data")
    made.store({"title": f"Row {n}"} for n in range(25))
    yield made
    made.close()


def written(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_rows_are_written_in_the_order_they_were_given(findings: Findings, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export = EvidenceExport(Rows(3, array("q", [9, 2, 17])), target, raw=False)
    assert export.run(findings.db) == 3
    assert [row["title"] for row in written(target)] == ["Row 8", "Row 1", "Row 16"]


def test_all_that_a_filter_leaves(findings: Findings, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    rows = Rows(25, filter=EvidenceFilter(job_id=findings.run.job.id))
    assert EvidenceExport(rows, target, raw=True).run(findings.db) == 25
    assert len(written(target)) == 25


def test_stopped_it_leaves_nothing(findings: Findings, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export = EvidenceExport(Rows(1, array("q", [1])), target, raw=False)
    export.stop()
    with pytest.raises(Stopped):
        export.run(findings.db)
    assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


class FullDisk(Disk):
    """No room from the second write on."""

    writes = 0

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self.writes += 1
        if self.writes > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(descriptor, data)


def test_a_full_disk_leaves_no_half_file(findings: Findings, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    rows = Rows(25, array("q", range(1, 26)))
    with pytest.raises(StorageFull):
        EvidenceExport(rows, target, raw=False, disk=FullDisk).run(findings.db)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
