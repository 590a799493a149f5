"""The main job, whole: window, hub, practice web, a real Chromium, to the checked CSV.

It runs what `dev.py demo --headless-proof` runs, and looks at what that leaves.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from tests.support.browser import chromium
from tests.support.processes import ROOT, surroundings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGES = ("jobs-running", "jobs", "overview", "evidence", "proofs", "devices")
SIZE = (1440, 900)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo left."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    out = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "packaging/demo.py", "--headless-proof", str(out)],
        cwd=ROOT,
        env=surroundings() | {"QT_QPA_PLATFORM": "offscreen", "HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_everything_that_was_promised_came_true(out: Path) -> None:
    told = json.loads((out / "summary.json").read_text("utf-8"))
    assert told["agent"] == "chromium"
    assert {sentence for sentence, true in told["checks"].items() if not true} == set()
    assert told["output"]["ended"] == "end"


def test_the_csv_is_what_a_spreadsheet_wants(out: Path) -> None:
    raw = (out / "evidence.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    with (out / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["hash"] for row in rows}) == len(rows) > 50
    assert any(any("\u0600" <= letter <= "\u06ff" for letter in row["title"]) for row in rows)
    assert {row["phone"][:2] for row in rows if row["phone"]} == {"'+"}
    assert {row["device"] for row in rows} == {"Demo Chromium"}


@pytest.mark.parametrize("page", PAGES)
def test_the_window_showed_it(out: Path, page: str) -> None:
    reader = QImageReader(str(out / f"window-{page}.png"), b"png")
    picture = reader.read()
    assert (picture.width(), picture.height()) == SIZE
    colours = {picture.pixel(x, y) for x in range(0, SIZE[0], 9) for y in range(0, SIZE[1], 9)}
    assert len(colours) > 20
