"""Time as the store keeps it: whole milliseconds since 1970, UTC; RFC 3339 at the borders."""

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def now_ms() -> int:
    """The wall clock."""
    return time.time_ns() // 1_000_000


def rfc3339(ms: int) -> str:
    """`2026-11-23T20:17:32.123Z`."""
    return (_EPOCH + ms * _MILLISECOND).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"


def parse_rfc3339(text: str) -> int:
    """Milliseconds of an RFC 3339 time; a time without an offset is refused with ValueError."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or "T" not in text:
            raise ValueError
        return (moment - _EPOCH) // _MILLISECOND
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no RFC 3339 time such as 2026-11-23T20:17:32.123Z") from None


def local_midnight(ms: int) -> int:
    """The last midnight of this computer's time zone at or before `ms`."""
    local = datetime.fromtimestamp(ms / 1000).astimezone()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return int(midnight.astimezone().timestamp()) * 1000
