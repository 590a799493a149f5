"""Leases live by the monotonic clock and nothing else."""

from hub.limits import LEASE_SECONDS
from hub.services.leases import Leases


class Clock:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def _leases() -> tuple[Leases, Clock]:
    clock = Clock()
    return Leases(clock), clock


def test_a_lease_ends_after_its_term_unless_it_is_renewed() -> None:
    leases, clock = _leases()
    leases.grant("a", 1, "laptop")
    leases.grant("b", 1, "laptop")
    clock.now += LEASE_SECONDS - 1
    assert leases.expired() == []
    assert leases.renew("laptop", [("a", 1)]) == []
    clock.now += 1
    assert [lease.job_id for lease in leases.expired()] == ["b"]
    clock.now += LEASE_SECONDS
    assert {lease.job_id for lease in leases.expired()} == {"a", "b"}


def test_a_heartbeat_without_names_renews_all_of_the_device_and_no_others() -> None:
    leases, clock = _leases()
    leases.grant("a", 1, "laptop")
    leases.grant("b", 3, "laptop")
    leases.grant("c", 1, "desk")
    clock.now += LEASE_SECONDS - 1
    leases.renew("laptop")
    clock.now += 1
    assert [lease.job_id for lease in leases.expired()] == ["c"]


def test_a_stale_epoch_or_a_foreign_job_is_answered_as_lost() -> None:
    leases, _ = _leases()
    leases.grant("a", 2, "laptop")
    leases.grant("b", 1, "desk")
    assert leases.renew("laptop", [("a", 1), ("b", 1), ("c", 1), ("a", 2)]) == ["a", "b", "c"]


def test_a_new_grant_takes_the_job_from_the_former_holder() -> None:
    leases, _ = _leases()
    leases.grant("a", 1, "laptop")
    leases.grant("a", 2, "desk")
    assert leases.held("laptop", "a") is None
    assert leases.of_device("laptop") == []
    held = leases.held("desk", "a")
    assert held is not None
    assert held.epoch == 2


def test_release_of_another_epoch_does_nothing() -> None:
    leases, _ = _leases()
    leases.grant("a", 2, "laptop")
    assert leases.release("a", 1) is None
    assert leases.of_job("a") is not None
    assert leases.release("a", 2) is not None
    assert leases.of_job("a") is None
    assert leases.release("a") is None


def test_grace_gives_everybody_a_full_term_from_now() -> None:
    leases, clock = _leases()
    leases.grant("a", 1, "laptop")
    clock.now += 10 * LEASE_SECONDS
    leases.grace()
    assert leases.expired() == []
    assert leases.next_end() == clock.now + LEASE_SECONDS


def test_without_leases_nothing_ends() -> None:
    leases, _ = _leases()
    assert leases.next_end() is None
    assert leases.expired() == []
    assert leases.renew("nobody") == []
