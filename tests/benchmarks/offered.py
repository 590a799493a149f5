"""Runs the load process against a hub or against the bare echo."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.desk import JSON_CHANNEL, ROOT, Paired

SECONDS = 3.0


def offer(url: str, agents: list[Paired], *, echo: bool, rate: float | None) -> dict[str, float]:
    """Offer progress messages of these agents for three seconds; what came back, and how fast."""
    spec = {
        "url": url,
        "subprotocol": None if echo else JSON_CHANNEL,
        "agents": [
            {"opening": None if echo else agent.opening(), "frame": agent.progress()}
            for agent in agents
        ],
        "seconds": SECONDS,
        "rate": rate,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load"],
        cwd=ROOT,
        input=json.dumps(spec),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


@contextlib.contextmanager
def echo_server() -> Iterator[str]:
    """The address of a bare echo server in its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.echo"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(10)
