"""The ledger as it is listed."""

from typing import Any

import pytest

from models import audit
from models.queries import audit as queries
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support.stores import NOW


@pytest.fixture
def ledger(db: Database) -> Database:
    """Four entries at the end of the ledger."""
    for at, actor, action, id in (
        (1, "sami", "device.revoked", "d1"),
        (2, "sami", "device.renamed", "d2"),
        (3, "device:d2", "job.claimed", "j1"),
        (4, "system", "devices.other", "d2"),
    ):
        audit.append(
            db,
            actor=actor,
            action=action,
            subject_type=action[:3],
            subject_id=id,
            detail={"n": at},
            now=NOW + at,
        )
    return db


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"since": NOW + 1, "until": NOW + 5}, [4, 3, 2, 1]),
        ({"actor": "sami"}, [2, 1]),
        ({"action_prefix": "device."}, [2, 1]),
        ({"subject_type": "job", "since": NOW}, [3]),
        ({"subject_id": "d2"}, [4, 2]),
        ({"since": NOW + 2, "until": NOW + 4}, [3, 2]),
        ({"actor": "nobody"}, []),
    ],
)
def test_filters(ledger: Database, facts: dict[str, Any], expected: list[int]) -> None:
    filter = AuditFilter(**facts)
    assert [entry.detail["n"] for entry in queries.page(ledger, filter).items] == expected
    assert queries.count(ledger, filter) == len(expected)


def test_everything_can_be_read_from_the_beginning(ledger: Database) -> None:
    everything = queries.rows_from(ledger, 1)
    assert [entry.seq for entry in everything] == list(range(1, len(everything) + 1))
    assert everything[0].previous_hash == audit.BEGINNING
    assert queries.rows_from(ledger, 3, limit=2) == everything[2:4]
