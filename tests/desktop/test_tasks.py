"""Coroutines have an owner."""

import asyncio

import pytest
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.tasks import Tasks


def test_a_failure_reaches_the_owner(loop: QEventLoop, qtbot: QtBot) -> None:
    heard: list[BaseException] = []

    async def fails() -> None:
        raise ValueError("no")

    tasks = Tasks(heard.append)
    tasks.start(fails())
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "no"
    assert tasks.running == 0


def test_a_failure_that_nobody_owns_goes_to_the_log(
    loop: QEventLoop, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> None:
        raise ValueError("no")

    tasks = Tasks()
    tasks.start(fails())
    qtbot.waitUntil(lambda: bool(caplog.records))
    assert "a task of the window failed" in caplog.text
    caplog.clear()


def test_a_newer_question_drops_the_older(loop: QEventLoop, qtbot: QtBot) -> None:
    answers: list[int] = []

    async def answer(number: int) -> None:
        await asyncio.sleep(0)
        answers.append(number)

    tasks = Tasks()
    tasks.latest("question", answer(1))
    tasks.latest("question", answer(2))
    tasks.latest("another", answer(3))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [2, 3]


def test_the_end_of_the_owner_ends_them(loop: QEventLoop, qtbot: QtBot) -> None:
    async def waits() -> None:
        await asyncio.get_running_loop().create_future()

    tasks = Tasks()
    task = tasks.start(waits())
    tasks.cancel()
    qtbot.waitUntil(task.done)
    assert task.cancelled()
