"""The hub keeps its id for good and counts its restores."""

from models import identity
from models.ids import is_id
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support.stores import NOW


def test_a_restore_raises_the_epoch_and_is_audited(db: Database) -> None:
    before = identity.read(db)
    after = identity.raise_epoch(db, actor="operator-1", now=NOW)
    assert is_id(before.hub_id)
    assert (after.hub_id, after.hub_epoch) == (before.hub_id, before.hub_epoch + 1)
    assert identity.read(db) == after
    (entry,) = audit.page(db, AuditFilter(action_prefix="hub.restored")).items
    assert entry.detail == {"epoch": 2}
