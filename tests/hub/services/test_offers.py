"""Who is offered what, and when: every eligible device at first, then what is still there."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from hub.bus import Bus
from hub.events import ConnectorChanged, DeviceChanged, JobChanged, JobCreated
from hub.services.core import Core
from hub.services.leases import Leases
from hub.services.offers import AT_ONCE, WHEN_FREE, Offers
from hub.services.switchboard import Switchboard
from hub.wire.messages import Message
from models.views import BindingView, DeviceView, JobView
from tests.support.views import connector_view, device_view, job_view


class Wire:
    """Keeps what was pushed to whom."""

    def __init__(self) -> None:
        self.connected: dict[str, object] = {}
        self.pushed: dict[str, list[tuple[str, str]]] = {}

    def push(self, device_id: str, event: str, body: Message) -> bool:
        job_id: str = body.job_id  # type: ignore[attr-defined]
        self.pushed.setdefault(device_id, []).append((event, job_id))
        return True

    def revoke(self, device_id: str, reason: str) -> None:
        raise AssertionError("nobody is revoked here")

    def take(self, device_id: str) -> list[str]:
        """Ids offered since the last look."""
        return [job_id for _, job_id in self.pushed.pop(device_id, [])]


class House:
    """Offers with a wire that remembers, and one connector."""

    def __init__(self) -> None:
        self.now = 0
        self.wire = Wire()
        switchboard = Switchboard()
        switchboard.plug(self.wire)
        self.leases = Leases(lambda: 0.0)
        core = Core(None, Bus(), lambda: self.now)  # type: ignore[arg-type]
        self.offers = Offers(core, self.leases, switchboard)
        self.offers.hear(ConnectorChanged(connector=connector_view()))

    async def seat(self, id: str, **facts: Any) -> DeviceView:
        device = device_view(id, **facts)
        self.first = [card.job_id for card in self.offers.seat(device)]
        await turn()
        return device

    async def create(self, *jobs: JobView) -> None:
        for job in jobs:
            self.offers.hear(JobCreated(job=job))
        await turn()

    async def claim(self, job: JobView, device_id: str) -> None:
        self.leases.grant(job.id, 1, device_id)
        taken = job_view(seq=job.seq, id=job.id, status="RUNNING", assigned_agent_id=device_id)
        self.offers.hear(JobChanged(job=taken))
        await turn()

    async def finish(self, job: JobView, device_id: str) -> None:
        self.leases.release(job.id)
        done = job_view(seq=job.seq, id=job.id, status="COMPLETED")
        self.offers.hear(JobChanged(job=done))
        self.offers.freed(device_id)
        await turn()


async def turn() -> None:
    """Let the round that was called for happen."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def scene(play: Callable[[House], Coroutine[Any, Any, None]]) -> None:
    async def staged() -> None:
        await play(House())

    asyncio.run(staged())


def test_a_new_job_is_offered_to_every_device_that_could_take_it() -> None:
    async def play(house: House) -> None:
        for id in ("a", "b"):
            await house.seat(id)
        await house.seat("blind", capabilities=["practice_wall"])
        await house.seat("draining", draining=True)
        job = job_view()
        await house.create(job)
        assert {id: house.wire.take(id) for id in ("a", "b", "blind", "draining")} == {
            "a": [job.id],
            "b": [job.id],
            "blind": [],
            "draining": [],
        }

    scene(play)


def test_a_directed_job_goes_to_its_device_as_job_new() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        await house.seat("b")
        job = job_view(directed_agent_id="b")
        await house.create(job)
        assert house.wire.pushed == {"b": [("job:new", job.id)]}

    scene(play)


def test_what_only_one_profile_can_do_with_its_account_is_asked_of_it_by_name() -> None:
    async def play(house: House) -> None:
        bound = [BindingView(platform="practice", handle="@Lina", display_name=None,
                             checked_at=None)]  # fmt: skip
        await house.seat("a", bindings=bound)
        await house.seat("b")
        job = job_view(account="practice:lina")
        await house.create(job)
        assert house.wire.pushed == {"a": [("job:new", job.id)]}
        house.wire.pushed.clear()
        await house.seat("c", bindings=bound)
        other = job_view(account="practice:lina")
        await house.create(other)
        assert house.wire.pushed == {
            "a": [("job:available", other.id)],
            "c": [("job:available", other.id)],
        }

    scene(play)


def test_a_device_that_connects_gets_what_waits_in_order() -> None:
    async def play(house: House) -> None:
        old, urgent = job_view(), job_view(priority=9)
        await house.create(old, urgent)
        await house.seat("a")
        assert house.first == [urgent.id, old.id]
        assert house.wire.pushed == {}

    scene(play)


def test_a_busy_device_is_offered_nothing_until_it_is_free() -> None:
    async def play(house: House) -> None:
        first, second = job_view(), job_view()
        await house.create(first)
        await house.seat("a")
        await house.claim(first, "a")
        await house.create(second)
        assert house.wire.take("a") == []
        await house.finish(first, "a")
        assert house.wire.take("a") == [second.id]

    scene(play)


def test_after_losing_its_last_offer_a_device_gets_the_next_ones() -> None:
    async def play(house: House) -> None:
        jobs = [job_view() for _ in range(WHEN_FREE + 2)]
        await house.create(*jobs)
        await house.seat("a")
        house.offers.leave("a")
        device = device_view("a")
        busy = job_view()
        house.leases.grant(busy.id, 1, "a")
        assert house.offers.seat(device) == []
        house.leases.release(busy.id)
        house.offers.freed("a")
        await turn()
        offered = house.wire.take("a")
        assert offered == [job.id for job in jobs[:WHEN_FREE]]
        for job in jobs[: WHEN_FREE - 1]:
            await house.claim(job, "somebody")
        assert house.wire.take("a") == []
        house.offers.missed("a", jobs[WHEN_FREE - 1].id)
        await turn()
        assert house.wire.take("a") == [job.id for job in jobs[WHEN_FREE - 1 :]]

    scene(play)


def test_of_equal_jobs_a_free_device_sees_first_what_nobody_considers() -> None:
    async def play(house: House) -> None:
        jobs = [job_view() for _ in range(WHEN_FREE * 2)]
        await house.create(*jobs)
        for id in ("a", "b"):
            house.leases.grant(f"busy-{id}", 1, id)
            await house.seat(id)
        house.leases.release("busy-a")
        house.offers.freed("a")
        await turn()
        await house.claim(jobs[0], "a")
        await house.create(job_view(priority=1))
        house.leases.release("busy-b")
        house.offers.freed("b")
        await turn()
        urgent, *others = house.wire.take("b")
        assert others[0] == jobs[1].id  # what "a" had open is void since it is busy
        assert urgent not in {job.id for job in jobs}

    scene(play)


def test_pauses_hold_offers_and_their_end_brings_them() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        for held in (("all", None), ("device", "a"), ("platform", "google")):
            house.offers.use_pauses([held])
            job = job_view()
            await house.create(job)
            assert house.wire.take("a") == [], held
            house.offers.use_pauses([])
            await turn()
            assert job.id in house.wire.take("a"), held

    scene(play)


def test_a_disabled_connector_holds_its_jobs() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        house.offers.hear(ConnectorChanged(connector=connector_view(enabled=False)))
        job = job_view()
        await house.create(job)
        assert house.wire.take("a") == []
        house.offers.hear(ConnectorChanged(connector=connector_view(enabled=True)))
        await turn()
        assert house.wire.take("a") == [job.id]

    scene(play)


def test_new_capabilities_and_the_end_of_draining_bring_what_waits() -> None:
    async def play(house: House) -> None:
        job = job_view()
        await house.create(job)
        device = await house.seat("a", capabilities=[], draining=True)
        assert house.first == []
        house.offers.hear(DeviceChanged(device=device_view("a", draining=True)))
        await turn()
        assert house.wire.take(device.id) == []
        house.offers.hear(DeviceChanged(device=device_view("a")))
        await turn()
        assert house.wire.take("a") == [job.id]
        house.offers.hear(DeviceChanged(device=device_view("a", name="Renamed")))
        await turn()
        assert house.wire.take("a") == []

    scene(play)


def test_a_job_that_falls_due_is_offered_then() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        job = job_view(run_after=500)
        await house.create(job)
        assert house.wire.take("a") == []
        house.now = 500
        house.offers.take_due()
        await turn()
        assert house.wire.take("a") == [job.id]

    scene(play)


def test_a_flood_is_cut_to_what_a_queue_can_hold() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        await house.create(*[job_view() for _ in range(AT_ONCE + 50)])
        assert len(house.wire.take("a")) == AT_ONCE

    scene(play)


def test_a_device_that_left_is_offered_nothing() -> None:
    async def play(house: House) -> None:
        await house.seat("a")
        house.offers.leave("a")
        await house.create(job_view())
        house.offers.freed("a")
        house.offers.missed("a", "x")
        await turn()
        assert house.wire.pushed == {}

    scene(play)
