"""What moves and for how long; "Reduce motion" sets every duration to nothing."""

import time

PANE_MS = 120
TOAST_IN_MS = 120
TOAST_OUT_MS = 80
BAR_MS = 200
TURN_MS = 1200

_reduced = False


def reduce(on: bool) -> None:
    """Switch all motion off (or on again)."""
    global _reduced
    _reduced = on


def reduced() -> bool:
    """Whether motion is off."""
    return _reduced


def duration(milliseconds: int) -> int:
    """This duration, or 0 when motion is off."""
    return 0 if _reduced else milliseconds


def turn() -> float:
    """The angle of everything that spins, now; still when motion is off."""
    return 0.0 if _reduced else (time.monotonic() * 1000 % TURN_MS) / TURN_MS * 360
