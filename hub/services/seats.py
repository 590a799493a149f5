"""Connected devices as the offering of jobs sees them, and which offers each has open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count


@dataclass(slots=True)
class Seat:
    """One connected device: what it can do, and which offers it has not seen taken."""

    device_id: str
    ordinal: int
    """Which seat it is, counted from the hub's start."""
    capabilities: frozenset[str]
    draining: bool
    offered: set[str] = field(default_factory=set)


class Seats:
    """All seats, and from each offered job back to the seats that consider it."""

    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}
        self._considered_by: dict[str, set[str]] = {}
        self._ordinals = count()

    def __iter__(self) -> Iterator[Seat]:
        return iter(self._seats.values())

    def __bool__(self) -> bool:
        return bool(self._seats)

    def get(self, device_id: str) -> Seat | None:
        """The seat of a connected device."""
        return self._seats.get(device_id)

    def add(self, device_id: str, capabilities: frozenset[str], draining: bool) -> Seat:
        """The device connected; what an older connection was offered is forgotten."""
        self.remove(device_id)
        seat = Seat(device_id, next(self._ordinals), capabilities, draining)
        self._seats[device_id] = seat
        return seat

    def remove(self, device_id: str) -> None:
        """The device's connection ended."""
        seat = self._seats.pop(device_id, None)
        if seat is not None:
            self.forget(seat)

    def considered(self, job_id: str) -> bool:
        """Whether some device has an open offer of this job."""
        return job_id in self._considered_by

    def note(self, seat: Seat, job_id: str) -> None:
        """The job was offered to this seat."""
        seat.offered.add(job_id)
        self._considered_by.setdefault(job_id, set()).add(seat.device_id)

    def strike(self, seat: Seat, job_id: str) -> bool:
        """The offer is void; True when it was the last one the seat had."""
        if job_id not in seat.offered:
            return False
        seat.offered.discard(job_id)
        self._drop(job_id, seat.device_id)
        return not seat.offered

    def taken(self, job_id: str) -> list[Seat]:
        """Nobody can have the job any more: the seats that lost their last offer by it."""
        considering = list(self._considered_by.get(job_id, ()))
        return [
            seat for seat in map(self._seats.__getitem__, considering) if self.strike(seat, job_id)
        ]

    def forget(self, seat: Seat) -> None:
        """All offers of the seat are void."""
        for job_id in seat.offered:
            self._drop(job_id, seat.device_id)
        seat.offered.clear()

    def _drop(self, job_id: str, device_id: str) -> None:
        others = self._considered_by[job_id]
        others.discard(device_id)
        if not others:
            del self._considered_by[job_id]
