"""The board of waiting jobs, in memory: what could be claimed now, and what becomes claimable when.

Jobs stand on shelves by what they need and to whom they are directed, each shelf in the order of
claiming. So a device that becomes free looks at a few shelves, not at every job.
"""

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from models.states import PENDING
from models.views import JobView

Needs = frozenset[str]

ACCOUNT_MARK = "@"
REMEMBERED = 20_000
"""So many jobs that left the board are known as gone."""


class Waiting(NamedTuple):
    """One claimable job; tuples compare by priority (highest first), then age."""

    rank: int
    seq: int
    job_id: str
    type: str
    context: dict[str, Any]
    needs: Needs
    directed_to: str | None

    @property
    def account(self) -> str | None:
        """The need that is an account, when it has one."""
        return next((need for need in self.needs if need.startswith(ACCOUNT_MARK)), None)

    @property
    def priority(self) -> int:
        """As the operator gave it."""
        return -self.rank


def account_need(key: str) -> str:
    """An account as one more thing that a job needs and a device's profile has."""
    return f"{ACCOUNT_MARK}{key}"


def waiting(job: JobView) -> Waiting | None:
    """The card of a job that some agent may do some time; None for parents and held ones."""
    if job.status != PENDING or job.held or not job.needs:
        return None
    needs = frozenset(job.needs)
    if job.account is not None:
        needs |= {account_need(job.account)}
    directed = job.directed_agent_id
    return Waiting(-job.priority, job.seq, job.id, job.type, job.input, needs, directed)


Shelf = list[Waiting]


class Shelves:
    """Cards by whom they are directed to and what they need."""

    def __init__(self, cards: Iterable[Waiting] = ()) -> None:
        self._shelves: dict[str | None, dict[Needs, Shelf]] = {}
        for card in cards:
            self.add(card)

    def add(self, card: Waiting) -> None:
        """Put a card where it belongs."""
        shelf = self._shelves.setdefault(card.directed_to, {}).setdefault(card.needs, [])
        insort(shelf, card, key=_order)

    def remove(self, card: Waiting) -> None:
        """Take a card away; it must be there."""
        shelves = self._shelves[card.directed_to]
        shelf = shelves[card.needs]
        del shelf[bisect_left(shelf, _order(card), key=_order)]
        if not shelf:
            del shelves[card.needs]
            if not shelves:
                del self._shelves[card.directed_to]

    def first(self, device_id: str, able: frozenset[str], limit: int) -> list[Waiting]:
        """The first cards for a device that can do `able`, in the order of claiming."""
        mine = [*self._fitting(device_id, able), *self._fitting(None, able)]
        return list(islice(heapq.merge(*mine, key=_order), limit))

    def _fitting(self, directed_to: str | None, able: frozenset[str]) -> Iterator[Shelf]:
        for needs, shelf in self._shelves.get(directed_to, {}).items():
            if needs <= able:
                yield shelf


class Board:
    """All waiting jobs: claimable ones on the shelves, later ones in the calendar."""

    def __init__(self) -> None:
        self.shelves = Shelves()
        self._cards: dict[str, Waiting] = {}
        self._later: dict[str, tuple[int, Waiting]] = {}
        self._calendar: list[tuple[int, str]] = []
        self._gone: dict[str, None] = {}

    def gone(self, job_id: str) -> bool:
        """Whether the job was claimable not long ago and is no more: it need not be looked up."""
        return job_id in self._gone

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._cards

    def update(self, job: JobView, now: int) -> Waiting | None:
        """Keep up with a job that was made or changed; its card when it just became claimable."""
        card = waiting(job)
        if job.status == PENDING:  # put off or held: asked for, the store says so
            self._gone.pop(job.id, None)
        known = self._cards.get(job.id)
        self._later.pop(job.id, None)
        if card is not None and job.run_after is not None and job.run_after > now:
            self._later[job.id] = (job.run_after, card)
            heapq.heappush(self._calendar, (job.run_after, job.id))
            card = None
        if card == known:
            return None
        if known is not None:
            self._take_down(known, gone=job.status != PENDING)
        if card is not None:
            self._put_up(card)
        return card

    def next_due(self) -> int | None:
        """When the next job of the calendar becomes claimable."""
        while self._calendar:
            due, job_id = self._calendar[0]
            if job_id in self._later and self._later[job_id][0] == due:
                return due
            heapq.heappop(self._calendar)
        return None

    def take_due(self, now: int) -> list[Waiting]:
        """Move what is due from the calendar to the shelves."""
        due = []
        while (at := self.next_due()) is not None and at <= now:
            _, job_id = heapq.heappop(self._calendar)
            _, card = self._later.pop(job_id)
            self._put_up(card)
            due.append(card)
        return due

    def _put_up(self, card: Waiting) -> None:
        self._gone.pop(card.job_id, None)
        self._cards[card.job_id] = card
        self.shelves.add(card)

    def _take_down(self, card: Waiting, *, gone: bool) -> None:
        del self._cards[card.job_id]
        self.shelves.remove(card)
        if gone:
            self._gone[card.job_id] = None
        if len(self._gone) > REMEMBERED:
            del self._gone[next(iter(self._gone))]


def _order(card: Waiting) -> tuple[int, int]:
    return card.rank, card.seq
