"""Who does the demo's work: a real Chromium with the extension, else the script agent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import Browser, BrowserError, chromium
from tests.support.processes import ROOT, command

EXTENSION = ROOT / "resources" / "extension"
STOP_SECONDS = 10

ACCOUNT = {"platform": "practice", "handle": "cedar.dental"}
"""Whom the demo publishes as, on the practice wall."""

SIGN_IN = """
const field = document.querySelector('input[name="handle"]');
field.value = %s;
field.form.requestSubmit();
"""


@dataclass(frozen=True)
class Agent:
    """An agent that was started for the demo."""

    kind: str
    """`chromium` or `script`."""
    words: str
    stop: Callable[[], None]
    sign_in: Callable[[str, str], None]
    """Sign in at the practice wall (its address, a handle), as a person would have."""


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

    def sign_in(site: str, handle: str) -> None:
        with browser.page(f"{site}/wall/login") as page:
            page.evaluate(SIGN_IN % json.dumps(handle))
            page.wait("location.pathname === '/wall'")

    return Agent("chromium", "A Chromium with the extension", browser.stop, sign_in)


def _script(link: str, folder: Path) -> Agent:
    state = folder / "agent.json"
    account = f"{ACCOUNT['platform']}:{ACCOUNT['handle']}"
    process = subprocess.Popen(
        command("agent", "--link", link, "--practice", "--account", account, "--state", str(state)),
        cwd=ROOT,
    )

    def stop() -> None:
        process.terminate()
        process.wait(STOP_SECONDS)

    return Agent("script", "The script agent", stop, lambda site, handle: None)
