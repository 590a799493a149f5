"""The extension under Node: its units, its whole agent against a small desk, its types.

The packages they stand on are installed once, into `node_modules` beside this file, and again only
when `package.json` changed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
STAMP = HERE / "node_modules" / ".proofdesk-stamp"
OLDEST_NODE = 22
# Node takes a file without package.json for what it is, and says so for each.
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"


def _surroundings() -> dict[str, str]:
    """Programs of the environment first: its Node is the one that is pinned."""
    beside = str(Path(sys.executable).parent)
    return os.environ | {"PATH": beside + os.pathsep + os.environ.get("PATH", "")}


def _program(name: str) -> str:
    found = shutil.which(name, path=_surroundings()["PATH"])
    if found is None:
        pytest.fail(
            f"{name} is missing; `python3 packaging/dev.py setup` installs it.", pytrace=False
        )
    return found


def _run(*command: str, seconds: float) -> None:
    done = subprocess.run(
        command,
        cwd=HERE,
        env=_surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-12_000:]}", pytrace=False)


@pytest.fixture(scope="session")
def node() -> str:
    """Node with the packages of the tests."""
    program = _program("node")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    if int(version.stdout[1:].partition(".")[0]) < OLDEST_NODE:
        pytest.fail(
            f"Node {version.stdout.strip()} is too old for these tests; "
            "`python3 packaging/dev.py setup` installs a newer one.",
            pytrace=False,
        )
    wanted = (HERE / "package.json").read_text("utf-8") + version.stdout
    if not STAMP.exists() or STAMP.read_text("utf-8") != wanted:
        _run(
            _program("npm"),
            "install",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            seconds=600,
        )
        STAMP.write_text(wanted, "utf-8")
    return program


@pytest.mark.timeout(900)
def test_the_units_and_the_whole_agent(node: str) -> None:
    tests = sorted(file.name for file in HERE.glob("*.test.js"))
    assert tests
    _run(node, "--test", QUIET, "--test-reporter=spec", *tests, seconds=600)


@pytest.mark.timeout(900)
def test_the_types_of_the_sources(node: str) -> None:
    compiler = HERE / "node_modules" / "typescript" / "bin" / "tsc"
    _run(node, str(compiler), "-p", ".", seconds=300)
