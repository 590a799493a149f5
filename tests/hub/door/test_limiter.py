"""Failed authentications: counted by address, locked, doubled, forgotten."""

from dataclasses import replace

import pytest

from hub.door.limiter import Limiter
from hub.limits import GatewayLimits

LIMITS = GatewayLimits()


class Clock:
    """A monotonic clock that moves when it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> Limiter:
    return Limiter(clock, LIMITS)


def fail(limiter: Limiter, times: int, address: str = "192.0.2.1") -> None:
    for _ in range(times):
        limiter.failed(address)


def test_five_in_a_minute_lock_the_address(limiter: Limiter) -> None:
    fail(limiter, 4)
    assert limiter.allows("192.0.2.1")
    fail(limiter, 1)
    assert not limiter.allows("192.0.2.1")
    assert limiter.allows("192.0.2.2")


def test_slow_failures_do_not_lock(limiter: Limiter, clock: Clock) -> None:
    for _ in range(50):
        fail(limiter, 1)
        clock.now += 16
        assert limiter.allows("192.0.2.1")


def test_the_lock_doubles_with_each_further_failure_up_to_an_hour(
    limiter: Limiter, clock: Clock
) -> None:
    fail(limiter, 5)
    lasted = []
    for _ in range(10):
        seconds = 0
        while not limiter.allows("192.0.2.1"):
            clock.now += 1
            seconds += 1
        lasted.append(seconds)
        fail(limiter, 1)
    assert lasted == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_failures_under_a_lock_do_not_prolong_it(limiter: Limiter, clock: Clock) -> None:
    fail(limiter, 100)
    clock.now += 30
    assert limiter.allows("192.0.2.1")


def test_an_hour_of_peace_starts_anew(limiter: Limiter, clock: Clock) -> None:
    fail(limiter, 5)
    clock.now += 30 + 3601
    fail(limiter, 4)
    assert limiter.allows("192.0.2.1")


def test_the_operator_forgives(limiter: Limiter) -> None:
    fail(limiter, 5)
    fail(limiter, 5, "192.0.2.2")
    limiter.forgive("192.0.2.1")
    assert limiter.allows("192.0.2.1")
    assert not limiter.allows("192.0.2.2")
    limiter.forgive()
    assert limiter.allows("192.0.2.2")


def test_memory_is_bounded(clock: Clock) -> None:
    limiter = Limiter(clock, replace(LIMITS, addresses=3))
    fail(limiter, 5, "a")
    for address in "bcd":
        fail(limiter, 1, address)
    assert limiter.allows("a")
    fail(limiter, 4, "d")
    assert not limiter.allows("d")
