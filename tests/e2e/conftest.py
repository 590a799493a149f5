"""A practice web, a hub on ports that stay the same, and a real Chromium with the extension."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.browser import Browser, chromium
from tests.support.operator import Operator
from tests.support.practices import Practice, practice_process
from tests.support.processes import ROOT, HubProcess, start_hub

EXTENSION = ROOT / "resources" / "extension"
CONNECTORS = ("google_maps", "google_search")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass
class Office:
    """One desk: a data folder, the hub on it, and who holds its token."""

    folder: Path
    ports: tuple[int, int] = field(default_factory=lambda: (_free_port(), _free_port()))
    hub: HubProcess | None = None
    operator: Operator | None = None

    def open(self) -> Operator:
        """Start the hub (again) on the same folder and ports."""
        agents, api = map(str, self.ports)
        self.hub = start_hub(self.folder, "--port", agents, "--api-port", api)
        self.operator = Operator.of(self.hub.ready, self.folder)
        return self.operator

    def kill(self) -> None:
        """As when the power goes."""
        assert self.hub is not None
        self.hub.kill()
        self._let_go()

    def close(self) -> None:
        """As a person ends it."""
        if self.hub is not None and self.hub.process.poll() is None:
            self.hub.terminate()
        self._let_go()

    def _let_go(self) -> None:
        hub, self.hub = self.hub, None
        for pipe in (hub.process.stdout, hub.process.stderr) if hub else ():
            if pipe is not None:
                pipe.close()


@pytest.fixture
def practice() -> Iterator[Practice]:
    with practice_process() as practice:
        yield practice


@pytest.fixture
def office(tmp_path: Path, practice: Practice) -> Iterator[Office]:
    """A hub whose connectors work on the practice web."""
    office = Office(tmp_path / "desk")
    operator = office.open()
    for connector in CONNECTORS:
        operator.ask("PUT", f"/connectors/{connector}", {"hosts": [practice.host]})
    yield office
    office.close()


@pytest.fixture
def browser(tmp_path: Path, office: Office) -> Iterator[Browser]:
    """A Chromium that has just paired with the office."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    assert office.operator is not None
    link = office.operator.ask("POST", "/devices/pairing", {"allowFirst": True})["link"]
    bootstrap = {"link": link, "name": "Front desk"}
    with Browser(EXTENSION, tmp_path / "profile", bootstrap=bootstrap) as browser:
        yield browser
