"""What waits to go out: order, bounds, and a peer that stops reading."""

import asyncio
from dataclasses import replace

from hub.door.outbox import Outbox
from hub.limits import GatewayLimits
from tests.support.gateway import run
from tests.support.sockets import MemorySocket, settle

LIMITS = GatewayLimits()


class Box:
    """An outbox, its socket, and what it reported."""

    def __init__(self, limits: GatewayLimits = LIMITS) -> None:
        self.socket = MemorySocket()
        self.stalled = asyncio.Event()
        self.drained = 0
        self.outbox = Outbox(self.socket, limits, on_stall=self.stalled.set, on_drained=self._count)

    def _count(self) -> None:
        self.drained += 1

    def put(self, *frames: bytes) -> None:
        for frame in frames:
            self.outbox.put(frame, True)


def test_frames_go_straight_out_while_the_peer_reads() -> None:
    async def main() -> None:
        box = Box()
        box.put(b"1", b"2")
        assert box.socket.written == [b"1", b"2"]
        assert not box.outbox.waiting
        await box.outbox.room()

    run(main)


def test_frames_wait_in_order_for_a_slow_peer() -> None:
    async def main() -> None:
        box = Box()
        box.put(b"1")
        box.socket.stop_reading()
        box.put(b"2", b"3", b"4")
        assert box.outbox.waiting
        await settle()
        assert box.socket.written == [b"1", b"2"]
        box.socket.read_again()
        # Room to write again does not let a later frame overtake.
        box.put(b"5")
        await box.outbox.room()
        assert box.socket.written == [b"1", b"2", b"3", b"4", b"5"]
        assert (box.drained, box.outbox.waiting) == (1, False)
        box.put(b"6")
        assert box.socket.written[-1] == b"6"

    run(main)


def test_full_by_count() -> None:
    async def main() -> None:
        box = Box()
        box.socket.stop_reading()
        for _ in range(255):
            box.put(b"x")
        assert not box.outbox.full
        box.put(b"x")
        assert box.outbox.full
        box.outbox.stop()

    run(main)


def test_full_by_size() -> None:
    async def main() -> None:
        box = Box()
        box.socket.stop_reading()
        box.put(*[bytes(1024 * 1024)] * 3)
        assert not box.outbox.full
        box.put(bytes(1024 * 1024))
        assert box.outbox.full
        box.socket.read_again()
        await box.outbox.room()
        assert not box.outbox.full

    run(main)


def test_a_stall_is_reported() -> None:
    async def main() -> None:
        box = Box(replace(LIMITS, stall_seconds=0.01))
        box.socket.stop_reading()
        box.put(b"1", b"2")
        await asyncio.wait_for(box.stalled.wait(), 5)
        box.outbox.stop()
        await box.outbox.room()
        assert not box.outbox.waiting

    run(main)


def test_headway_is_no_stall() -> None:
    async def main() -> None:
        box = Box(replace(LIMITS, stall_seconds=5))
        box.socket.stop_reading()
        box.put(b"1")
        await settle()
        box.socket.read_again()
        await box.outbox.room()
        assert not box.stalled.is_set()

    run(main)


def test_a_peer_that_hangs_up_leaves_nothing_behind() -> None:
    async def main() -> None:
        box = Box()
        box.socket.stop_reading()
        box.put(b"1", b"2")
        await settle()
        box.socket.hang_up()
        await box.outbox.room()
        assert not box.outbox.waiting
        assert not box.outbox.full
        assert box.drained == 0

    run(main)
