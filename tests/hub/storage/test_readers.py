"""Questions on read-only connections, side by side."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.storage.readers import THREADS, Readers


class Connection:
    """Counts who opened and closed."""

    opened = 0
    closed = 0

    def __init__(self) -> None:
        type(self).opened += 1
        self.thread = threading.get_ident()

    def close(self) -> None:
        assert threading.get_ident() == self.thread
        type(self).closed += 1


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Connection]:
    monkeypatch.setattr(Connection, "opened", 0)
    monkeypatch.setattr(Connection, "closed", 0)
    return Connection


def test_each_thread_keeps_one_connection_and_closes_it_itself(counted: type[Connection]) -> None:
    async def scenario() -> None:
        readers = Readers(counted)
        answers = await asyncio.gather(*[readers.ask(lambda db: db.thread) for _ in range(50)])
        assert 1 <= len(set(answers)) <= THREADS
        assert counted.opened == len(set(answers))
        await readers.close()
        await readers.close()
        assert counted.closed == counted.opened

    asyncio.run(scenario())


def test_an_error_is_the_askers_and_the_thread_goes_on(counted: type[Connection]) -> None:
    def fails(_: Any) -> None:
        raise ValueError("no")

    async def scenario() -> None:
        readers = Readers(counted)
        with pytest.raises(ValueError, match="no"):
            await readers.ask(fails)
        assert await readers.ask(lambda db: 1) == 1
        await readers.close()

    asyncio.run(scenario())


def test_a_stream_has_its_own_connection_and_gives_it_back(counted: type[Connection]) -> None:
    def numbers(_: Any) -> Iterator[int]:
        yield from range(100)

    async def scenario() -> None:
        readers = Readers(counted)
        assert [number async for number in readers.stream(numbers)] == list(range(100))
        assert (counted.opened, counted.closed) == (1, 1)
        left_early = readers.stream(numbers)
        assert await anext(left_early) == 0
        await left_early.aclose()  # type: ignore[attr-defined]
        assert (counted.opened, counted.closed) == (2, 2)
        await readers.close()

    asyncio.run(scenario())


def test_a_stream_that_fails_closes_its_connection(counted: type[Connection]) -> None:
    def fails(_: Any) -> Iterator[int]:
        yield 1
        raise ValueError("in the middle")

    async def scenario() -> None:
        readers = Readers(counted)
        with pytest.raises(ValueError, match="in the middle"):
            _ = [number async for number in readers.stream(fails)]
        assert counted.closed == 1
        await readers.close()

    asyncio.run(scenario())


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    from models.database import open_reader, open_writer
    from models.folder import DataFolder

    folder = DataFolder.open(tmp_path)
    open_writer(folder).close()

    def write(db: Any) -> None:
        db.connection().execute("create table mine (x)")

    async def scenario() -> None:
        readers = Readers(lambda: open_reader(folder))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await readers.ask(write)
        await readers.close()

    asyncio.run(scenario())
    folder.close()
