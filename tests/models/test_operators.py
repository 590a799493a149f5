"""Names beside the audit entries."""

import pytest

from models import operators
from models.errors import InvalidInput, NotFound
from models.rows import Database
from tests.support.stores import NOW


def test_the_operator_can_be_renamed(db: Database) -> None:
    first = operators.first(db)
    renamed = operators.rename(db, first.id, "  Sami ", actor=first.id, now=NOW)
    assert renamed.name == "Sami"
    assert operators.names(db) == {first.id: "Sami"}


def test_a_wrong_name_or_operator_is_refused(db: Database) -> None:
    first = operators.first(db)
    with pytest.raises(InvalidInput, match="empty"):
        operators.rename(db, first.id, " ", actor=first.id, now=NOW)
    with pytest.raises(NotFound):
        operators.rename(db, "nobody", "Sami", actor=first.id, now=NOW)
    assert operators.first(db) == first
