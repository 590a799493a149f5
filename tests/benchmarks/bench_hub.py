"""Messages through the whole hub, durably acknowledged, beside a bare echo of the same frames."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.benchmarks.desk import agents_at_work
from tests.benchmarks.offered import echo_server, offer
from tests.benchmarks.report import Figure
from tests.benchmarks.window import open_window

AGENTS = 50
OFFERED_PER_SECOND = 2_000
THROUGHPUT_GOAL = 0.9
P50_GOAL_MS, P99_GOAL_MS = 3.0, 20.0
LATE_GOAL_MS = 16.0


def throughput() -> list[Figure]:
    """50 agents, `job:progress` acked one by one, with the window open."""
    with tempfile.TemporaryDirectory() as folder, open_window(Path(folder)) as window:
        agents = asyncio.run(agents_at_work(window.hub, AGENTS))
        with echo_server() as echo:
            bare = [offer(echo, agents, echo=True, rate=None)["perSecond"]]
            hub = offer(window.hub.agent_url, agents, echo=False, rate=None)["perSecond"]
            bare.append(offer(echo, agents, echo=True, rate=None)["perSecond"])
    compared = sum(bare) / len(bare)
    ratio = hub / compared
    return [
        Figure(
            "hub-throughput",
            f"{hub:,.0f} msg/s",
            f"echo {compared:,.0f} msg/s",
            ratio,
            f">= {THROUGHPUT_GOAL}",
            ratio >= THROUGHPUT_GOAL,
        )
    ]


def latency() -> list[Figure]:
    """The same at 2,000 messages a second."""
    with tempfile.TemporaryDirectory() as folder, open_window(Path(folder)) as window:
        agents = asyncio.run(agents_at_work(window.hub, AGENTS))
        told = offer(window.hub.agent_url, agents, echo=False, rate=OFFERED_PER_SECOND)
    p50, p99 = told["p50Ms"], told["p99Ms"]
    return [
        Figure(
            "hub-latency p50", f"{p50:.2f} ms", f"{told['perSecond']:,.0f} msg/s", None,
            f"<= {P50_GOAL_MS} ms", p50 <= P50_GOAL_MS,
        ),
        Figure(
            "hub-latency p99", f"{p99:.2f} ms", f"{told['perSecond']:,.0f} msg/s", None,
            f"<= {P99_GOAL_MS} ms", p99 <= P99_GOAL_MS,
        ),
    ]  # fmt: skip


def under_load() -> list[Figure]:
    """How late a 16 ms timer of the window is, idle and at 2,000 messages a second."""
    with tempfile.TemporaryDirectory() as folder, open_window(Path(folder)) as window:
        agents = asyncio.run(agents_at_work(window.hub, AGENTS))
        idle = window.watch_for(seconds=3.0)
        window.start_watching()
        offer(window.hub.agent_url, agents, echo=False, rate=OFFERED_PER_SECOND)
        busy = window.stop_watching()
    return [
        Figure(
            "ui-under-load",
            f"p99 {busy['p99Ms']:.1f} ms late, {busy['paints']} paints",
            f"idle p99 {idle['p99Ms']:.1f} ms",
            None,
            f"p99 <= {LATE_GOAL_MS} ms",
            busy["p99Ms"] <= LATE_GOAL_MS,
        )
    ]
