"""`python -m tests.soak [NAME ...]`: the long forms of the fault tests that the suite runs quickly.

A soak is a test of the suite with larger figures, given by an environment variable. The exit code
is that of the first soak that failed.
"""

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Soak:
    """Which test, and the figure that makes it long."""

    test: str
    variable: str
    figure: int


SOAKS = {
    "kills": Soak("tests/hub/test_survival.py", "PROOFDESK_KILLS", 1_000),
    "fuzz": Soak("tests/hub/test_fuzz.py", "PROOFDESK_FUZZ_FRAMES", 1_000_000),
    "publish": Soak("tests/faults/test_publishing.py", "PROOFDESK_FAULT_RUNS", 10_000),
    "publish-kills": Soak("tests/faults/test_publishing_kills.py", "PROOFDESK_FAULT_KILLS", 200),
    "states": Soak("tests/models/test_jobs.py", "PROOFDESK_EXAMPLES", 1_000),
}


def run(soak: Soak) -> int:
    """Run one to its end, however long that takes; a figure given from outside wins."""
    surroundings = {soak.variable: str(soak.figure)} | os.environ
    command = [sys.executable, "-m", "pytest", soak.test, "--timeout=0", "-q"]
    return subprocess.run(command, env=surroundings).returncode


def main() -> int:
    """Run what was asked for, all without a name."""
    parser = argparse.ArgumentParser(prog="dev.py soak")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SOAKS))
    names = parser.parse_args().names
    unknown = set(names) - set(SOAKS)
    if unknown:
        parser.error(f"no soak named {', '.join(sorted(unknown))}; there are {', '.join(SOAKS)}")
    for name in names or SOAKS:
        print(f"{name}: {SOAKS[name].test}", flush=True)
        if code := run(SOAKS[name]):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
