"""Asks for the rows of Evidence: first rows at once, the whole list after, the newest as it comes.

A keystroke waits for the answer to the one before it, not for a clock: on a quick store every
letter is answered, on a slow one only those that the store can follow.
"""

import asyncio
from array import array
from dataclasses import dataclass
from time import perf_counter

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.reads import Reads
from desktop.tasks import Tasks
from models.queries import evidence
from models.queries.evidence import EvidenceFilter
from models.rows import Database
from models.views import EvidenceView

FIRST = 100
REST_S = 0.06
"""How long a search must stand before the whole list is asked for."""
NEWS_MS = 300
MOST_NEWS = 500


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and in which order."""

    filter: EvidenceFilter
    sort: str = "seen"
    descending: bool = True

    @property
    def newest_first(self) -> bool:
        """Whether new rows belong on top."""
        return self.sort == "seen" and self.descending


@dataclass(frozen=True, slots=True)
class Found:
    """All rows of an answer."""

    seqs: array
    newest: int
    seconds: float


@dataclass(frozen=True, slots=True)
class News:
    """Rows that match and came after the answer, newest first; `more` when there are others."""

    views: list[EvidenceView]
    more: bool


def everything(db: Database, question: Question) -> Found:
    """The numbers of all rows that match."""
    began = perf_counter()
    seqs = evidence.seqs(db, question.filter, sort=question.sort, descending=question.descending)
    newest = (seqs[0] if seqs else 0) if question.newest_first else max(seqs, default=0)
    return Found(seqs, newest, perf_counter() - began)


def beginning(db: Database, question: Question) -> tuple[list[EvidenceView], float]:
    """The first rows that match, and how long that took."""
    began = perf_counter()
    views = evidence.first(
        db, question.filter, sort=question.sort, descending=question.descending, limit=FIRST
    )
    return views, perf_counter() - began


def newer(db: Database, filter: EvidenceFilter, than: int) -> list[EvidenceView]:
    """The rows that match and were stored after one that is known, newest first."""
    since = msgspec.structs.replace(filter, after=than)
    return evidence.first(db, since, limit=MOST_NEWS)


class Finder(QObject):
    """Holds the question of the page and brings its answers."""

    began = Signal(object, list)
    """Question and its first rows (list[EvidenceView])."""
    found = Signal(object, object)
    """Question and `Found`."""
    news = Signal(object)
    """`News`."""

    def __init__(self, reads: Reads, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads = reads
        self._tasks = tasks
        self._question: Question | None = None
        self._asking = False
        self._newest: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(NEWS_MS)
        self._soon.timeout.connect(self._look_for_news)

    @property
    def question(self) -> Question | None:
        """What was asked last."""
        return self._question

    def ask(self, question: Question) -> None:
        """Look for this from now on."""
        self._question = question
        self._newest = None
        self._soon.stop()
        if not self._asking:
            self._asking = True
            self._tasks.start(self._answer())

    def something_came(self) -> None:
        """Rows were stored: look soon whether some of them match."""
        if self._question is not None and not self._soon.isActive():
            self._soon.start()

    def taken(self, seq: int) -> None:
        """The operator has been shown the rows up to this one."""
        self._newest = max(self._newest or 0, seq)

    def close(self) -> None:
        """Ask nothing more (the tasks are their owner's)."""
        self._question = None
        self._soon.stop()

    async def _answer(self) -> None:
        try:
            question = None
            while question is not self._question and self._question is not None:
                question = self._question
                views, seconds = await self._reads.run(beginning, question)
        finally:
            self._asking = False
        if question is None or question is not self._question:
            return
        self.began.emit(question, views)
        if len(views) < FIRST:
            seqs = array("q", (view.seq for view in views))
            self._finish(question, Found(seqs, max(seqs, default=0), seconds))
        else:
            self._tasks.latest("everything", self._everything(question))

    async def _everything(self, question: Question) -> None:
        await asyncio.sleep(REST_S)
        if question is self._question:
            found = await self._reads.run(everything, question)
            if question is self._question:
                self._finish(question, found)

    def _finish(self, question: Question, found: Found) -> None:
        self._newest = found.newest
        self.found.emit(question, found)

    def _look_for_news(self) -> None:
        if self._newest is None:
            self._soon.start()  # the answer is still on its way
        else:
            self._tasks.latest("news", self._news(self._question))

    async def _news(self, question: Question | None) -> None:
        newest = self._newest
        if question is None or newest is None:
            return
        views = await self._reads.run(newer, question.filter, newest)
        if views and question is self._question and newest == self._newest:
            self.news.emit(News(views, more=len(views) == MOST_NEWS))


def changed(question: Question, **filter: object) -> Question:
    """The same question with another filter."""
    return Question(
        msgspec.structs.replace(question.filter, **filter), question.sort, question.descending
    )
