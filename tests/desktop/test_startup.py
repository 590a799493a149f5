"""The start leaves imports and the collector as they are wanted for the rest of the run."""

import gc
import subprocess
import sys

from desktop import startup

STEPS = """
import builtins, gc
from desktop import startup
startup.begin()
assert not gc.isenabled()
from desktop import window
assert "feature" not in builtins.__import__.__name__, "PySide reads the source of every module"
startup.settle()
assert gc.isenabled()
assert gc.get_freeze_count() > 10_000
"""


def test_the_collector_rests_while_the_window_is_read() -> None:
    ended = subprocess.run([sys.executable, "-c", STEPS], capture_output=True, text=True)
    assert ended.stderr == ""
    assert ended.returncode == 0


def test_a_collector_that_never_rested_is_left_alone() -> None:
    startup.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
