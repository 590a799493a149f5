"""A practice web, a hub on ports that stay the same, and a real Chromium with the extension."""

import json
import socket
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import Browser, chromium
from tests.support.operator import Operator
from tests.support.processes import ROOT, HubProcess, command, start_hub, surroundings

EXTENSION = ROOT / "resources" / "extension"
CONNECTORS = ("google_maps", "google_search")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass
class Practice:
    """The practice web in a process of its own."""

    url: str

    @property
    def host(self) -> str:
        """As a connector's hosts name it."""
        return self.url.removeprefix("http://")

    def ask(self, path: str, body: object = None) -> Any:
        """Its answer; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.url + path, data, timeout=20) as reply:
            return json.load(reply)

    def become(self, *variants: str) -> None:
        """Change its mood."""
        self.ask("/practice/variant", {"variants": list(variants)})

    def expected(self, query: str) -> set[str]:
        """The places that this query must bring, by the practice web's own word."""
        found: set[str] = set()
        offset, more = 0, True
        while more:
            asked = f"query={urllib.parse.quote(query)}&offset={offset}"
            batch = self.ask(f"/practice/api/places?{asked}")
            found |= {place["featureId"] for place in batch["places"]}
            offset, more = offset + len(batch["places"]), batch["more"]
        return found


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
    process = subprocess.Popen(
        command("practice", "--port", "0"),
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as first:
        yield Practice(json.loads(first.readline())["url"])
        process.terminate()
        process.wait(20)


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
