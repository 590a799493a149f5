"""The one table from exceptions to wire codes."""

from pathlib import Path

import pytest

from hub.errors import WireError
from hub.wire.failures import INTERNAL, as_wire_error
from models.errors import (
    FolderNewer,
    FolderTaken,
    FolderUnwritable,
    InvalidInput,
    NotFound,
    RuleRefused,
    StorageFull,
    StoreError,
)

HERE = Path("data")
TABLE = [
    (WireError("BUSY", "Busy.", retryable=True), "BUSY", "Busy.", True),
    (RuleRefused("LEASE_LOST", "Lost."), "LEASE_LOST", "Lost.", False),
    (RuleRefused("PAUSED", "Paused.", retryable=True), "PAUSED", "Paused.", True),
    (NotFound("job", "j1"), "JOB_NOT_FOUND", "There is no job j1.", False),
    (NotFound("proof", "p1"), "INVALID", "There is no proof p1.", False),
    (InvalidInput("mime", "is unknown"), "INVALID", "mime: is unknown", False),
    (StorageFull("Full."), "RETRY_LATER", "Full.", True),
    (StoreError("Odd."), "RETRY_LATER", "Odd.", True),
    (FolderTaken(HERE, "Taken."), "RETRY_LATER", "Taken.", True),
    (FolderUnwritable(HERE, "Read-only."), "RETRY_LATER", "Read-only.", True),
    (FolderNewer(HERE, "Newer."), "RETRY_LATER", "Newer.", True),
]


@pytest.mark.parametrize(
    ("error", "code", "message", "retryable"), TABLE, ids=[type(row[0]).__name__ for row in TABLE]
)
def test_known_exceptions(error: Exception, code: str, message: str, retryable: bool) -> None:
    told = as_wire_error(error)
    assert (told.code, told.message, told.retryable) == (code, message, retryable)


def test_details() -> None:
    assert as_wire_error(NotFound("job", "j1")).job_id == "j1"
    assert as_wire_error(InvalidInput("mime", "is unknown")).details == {"field": "mime"}


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), OSError("x"), RuntimeError("x")])
def test_our_own_mistakes_stay_inside(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    told = as_wire_error(error)
    assert (told.code, told.message, told.retryable) == ("INTERNAL", INTERNAL, True)
    (record,) = caplog.records
    assert record.exc_info
    assert record.exc_info[1] is error
    caplog.clear()
