"""Which waiting job is offered to which connected device, and when.

A job that becomes claimable is offered to every device that could take it now. A device that
connects, becomes free, or finds what it was offered taken by others is offered the next ones. No
event costs more than one look at each connected device.
"""

import asyncio
from collections.abc import Iterable
from itertools import islice

from hub.events import ConnectorChanged, DeviceChanged, Event, JobChanged, JobCreated
from hub.services.board import Board, Shelves, Waiting, account_need
from hub.services.conditions import Conditions
from hub.services.core import Core
from hub.services.leases import Leases
from hub.services.seats import Seat, Seats
from hub.services.switchboard import Switchboard
from hub.wire.messages import JobAvailable
from models.accounts.keys import key_of
from models.views import DeviceView, JobView

AT_ONCE = 200
"""The most that a device is offered by one event; its queue on the wire holds 256 messages."""
WHEN_FREE = 4
"""What a device that became free is offered to choose from; more follows when all are taken."""


class Offers:
    """Keeps the board up to date from the bus and tells devices what waits for them."""

    def __init__(self, core: Core, leases: Leases, wire: Switchboard) -> None:
        self.board = Board()
        self.conditions = Conditions()
        self._core = core
        self._leases = leases
        self._wire = wire
        self._seats = Seats()
        self._fresh: list[Waiting] = []
        self._hungry: dict[str, int] = {}
        self._round_comes = False

    def seat(self, device: DeviceView) -> list[Waiting]:
        """The device is connected and configured: what it may do now (the caller tells it)."""
        seat = self._seats.add(device.id, _able(device), device.draining)
        cards = self._choice(seat, AT_ONCE, self.board.shelves)
        for card in cards:
            self._seats.note(seat, card.job_id)
        return cards

    def leave(self, device_id: str) -> None:
        """The device's connection ended."""
        self._seats.remove(device_id)

    def freed(self, device_id: str) -> None:
        """Its run ended: it may take the next job."""
        self._feed(device_id, WHEN_FREE)

    def missed(self, device_id: str, job_id: str) -> None:
        """It asked for a job that it does not get; after its last offer it gets new ones."""
        seat = self._seats.get(device_id)
        if seat is not None and self._seats.strike(seat, job_id):
            self._feed(device_id, WHEN_FREE)

    def use_pauses(self, pauses: Iterable[tuple[str, str | None]]) -> None:
        """What is held now, as (scope, target)."""
        self.conditions.use_pauses(pauses)
        self._all_look_again()

    async def remind(self) -> None:
        """Devices that left their offers lying hear of everything once more."""
        for seat in self._seats:
            if seat.offered:
                self._feed(seat.device_id, AT_ONCE)

    def take_due(self) -> None:
        """The time of some jobs came."""
        self._offer_fresh(self.board.take_due(self._core.now()))

    def hear(self, event: Event) -> None:
        """Listens to the bus."""
        if isinstance(event, JobCreated | JobChanged):
            self._job_changed(event.job)
        elif isinstance(event, DeviceChanged):
            self._device_changed(event.device)
        elif isinstance(event, ConnectorChanged):
            self.conditions.use_connector(event.connector)
            self._all_look_again()

    def _job_changed(self, job: JobView) -> None:
        free = self.conditions.use_job(job)
        for seat in self._seats if free is not None else ():
            if free in seat.capabilities:
                self._feed(seat.device_id, WHEN_FREE)
        known = job.id in self.board
        card = self.board.update(job, self._core.now())
        if card is not None:
            self._offer_fresh([card])
        elif known and job.id not in self.board:
            for seat in self._seats.taken(job.id):
                self._feed(seat.device_id, WHEN_FREE)
            holder = self._seats.get(job.assigned_agent_id or "")
            if holder is not None:
                self._seats.forget(holder)  # busy now; it is offered anew when it is free

    def _device_changed(self, device: DeviceView) -> None:
        seat = self._seats.get(device.id)
        able = _able(device)
        if seat is not None and (seat.capabilities, seat.draining) != (able, device.draining):
            seat.capabilities, seat.draining = able, device.draining
            self._feed(device.id, AT_ONCE)

    def _all_look_again(self) -> None:
        for seat in self._seats:
            self._feed(seat.device_id, AT_ONCE)

    def _offer_fresh(self, cards: list[Waiting]) -> None:
        if self._seats:
            self._fresh += cards
            self._call_round()

    def _feed(self, device_id: str, limit: int) -> None:
        if self._seats.get(device_id) is not None:
            self._hungry[device_id] = max(limit, self._hungry.get(device_id, 0))
            self._call_round()

    def _call_round(self) -> None:
        """All that one turn of the loop changed is offered in one round."""
        if not self._round_comes:
            self._round_comes = True
            asyncio.get_running_loop().call_soon(self._round)

    def _round(self) -> None:
        self._round_comes = False
        fresh, self._fresh = self._fresh, []
        hungry, self._hungry = self._hungry, {}
        for device_id, limit in hungry.items():
            seat = self._seats.get(device_id)
            if seat is not None:
                self._seats.forget(seat)
                self._offer(seat, self._choice(seat, limit, self.board.shelves))
        new = Shelves(card for card in fresh if card.job_id in self.board)
        for seat in self._seats if fresh else ():
            self._offer(seat, self._choice(seat, AT_ONCE, new))

    def _choice(self, seat: Seat, limit: int, shelves: Shelves) -> list[Waiting]:
        """What this device may take now, the most urgent first.

        Devices ask for the first they are offered. So that they do not all ask for the same one,
        jobs that nobody else considers stand first among those of equal priority, and where there
        are none each device begins at another place.
        """
        device_id = seat.device_id
        if (
            seat.draining
            or self.conditions.holds_device(device_id)
            or self._leases.of_device(device_id)
        ):
            return []
        cards = shelves.first(device_id, self.conditions.able(seat.capabilities), AT_ONCE)
        cards.sort(key=lambda card: (card.rank, self._seats.considered(card.job_id)))
        if cards and self._seats.considered(cards[0].job_id):
            equal = sum(card.rank == cards[0].rank for card in cards)
            start = seat.ordinal % equal
            cards[:equal] = cards[start:equal] + cards[:start]
        return cards[:limit]

    def _offer(self, seat: Seat, cards: list[Waiting]) -> None:
        for card in cards:
            if card.job_id not in seat.offered:
                self._seats.note(seat, card.job_id)
                self._wire.push(seat.device_id, *self.message(card))

    def message(self, card: Waiting) -> tuple[str, JobAvailable]:
        """How the wire says that a job waits: by name to the one that it can only be for."""
        event = "job:new" if card.directed_to or self._has_one_holder(card) else "job:available"
        body = JobAvailable(
            job_id=card.job_id, type=card.type, context=card.context, priority=card.priority
        )
        return event, body

    def _has_one_holder(self, card: Waiting) -> bool:
        """Of all connected devices one is bound to its account."""
        need = card.account
        if need is None:
            return False
        return len(list(islice((1 for s in self._seats if need in s.capabilities), 2))) == 1


def _able(device: DeviceView) -> frozenset[str]:
    """Its connectors, and the accounts that its profile holds."""
    accounts = {account_need(key_of(one.platform, one.handle)) for one in device.bindings}
    return frozenset(device.capabilities) | accounts
