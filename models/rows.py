"""The database as this layer speaks to it: typed doors of Peewee, plain tuples out."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import Query, SqliteDatabase

Row = tuple[Any, ...]


class Database(SqliteDatabase):
    """The type of every `db` parameter; connections are per thread and open on first use."""

    def execute_sql(
        self, sql: str, params: Sequence[Any] | Mapping[str, Any] | None = None
    ) -> sqlite3.Cursor:
        """One statement, in the transaction that is open or in its own."""
        cursor: sqlite3.Cursor = super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        return cursor

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for what Peewee has no word for (executemany, backup)."""
        connection: sqlite3.Connection = super().connection()  # type: ignore[no-untyped-call]
        return connection


def fetch(db: Database, query: Query) -> list[Row]:
    """All rows of a composed query."""
    rows: list[Row] = _run(db, query).fetchall()
    return rows


def fetch_one(db: Database, query: Query) -> Row | None:
    """The first row."""
    row: Row | None = _run(db, query).fetchone()
    return row


def scalar(db: Database, query: Query) -> Any:
    """The first column of the first row; None when there is none."""
    row = fetch_one(db, query)
    return None if row is None else row[0]


def each(db: Database, query: Query) -> Iterator[Row]:
    """The rows one by one, for answers that do not fit into memory."""
    return iter(_run(db, query))


def _run(db: Database, query: Query) -> sqlite3.Cursor:
    """Compiled for this database: some operators have another word in SQLite."""
    compiled = db.get_sql_context().sql(query)  # type: ignore[no-untyped-call]
    return db.execute_sql(*compiled.query())
