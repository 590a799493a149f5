"""Nothing is reported done that is not durable, and one's error is one's own."""

import asyncio
import sqlite3
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from peewee import SqliteDatabase

from hub.bus import Bus
from hub.events import Event, StorageState
from hub.storage.store import Store
from models.errors import StorageFull, StoreError

T = TypeVar("T")


class Disk:
    """A database on disk whose pages can run out."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.sqlite3"
        self.opened = 0
        self.most_pages = 0
        with sqlite3.connect(self.file) as connection:
            connection.execute("pragma journal_mode=wal")
            connection.execute("create table note (id integer primary key, text not null unique)")
        connection.close()

    def writer(self) -> SqliteDatabase:
        self.opened += 1
        database = SqliteDatabase(self.file, pragmas={"synchronous": 2})
        database.connect()
        if self.most_pages:
            database.execute_sql(f"pragma max_page_count={self.most_pages}")
        return database

    def reader(self) -> SqliteDatabase:
        database = SqliteDatabase(f"file:{self.file}?mode=ro", uri=True)
        database.connect()
        return database

    def texts(self) -> list[str]:
        connection = sqlite3.connect(self.file)
        try:
            return [row[0] for row in connection.execute("select text from note order by id")]
        finally:
            connection.close()


def add(database: Any, text: str) -> str:
    database.execute_sql("insert into note(text) values (?)", (text,))
    return text


def add_then_fail(database: Any, text: str) -> None:
    add(database, text)
    raise ValueError(text)


def count(database: Any) -> int:
    return int(database.execute_sql("select count(*) from note").fetchone()[0])


def lines(database: Any) -> Iterator[str]:
    for row in database.execute_sql("select text from note order by id"):
        yield row[0]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


class Open:
    """A started store with the events that it published."""

    def __init__(self, disk: Disk) -> None:
        self.heard: list[Event] = []
        bus = Bus()
        bus.subscribe(self.heard.append)
        self.store = Store(disk.writer, disk.reader, bus)

    async def __aenter__(self) -> Store:
        await self.store.start()
        return self.store

    async def __aexit__(self, *_: object) -> None:
        await self.store.stop()

    def states(self) -> list[str]:
        return [event.state for event in self.heard if isinstance(event, StorageState)]


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def test_what_is_reported_done_is_committed(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            assert await store.write(add, "one") == "one"
            assert disk.texts() == ["one"]
            assert await store.read(count) == 1

    run(scenario())


def test_one_bad_piece_of_work_costs_only_itself(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            results = await asyncio.gather(
                store.write(add, "one"),
                store.write(add_then_fail, "two"),
                store.write(add, "three"),
                store.write(add, "one"),
                store.write(add, "four"),
                return_exceptions=True,
            )
        assert [r for r in results if isinstance(r, str)] == ["one", "three", "four"]
        assert isinstance(results[1], ValueError)
        assert type(results[3]).__name__ == "IntegrityError"

    run(scenario())
    assert disk.texts() == ["one", "three", "four"]


def test_a_failure_after_a_change_is_undone_alone(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            for round_ in range(3):
                results = await asyncio.gather(
                    *[store.write(add, f"{round_}.{n}") for n in range(5)],
                    store.write(add_then_fail, f"{round_}.half"),
                    *[store.write(add, f"{round_}.{n}") for n in range(5, 10)],
                    return_exceptions=True,
                )
                assert isinstance(results[5], ValueError)

    run(scenario())
    assert disk.texts() == [f"{round_}.{n}" for round_ in range(3) for n in range(10)]


def test_what_is_queued_shares_one_transaction(disk: Disk) -> None:
    """Work that is queued while the writer is busy sees one and the same snapshot of others."""

    def outside(_: Any) -> int:
        return len(disk.texts())

    async def scenario() -> list[Any]:
        async with Open(disk) as store:
            return await asyncio.gather(
                *[store.write(add, str(n)) for n in range(50)], store.write(outside)
            )

    seen_outside = run(scenario())[-1]
    assert seen_outside < 50  # the fifty were not yet committed when the last one ran
    assert len(disk.texts()) == 50


def test_a_full_disk_fails_the_whole_batch_and_is_survived(disk: Disk) -> None:
    disk.most_pages = 12
    opened = Open(disk)

    async def scenario() -> None:
        async with opened as store:
            big = "x" * 60_000
            results = await asyncio.gather(
                store.write(add, "small"), store.write(add, big), return_exceptions=True
            )
            failed = [r for r in results if isinstance(r, StorageFull)]
            assert failed
            assert disk.texts() in ([], ["small"])  # never a part that nobody was told of
            assert ("small" in disk.texts()) == (results[0] == "small")
            assert store.state.state == "full"
            disk.most_pages = 100_000
            assert await store.write(add, "later") == "later"
            assert store.state.state == "ok"

    run(scenario())
    assert disk.texts()[-1] == "later"
    assert opened.states() == ["full", "ok"]


def test_a_refusal_says_nothing_about_the_disk(disk: Disk) -> None:
    disk.most_pages = 12
    opened = Open(disk)

    async def scenario() -> None:
        async with opened as store:
            with pytest.raises(StorageFull):
                await store.write(add, "x" * 90_000)
            with pytest.raises(ValueError, match="no"):
                await store.write(_refuses)
            assert store.state.state == "full"

    run(scenario())


def _refuses(_: Any) -> None:
    raise ValueError("no")


def test_a_commit_that_fails_is_acknowledged_to_nobody(
    disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    """A deferred constraint is judged at COMMIT: everybody in that transaction hears of it."""

    def orphan(database: Any) -> None:
        database.execute_sql("pragma defer_foreign_keys=on")
        database.execute_sql("insert into child(parent) values (99)")

    connection = sqlite3.connect(disk.file)
    connection.execute("create table child (parent integer references note(id))")
    connection.close()

    def strict_writer() -> SqliteDatabase:
        database = disk.writer()
        database.execute_sql("pragma foreign_keys=on")
        return database

    async def scenario() -> list[Any]:
        store = Store(strict_writer, disk.reader, Bus())
        await store.start()
        results = await asyncio.gather(
            store.write(_hold), store.write(add, "one"), store.write(orphan), return_exceptions=True
        )
        assert await store.write(add, "two") == "two"
        await store.stop()
        return results

    results = run(scenario())
    assert isinstance(results[2], StoreError)
    assert disk.texts() == (["two"] if isinstance(results[1], StoreError) else ["one", "two"])
    assert any("A transaction of" in r.getMessage() for r in caplog.records)
    caplog.clear()


def _hold(_: Any) -> None:
    """Occupies the writer for a moment, so that what follows is queued together."""


def test_a_lost_transaction_is_noticed_even_when_the_work_hides_it(
    disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    def ends_it(database: Any) -> None:
        database.connection().execute("rollback")
        raise ValueError("gone")

    async def scenario() -> list[Any]:
        async with Open(disk) as store:
            return await asyncio.gather(
                store.write(add, "one"), store.write(ends_it), return_exceptions=True
            )

    results = run(scenario())
    assert isinstance(results[1], StoreError)
    assert disk.texts() == (["one"] if results[0] == "one" else [])
    assert any("A transaction of" in r.getMessage() for r in caplog.records)
    caplog.clear()


def test_stopping_writes_what_is_queued_and_then_refuses(disk: Disk) -> None:
    async def scenario() -> None:
        store = Store(disk.writer, disk.reader, Bus())
        await store.start()
        queued = [store.write(add, str(n)) for n in range(20)]
        await store.stop()
        assert [future.result() for future in queued] == [str(n) for n in range(20)]
        with pytest.raises(StoreError, match="stopping"):
            store.write(add, "late")

    run(scenario())
    assert len(disk.texts()) == 20


def test_a_waiter_that_gave_up_does_not_disturb_the_others(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            given_up = store.write(add, "one")
            given_up.cancel()
            assert await store.write(add, "two") == "two"

    run(scenario())
    assert disk.texts() == ["one", "two"]


def test_a_database_that_cannot_be_opened_stops_the_start(disk: Disk) -> None:
    def broken() -> SqliteDatabase:
        raise StoreError("The database was written by a newer Proofdesk.")

    async def scenario() -> None:
        store = Store(broken, disk.reader, Bus())
        with pytest.raises(StoreError, match="newer"):
            await store.start()

    run(scenario())


def test_a_long_answer_is_streamed_and_may_be_left_early(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            await asyncio.gather(*[store.write(add, str(n)) for n in range(10)])
            assert [line async for line in store.stream(lines)] == [str(n) for n in range(10)]
            taken = store.stream(lines)
            async for line in taken:
                assert line == "0"
                break
            await taken.aclose()  # type: ignore[attr-defined]

    run(scenario())


def test_readers_ask_side_by_side_and_close(disk: Disk) -> None:
    async def scenario() -> None:
        async with Open(disk) as store:
            await store.write(add, "one")
            assert await asyncio.gather(*[store.read(count) for _ in range(20)]) == [1] * 20

    run(scenario())
