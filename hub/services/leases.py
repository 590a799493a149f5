"""Who holds which job, in memory, by the monotonic clock.

A lease is what heartbeats renew; no database is touched for that. The database knows the epoch of
every running job, so after a restart the leases are made anew with a grace period.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hub.limits import LEASE_SECONDS


@dataclass(slots=True)
class Lease:
    """One device's hold on one job; `until` is a reading of the monotonic clock."""

    job_id: str
    epoch: int
    device_id: str
    until: float
    cancelled: bool = False
    """The operator asked for the end; the agent is told with every heartbeat until it obeys."""


class Leases:
    """All leases in force, by job and by device."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._by_job: dict[str, Lease] = {}
        self._by_device: dict[str, dict[str, Lease]] = {}

    def __iter__(self) -> Iterator[Lease]:
        return iter(list(self._by_job.values()))

    def grant(self, job_id: str, epoch: int, device_id: str, *, cancelled: bool = False) -> Lease:
        """A new lease; an older one of the same job ends with it."""
        self.release(job_id)
        until = self._clock() + LEASE_SECONDS
        lease = Lease(job_id, epoch, device_id, until, cancelled)
        self._by_job[job_id] = lease
        self._by_device.setdefault(device_id, {})[job_id] = lease
        return lease

    def release(self, job_id: str, epoch: int | None = None) -> Lease | None:
        """End the lease of a job (only of this epoch when one is named)."""
        lease = self._by_job.get(job_id)
        if lease is None or (epoch is not None and lease.epoch != epoch):
            return None
        del self._by_job[job_id]
        mine = self._by_device[lease.device_id]
        del mine[job_id]
        if not mine:
            del self._by_device[lease.device_id]
        return lease

    def of_job(self, job_id: str) -> Lease | None:
        """The lease in force on a job."""
        return self._by_job.get(job_id)

    def of_device(self, device_id: str) -> list[Lease]:
        """All that a device holds."""
        return list(self._by_device.get(device_id, {}).values())

    def held(self, device_id: str, job_id: str) -> Lease | None:
        """The lease that this very device holds on this job."""
        return self._by_device.get(device_id, {}).get(job_id)

    def renew(self, device_id: str, named: Iterable[tuple[str, int]] | None = None) -> list[str]:
        """Prolong the leases named (all of the device's when None); answers the ones lost."""
        until = self._clock() + LEASE_SECONDS
        if named is None:
            for lease in self._by_device.get(device_id, {}).values():
                lease.until = until
            return []
        lost = []
        for job_id, epoch in named:
            mine = self.held(device_id, job_id)
            if mine is None or mine.epoch != epoch:
                lost.append(job_id)
            else:
                mine.until = until
        return lost

    def grace(self) -> None:
        """Nobody could renew for a while (restart, sleep): everybody gets a full term from now."""
        until = self._clock() + LEASE_SECONDS
        for lease in self._by_job.values():
            lease.until = max(lease.until, until)

    def expired(self) -> list[Lease]:
        """Those whose time is over; they stay in force until released."""
        now = self._clock()
        return [lease for lease in self._by_job.values() if lease.until <= now]

    def next_end(self) -> float | None:
        """When the first lease ends unless it is renewed."""
        return min((lease.until for lease in self._by_job.values()), default=None)
