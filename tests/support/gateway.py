"""A real gateway on a free port of 127.0.0.1, over a desk in memory."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hub.door.gateway import Gateway, GatewaySettings
from hub.limits import GatewayLimits
from hub.wire.noise import KeyPair
from tests.support.agents import Credential, JsonAgent, Link, NoiseAgent
from tests.support.memory_desk import MemoryDesk, MemoryDevice, MemoryLink

Result = TypeVar("Result")

QUICK = GatewayLimits(refusal_seconds=0.01, failures_per_minute=1000)


def run(main: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run a test's coroutine in a loop of its own."""
    return asyncio.run(main())


@dataclass
class Running:
    """The gateway under test, its desk and its key."""

    gateway: Gateway
    desk: MemoryDesk
    keys: KeyPair
    script_agents: bool = True
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"ws://{host}:{self.gateway.port}/agent"

    def link(self, link: MemoryLink) -> Link:
        """A link as an agent holds it."""
        return Link(self.url, self.keys.public, link.id, link.secret_text)

    async def json_agent(self, device: MemoryDevice | None = None) -> JsonAgent:
        """A script agent that is in; of a new device unless one is given."""
        device = device or self.desk.add_device("json")
        agent = await JsonAgent.connect(self.url)
        await agent.resume(Credential(device.id, device.token))
        return agent

    async def noise_agent(self) -> tuple[NoiseAgent, MemoryDevice]:
        """An extension that is in, and its new device."""
        keys = KeyPair.generate()
        device = self.desk.add_device("noise", key=keys)
        agent = await NoiseAgent.connect(self.url, hub_key=self.keys.public, keys=keys)
        await agent.resume(Credential(device.id))
        return agent, device


@contextlib.asynccontextmanager
async def gateway(
    limits: GatewayLimits = QUICK,
    *,
    host: str = "127.0.0.1",
    clock: Callable[[], float] = time.monotonic,
    **changes: Any,
) -> AsyncIterator[Running]:
    """Start a gateway and stop it at the end; `changes` are figures of its limits."""
    desk = MemoryDesk()
    keys = KeyPair.generate()
    running: Running

    def allow_script_agents() -> bool:
        return running.script_agents

    door = Gateway(
        desk,
        hub_id="hub",
        hub_name="Office",
        keys=keys,
        clock=clock,
        settings=GatewaySettings(
            allow_script_agents=allow_script_agents, limits=replace(limits, **changes)
        ),
    )
    running = Running(door, desk, keys, host=host)
    await door.start(host, 0)
    try:
        yield running
    finally:
        await door.stop()
