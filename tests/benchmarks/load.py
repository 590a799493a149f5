"""A process of many agents that offers load and measures acks (`python -m tests.benchmarks.load`).

Reads one JSON specification on standard input and prints one JSON result:
  {"url", "subprotocol": name or null, "agents": [{"opening": text or null, "frame": text}],
   "seconds", "rate": messages per second over all agents, or null for one outstanding each}
  -> {"messages", "seconds", "perSecond", "p50Ms", "p99Ms"}
In rate mode the latency counts from the time a message was due, not from when it was sent.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.report import percentile

ACK = "job:progress"
"""In the frame itself (which an echo gives back) and in the hub's ack."""
WARM_UP = 0.5


async def _open(url: str, subprotocol: str | None, agent: dict[str, str]) -> ClientConnection:
    connection = await connect(
        url,
        subprotocols=[subprotocol] if subprotocol else None,
        compression=None,
        proxy=None,
        ping_interval=None,
        max_size=2**22,
    )
    if agent["opening"]:
        await connection.recv()
        await connection.send(agent["opening"])
        while '"config"' not in await connection.recv():
            pass
    return connection


async def _ack(connection: ClientConnection) -> None:
    while ACK not in await connection.recv():
        pass


async def _as_fast_as_acked(
    connection: ClientConnection, frame: str, begin: float, end: float, taken: list[float]
) -> None:
    while (sent := time.perf_counter()) < end:
        await connection.send(frame)
        await _ack(connection)
        if sent >= begin:
            taken.append(time.perf_counter() - sent)


async def _at_a_rate(
    connection: ClientConnection,
    frame: str,
    begin: float,
    end: float,
    taken: list[float],
    first: float,
    every: float,
) -> None:
    due = first
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await connection.send(frame)
        await _ack(connection)
        if due >= begin:
            taken.append(time.perf_counter() - due)
        due += every


async def offer(spec: dict) -> dict[str, float]:
    """Connect all agents, offer the load, measure."""
    agents = spec["agents"]
    connections = [await _open(spec["url"], spec["subprotocol"], agent) for agent in agents]
    taken: list[float] = []
    start = time.perf_counter()
    begin, end = start + WARM_UP, start + WARM_UP + spec["seconds"]
    pairs = list(zip(connections, agents, strict=True))
    if spec["rate"] is None:
        work = [_as_fast_as_acked(c, a["frame"], begin, end, taken) for c, a in pairs]
    else:
        every = len(agents) / spec["rate"]
        work = [
            _at_a_rate(c, a["frame"], begin, end, taken, start + every * i / len(agents), every)
            for i, (c, a) in enumerate(pairs)
        ]
    await asyncio.gather(*work)
    for connection in connections:
        await connection.close()
    return {
        "messages": len(taken),
        "seconds": spec["seconds"],
        "perSecond": len(taken) / spec["seconds"],
        "p50Ms": percentile(taken, 0.5) * 1000,
        "p99Ms": percentile(taken, 0.99) * 1000,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(offer(json.load(sys.stdin)))))
