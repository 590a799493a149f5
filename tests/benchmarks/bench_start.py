"""How long the window takes to its first paint over a full data folder, beside a bare one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.desk import ROOT
from tests.benchmarks.full_folder import fill
from tests.benchmarks.report import Figure

ROWS = 200_000
RUNS = 7
GOAL = 1.5
PAINTED = "painted"


def _first_paint(module: str, *arguments: str) -> float:
    """Seconds from the start of the process to the line it writes at its first paint."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline().strip()
    taken = time.perf_counter() - begin
    process.wait(30)
    if line != PAINTED:
        raise RuntimeError(f"{module} did not paint")
    return taken


def first_paint() -> list[Figure]:
    """Seven starts each, in turn."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        fill(folder, ROWS)
        for _ in range(RUNS):
            bare.append(_first_paint("tests.benchmarks.start_bare"))
            ours.append(_first_paint("tests.benchmarks.start_ours", str(folder)))
    measured, compared = statistics.median(ours), statistics.median(bare)
    ratio = measured / compared
    return [
        Figure(
            "start-up",
            f"{measured * 1000:.0f} ms ({ROWS:,} rows)",
            f"bare window {compared * 1000:.0f} ms",
            ratio,
            f"<= {GOAL}",
            ratio <= GOAL,
        )
    ]
