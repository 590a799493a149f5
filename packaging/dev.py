"""The one door for people who work on Proofdesk: everything is set up, then the verb is done.

python3 packaging/dev.py demo | test | lint | setup | bench | soak | shots   (see README.md)
Standard library only; the verbs themselves run inside `.venv`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import environment

MOST_WORKERS = 4
PACKAGING = Path(__file__).resolve().parent
USAGE = """\
usage: python3 packaging/dev.py VERB [ARGUMENTS]

  demo [--headless-proof OUT/]      the main job, live (or without a person, with its proof in OUT/)
  test [PYTEST ARGUMENTS]           the whole test suite
  lint                              ruff and mypy --strict
  setup                             only the environment
  bench [NAME ...] [--json FILE]    measured goals as a table
  soak [NAME ...]                   the long forms of the fault tests
  shots OUT/ [--lang en,ar] [--theme light,dark]   every page and dialog as PNG
"""


def _in_venv(*command: str, offscreen: bool = False) -> int:
    """Run the environment's Python from the project root and return its exit code."""
    surroundings = dict(os.environ)
    if offscreen or not environment.has_screen():
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    python = str(environment.venv_python())
    try:
        return subprocess.run([python, *command], cwd=environment.ROOT, env=surroundings).returncode
    except KeyboardInterrupt:
        return 130


def _script(name: str) -> str:
    return str(PACKAGING / f"{name}.py")


def _demo(arguments: list[str]) -> int:
    return _in_venv(_script("demo"), *arguments, offscreen="--headless-proof" in arguments)


def _test(arguments: list[str]) -> int:
    """The whole suite in a few processes; what is chosen by arguments in one, to be looked at."""
    workers = str(min(MOST_WORKERS, os.cpu_count() or 1))
    spread = [] if arguments else ["-n", workers, "--dist", "loadfile"]
    return _in_venv("-m", "pytest", *spread, *arguments, offscreen=True)


def _lint(_: list[str]) -> int:
    checks = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
    )
    return max(_in_venv(*check) for check in checks)


def _bench(arguments: list[str]) -> int:
    return _in_venv("-m", "tests.benchmarks", *arguments, offscreen=True)


def _soak(arguments: list[str]) -> int:
    return _in_venv("-m", "tests.soak", *arguments, offscreen=True)


def _shots(arguments: list[str]) -> int:
    return _in_venv(_script("shots"), *arguments, offscreen=True)


def _setup(_: list[str]) -> int:
    print(f"Ready: {environment.venv_python()}")
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "demo": _demo,
    "test": _test,
    "lint": _lint,
    "setup": _setup,
    "bench": _bench,
    "soak": _soak,
    "shots": _shots,
}


def main(arguments: list[str]) -> int:
    """Set up what the verb needs and do it."""
    if not arguments or arguments[0] not in VERBS:
        print(USAGE, file=sys.stderr)
        return 2
    verb, *rest = arguments
    try:
        environment.ensure(browser_needed=verb == "test")
    except environment.SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return VERBS[verb](rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
