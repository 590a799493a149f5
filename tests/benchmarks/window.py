"""A window process for the benchmarks, its hub's doors, and its own lateness."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.desk import ROOT, Hub
from tests.support.operator import Operator


@dataclass(frozen=True)
class Window:
    """An open window that shows the Jobs page."""

    hub: Hub
    process: subprocess.Popen[str]

    def start_watching(self) -> None:
        """Begin to measure the lateness of its timer."""
        self._tell("start")

    def stop_watching(self) -> dict[str, float]:
        """`{p50Ms, p99Ms, maxMs, ticks, paints}` since then."""
        self._tell("stop")
        return json.loads(self.process.stdout.readline())

    def watch_for(self, seconds: float) -> dict[str, float]:
        """The same over some seconds in which nothing is asked of it."""
        self.start_watching()
        time.sleep(seconds)
        return self.stop_watching()

    def _tell(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


def _agent_url(operator: Operator) -> str:
    """As a pairing link names it."""
    link = operator.ask("POST", "/devices/pairing", {})["link"]
    return parse_qs(urlsplit(link).query)["u"][0]


@contextlib.contextmanager
def open_window(folder: Path) -> Iterator[Window]:
    """Start the window and its hub on free ports; close it as a person does."""
    desk = folder / "desk"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.window_process", str(desk)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        operator = Operator.of(json.loads(process.stdout.readline()), desk)
        yield Window(Hub(_agent_url(operator), operator), process)
    finally:
        process.stdin.close()
        process.wait(30)
