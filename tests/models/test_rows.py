"""Composed queries run on any database."""

from models.rows import Database, each, fetch, fetch_one, scalar
from models.tables import Workspace


def test_rows_come_as_plain_tuples(db: Database) -> None:
    query = Workspace.select(Workspace.seq, Workspace.name)
    assert fetch(db, query) == [(1, "My workspace")]
    assert list(each(db, query)) == [(1, "My workspace")]
    assert fetch_one(db, query) == (1, "My workspace")
    assert scalar(db, query) == 1


def test_nothing_found_is_none(db: Database) -> None:
    nothing = Workspace.select(Workspace.seq).where(Workspace.name == "x")
    assert fetch_one(db, nothing) is None
    assert scalar(db, nothing) is None
    assert fetch(db, nothing) == []


def test_operators_are_compiled_for_sqlite(db: Database) -> None:
    """`contains` is ILIKE in Peewee's own words; SQLite calls it LIKE, and % is plain text."""
    assert fetch(db, Workspace.select(Workspace.seq).where(Workspace.name.contains("WORK")))
    assert not fetch(db, Workspace.select(Workspace.seq).where(Workspace.name.contains("%")))
