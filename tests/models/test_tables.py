"""The tables as Peewee sees them are the tables that the migrations make."""

from models import tables
from models.rows import Database


def test_every_column_and_what_may_be_empty_agree(db: Database) -> None:
    for table in tables.Table.__subclasses__():
        made = db.execute_sql(f"PRAGMA table_info({table._meta.table_name})").fetchall()
        assert {name for _, name, *_ in made} == set(table._meta.columns), table
        optional = {name for _, name, _, required, _, key in made if not required and not key}
        assert optional == {n for n, field in table._meta.columns.items() if field.null}, table


def test_no_table_is_forgotten(db: Database) -> None:
    made = db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    known = {table._meta.table_name for table in tables.Table.__subclasses__()}
    indexes = {name for (name,) in made if name.startswith("evidence_search")}
    assert {name for (name,) in made} - indexes - {"schema_migration"} == known


def test_no_table_is_bound_to_a_database() -> None:
    assert all(table._meta.database is None for table in tables.Table.__subclasses__())
