"""Who does the demo's work: a real Chromium with the extension, else the script agent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import Browser, BrowserError, chromium
from tests.support.processes import ROOT, command

EXTENSION = ROOT / "resources" / "extension"
STOP_SECONDS = 10


@dataclass(frozen=True)
class Agent:
    """An agent that was started for the demo."""

    kind: str
    """`chromium` or `script`."""
    words: str
    stop: Callable[[], None]


def start_agent(link: str, folder: Path, *, headless: bool) -> Agent:
    """Start the best agent that this machine has; it pairs by itself with the link."""
    if chromium() is not None:
        try:
            return _browser(link, folder, headless=headless)
        except BrowserError as error:
            print(f"Chromium did not start ({error}).", file=sys.stderr)
    print("Without a Chromium the built-in script agent does the work.", file=sys.stderr)
    return _script(link, folder)


def _browser(link: str, folder: Path, *, headless: bool) -> Agent:
    browser = Browser(
        EXTENSION,
        folder / "profile",
        bootstrap={"link": link, "name": "Demo Chromium"},
        headless=headless,
    )
    browser.start()
    return Agent("chromium", "A Chromium with the extension", browser.stop)


def _script(link: str, folder: Path) -> Agent:
    state = folder / "agent.json"
    process = subprocess.Popen(
        command("agent", "--link", link, "--practice", "--state", str(state)), cwd=ROOT
    )

    def stop() -> None:
        process.terminate()
        process.wait(STOP_SECONDS)

    return Agent("script", "The script agent", stop)
