"""A whole hub on free ports of 127.0.0.1 over a data folder in tmp_path, with agents and API."""

import asyncio
import http.client
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from hub.events import Event
from hub.limits import GatewayLimits
from hub.service import HubOptions, HubService
from hub.services.jobs import NewJobRequest
from models.clock import now_ms
from models.folder import DataFolder
from models.views import JobView
from tests.support.agents import Credential, JsonAgent, Link, NoiseAgent

E_ = TypeVar("E_", bound=Event)
OPERATOR = "operator"
SECONDS = 20.0


@dataclass
class Answer:
    """What the API answered."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


class Api:
    """A client of the operator API; every header can be changed to be a rude one."""

    def __init__(self, url: str, token: str) -> None:
        self.address = urlsplit(url).netloc
        self.token = token

    async def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Answer:
        return await asyncio.to_thread(self._ask, method, path, body, headers or {})

    async def get(self, path: str) -> Any:
        answer = await self.ask("GET", path)
        assert answer.status == 200, answer.raw
        return answer.json

    async def post(self, path: str, body: object = None, status: int = 200) -> Any:
        answer = await self.ask("POST", path, body)
        assert answer.status == status, answer.raw
        return answer.json

    async def put(self, path: str, body: object, status: int = 200) -> Any:
        answer = await self.ask("PUT", path, body)
        assert answer.status == status, answer.raw
        return answer.json

    def _ask(self, method: str, path: str, body: object, headers: dict[str, str]) -> Answer:
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        usual = {"Authorization": f"Bearer {self.token}"}
        connection = http.client.HTTPConnection(self.address, timeout=SECONDS)
        try:
            connection.request(method, path, sent, usual | headers)
            response = connection.getresponse()
            got = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, got, response.read())
        finally:
            connection.close()


class Clock:
    """Both clocks of the machine, which a test can put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.wall_ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead

    def now(self) -> int:
        return now_ms() + round(self.wall_ahead * 1_000)

    def pass_seconds(self, seconds: float) -> None:
        self.ahead += seconds
        self.wall_ahead += seconds


class Desk:
    """The hub with everything that a test does to it."""

    def __init__(self, hub: HubService) -> None:
        self.hub = hub
        self.heard: list[Event] = []
        self._news = asyncio.Event()
        hub.bus.subscribe(self._hear)

    @property
    def url(self) -> str:
        return self.hub.status().agent_url

    @property
    def api(self) -> Api:
        return Api(self.hub.status().api_url, self.hub.folder.api_token())

    async def link(self, channel: str = "json", *, allow_first: bool = True) -> Link:
        made = await self.hub.pairing.make_link(channel, allow_first, OPERATOR)
        return Link.parse(made.link)

    async def json_agent(
        self, *capabilities: str, name: str = "Script"
    ) -> tuple[JsonAgent, Credential]:
        """A new script agent, paired and in."""
        agent = await JsonAgent.connect(self.url)
        agent.capabilities = capabilities or ("google_maps", "google_search")
        return agent, await agent.pair(await self.link(), name)

    async def noise_agent(self, *capabilities: str) -> tuple[NoiseAgent, Credential]:
        """A new browser, paired and in."""
        link = await self.link("noise")
        agent = await NoiseAgent.connect(self.url, hub_key=link.hub_key)
        agent.capabilities = capabilities or ("google_maps", "google_search")
        return agent, await agent.pair(link)

    async def job(self, query: str = "dentists", **more: Any) -> JobView:
        """A new google_maps job."""
        request = NewJobRequest(**({"type": "google_maps", "input": {"query": query}} | more))
        return await self.hub.jobs.create(request, OPERATOR)

    async def heard_one(self, kind: type[E_], fits: Callable[[E_], bool] = lambda _: True) -> E_:
        """The first event of a kind that fits, heard already or still to come."""
        async with asyncio.timeout(SECONDS):
            while True:
                for event in self.heard:
                    if isinstance(event, kind) and fits(event):
                        return event
                self._news.clear()
                await self._news.wait()

    def _hear(self, event: Event) -> None:
        self.heard.append(event)
        self._news.set()


@asynccontextmanager
async def hub_on(path: Path, clock: "Clock | None" = None, **options: Any) -> AsyncIterator[Desk]:
    """Start a hub that lets script agents in, and stop it at the end."""
    clock = clock or Clock()
    folder = DataFolder.open(path)
    limits = GatewayLimits(refusal_seconds=0.01, failures_per_minute=1_000, devices=1_000)
    usual: dict[str, Any] = {
        "port": 0,
        "api_port": 0,
        "allow_script_agents": True,
        "limits": limits,
    }
    hub = HubService(
        folder, HubOptions(**(usual | options)), now=clock.now, monotonic=clock.monotonic
    )
    desk = Desk(hub)
    try:
        await hub.start()
        yield desk
    finally:
        await hub.stop()
        folder.close()


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine in a loop of its own."""
    asyncio.run(main)
