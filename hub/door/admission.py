"""Who may knock: the checks before the upgrade, and the crowd of those not yet known.

Every refusal looks the same from outside; the reason is for the hub's log only. These checks keep
web pages and strangers out of the way. They prove nobody's identity: that is `hub.wire.auth`.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from hub.limits import GatewayLimits

PATH = "/agent"
SUBPROTOCOLS = {"proofdesk.noise.1": "noise", "proofdesk.json.1": "json"}
_ORIGIN = re.compile(
    r"chrome-extension://[a-p]{32}"
    r"|moz-extension://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


class NotAdmitted(Exception):
    """The request is refused; the text is for the log."""


@dataclass(frozen=True, slots=True)
class Knock:
    """A request to open a connection, as it came."""

    path: str
    headers: Sequence[tuple[str, str]]
    address: str

    def only(self, name: str) -> str | None:
        """The value of a header that may stand there once."""
        values = [value for key, value in self.headers if key.lower() == name]
        if len(values) > 1:
            raise NotAdmitted(f"{len(values)} headers {name}")
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The request may be upgraded, to this channel."""

    subprotocol: str
    channel: str
    origin: str | None


def admit(
    knock: Knock, *, hosts: frozenset[str], allow_script_agents: Callable[[], bool]
) -> Admitted:
    """Check a request. Raises NotAdmitted."""
    if knock.path != PATH:
        raise NotAdmitted("another path")
    if knock.only("host") not in hosts:
        raise NotAdmitted("another host")
    subprotocol, channel = _choose_channel(knock)
    origin = knock.only("origin")
    if channel == "json":
        _check_script_agent(knock, origin, allow_script_agents)
    elif origin is not None and not _ORIGIN.fullmatch(origin):
        raise NotAdmitted("an origin that is no extension")
    return Admitted(subprotocol, channel, origin)


def listening_names(addresses: Sequence[str], port: int) -> frozenset[str]:
    """The exact `Host` values of the addresses that the hub listens on."""
    names = set()
    for address in addresses:
        name = f"[{address}]" if ":" in address else address
        names.add(f"{name}:{port}")
        if is_loopback(address):
            names.add(f"localhost:{port}")
    return frozenset(names)


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine and of no network."""
    return ip_address(address.partition("%")[0]).is_loopback


def _choose_channel(knock: Knock) -> tuple[str, str]:
    offered = [name.strip() for name in (knock.only("sec-websocket-protocol") or "").split(",")]
    for subprotocol, channel in SUBPROTOCOLS.items():
        if subprotocol in offered:
            return subprotocol, channel
    raise NotAdmitted("no known subprotocol")


def _check_script_agent(
    knock: Knock, origin: str | None, allow_script_agents: Callable[[], bool]
) -> None:
    if origin is not None:
        raise NotAdmitted("a browser on the channel of script agents")
    if not is_loopback(knock.address):
        raise NotAdmitted("a script agent from another machine")
    if not allow_script_agents():
        raise NotAdmitted("script agents are switched off")


class Lobby:
    """Counts the connections that have not said who they are."""

    HARD_FACTOR = 4
    """Beyond so many times the cap a connection is cut before a byte of it is read."""

    def __init__(self, limits: GatewayLimits) -> None:
        self._limits = limits
        self._by_address: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._by_address.total()

    def enter(self, address: str) -> None:
        """A connection came."""
        self._by_address[address] += 1

    def leave(self, address: str) -> None:
        """It said who it is, or is gone."""
        self._by_address[address] -= 1
        if self._by_address[address] <= 0:
            del self._by_address[address]

    def is_full(self, address: str, factor: int = 1) -> bool:
        """Whether there are more than may be, all together or from this address."""
        if len(self) > self._limits.unauthenticated * factor:
            return True
        mine = self._by_address.get(address, 0)
        return not is_loopback(address) and mine > (
            self._limits.unauthenticated_per_address * factor
        )
