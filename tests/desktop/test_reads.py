"""Reads come off the GUI thread, each thread with its own connection."""

import asyncio
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.reads import THREADS, Reads
from models.database import open_reader
from models.folder import DataFolder
from models.queries import jobs
from tests.support.desk import settled


class Connection:
    """Counts and knows the thread that made it."""

    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.closed_on: threading.Thread | None = None

    def close(self) -> None:
        self.closed_on = threading.current_thread()


def result(loop: QEventLoop, qtbot: QtBot, work: object) -> object:
    task = loop.create_task(work)
    qtbot.waitUntil(task.done)
    return task.result()


def test_a_query_is_answered_from_the_data_folder(
    loop: QEventLoop, qtbot: QtBot, sample_folder: Path
) -> None:
    folder = DataFolder.read_only(sample_folder)
    reads = Reads(lambda: open_reader(folder))
    counts = result(loop, qtbot, reads.run(jobs.counts))
    assert counts.needs_user == 2
    reads.close()


def test_nothing_runs_on_the_gui_thread(loop: QEventLoop, qtbot: QtBot) -> None:
    reads = Reads(Connection)
    on = result(loop, qtbot, reads.run(lambda db: (db.thread, threading.current_thread())))
    assert on[0] is on[1]
    assert on[1] is not threading.main_thread()
    reads.close()


def test_a_failure_is_raised_where_it_was_asked(loop: QEventLoop, qtbot: QtBot) -> None:
    def fails(_: object) -> None:
        raise KeyError("no")

    reads = Reads(Connection)
    with pytest.raises(KeyError):
        result(loop, qtbot, reads.run(fails))
    reads.close()


def test_a_question_nobody_waits_for_is_not_asked(loop: QEventLoop, qtbot: QtBot) -> None:
    gate, held, asked = threading.Event(), [], []

    def hold(_: object) -> None:
        held.append(1)
        gate.wait(5)

    reads = Reads(Connection)
    blockers = [loop.create_task(reads.run(hold)) for _ in range(THREADS)]
    qtbot.waitUntil(lambda: len(held) == THREADS)
    waiting = loop.create_task(reads.run(asked.append))
    result(loop, qtbot, settled())
    waiting.cancel()
    qtbot.waitUntil(waiting.done)
    result(loop, qtbot, settled())
    gate.set()
    qtbot.waitUntil(lambda: all(task.done() for task in blockers))
    reads.close()
    assert asked == []


def test_connections_are_closed_on_their_own_threads(loop: QEventLoop, qtbot: QtBot) -> None:
    made: list[Connection] = []

    def connect() -> Connection:
        made.append(Connection())
        return made[-1]

    reads = Reads(connect)
    result(loop, qtbot, asyncio.wait_for(reads.run(lambda _: None), 5))
    reads.close()
    assert all(connection.closed_on is connection.thread for connection in made)


def test_a_question_after_the_end_is_cancelled(loop: QEventLoop, qtbot: QtBot) -> None:
    reads = Reads(Connection)
    reads.close()
    task = loop.create_task(reads.run(lambda _: None))
    qtbot.waitUntil(task.done)
    assert task.cancelled()


def test_work_without_a_database(loop: QEventLoop, qtbot: QtBot) -> None:
    reads = Reads(Connection)
    assert result(loop, qtbot, reads.work(lambda text: text.upper(), "abc")) == "ABC"
    reads.close()
