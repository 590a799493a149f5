"""Failed authentications by address: five in a minute, then a lock that doubles with each more."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from hub.limits import GatewayLimits

WINDOW_SECONDS = 60.0


@dataclass(slots=True)
class _Record:
    """What one address did."""

    failures: deque[float] = field(default_factory=deque)
    locks: int = 0
    locked_until: float = float("-inf")


class Limiter:
    """Remembers failures. A success forgives nothing; only time and `forgive` do.

    Attempts are counted when they fail, which keeps a storm of good agents behind one address
    out of it; how many may be under way at once is the lobby's business.
    """

    def __init__(self, clock: Callable[[], float], limits: GatewayLimits) -> None:
        self._clock = clock
        self._limits = limits
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Whether an attempt from there is heard now."""
        record = self._records.get(address)
        return record is None or self._clock() >= record.locked_until

    def failed(self, address: str) -> None:
        """Count a wrong credential."""
        now = self._clock()
        record = self._records.setdefault(address, _Record())
        self._records.move_to_end(address)
        if len(self._records) > self._limits.addresses:
            self._records.popitem(last=False)
        if now < record.locked_until:
            return
        if now - record.locked_until > self._limits.lock_limit_seconds:
            record.locks = 0
        record.failures.append(now)
        while now - record.failures[0] > WINDOW_SECONDS:
            record.failures.popleft()
        if record.locks or len(record.failures) >= self._limits.failures_per_minute:
            self._lock(record, now)

    def forgive(self, address: str | None = None) -> None:
        """The operator says that it was a mistake: forget one address, or all."""
        if address is None:
            self._records.clear()
        else:
            self._records.pop(address, None)

    def _lock(self, record: _Record, now: float) -> None:
        seconds = self._limits.lock_seconds * 2.0 ** min(record.locks, 30)
        record.locked_until = now + min(seconds, self._limits.lock_limit_seconds)
        record.locks += 1
        record.failures.clear()
