"""Proofdesk as the person starts it: a process of its own, spoken to over its doors."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def command(*arguments: str) -> list[str]:
    """`proofdesk …` of this checkout."""
    return [sys.executable, "-m", "desktop", *arguments]


def surroundings() -> dict[str, str]:
    """The environment of the test, with a keyring that never asks anybody."""
    return os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def proofdesk(*arguments: str, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=surroundings(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@dataclass
class HubProcess:
    """`proofdesk hub`, ready."""

    process: "subprocess.Popen[str]"
    ready: dict[str, Any]

    def kill(self) -> None:
        """As when the power goes: no chance to do anything."""
        self.process.kill()
        self.process.wait(SECONDS)

    def terminate(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)


def start_hub(folder: Path, *more: str) -> HubProcess:
    """Start a hub on free ports and wait until it is ready."""
    arguments: Sequence[str] = ("hub", "--data-dir", str(folder), "--port", "0", "--api-port", "0")
    process = subprocess.Popen(
        command(*arguments, "--allow-script-agents", *more),
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        assert process.stderr is not None
        raise AssertionError(f"the hub did not start: {process.stderr.read()}")
    return HubProcess(process, json.loads(line))


@contextmanager
def hub_process(folder: Path, *more: str) -> Iterator[HubProcess]:
    """A hub process that is gone at the end, whatever happens."""
    hub = start_hub(folder, *more)
    try:
        yield hub
    finally:
        if hub.process.poll() is None:
            hub.terminate()
        for pipe in (hub.process.stdout, hub.process.stderr):
            if pipe is not None:
                pipe.close()
