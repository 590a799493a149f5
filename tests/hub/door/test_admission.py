"""Before the upgrade: exact path, host, origin and subprotocol, and how many may wait."""

from dataclasses import replace

import pytest

from hub.door.admission import Knock, Lobby, NotAdmitted, admit, is_loopback, listening_names
from hub.limits import GatewayLimits

PORT = 47150
HOSTS = listening_names(["127.0.0.1", "::1", "192.168.1.5"], PORT)
CHROME = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
FIREFOX = "moz-extension://0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3b"
NOISE = "proofdesk.noise.1"
JSON = "proofdesk.json.1"


def knock(
    *more: tuple[str, str],
    path: str = "/agent",
    host: str | None = f"127.0.0.1:{PORT}",
    origin: str | None = CHROME,
    subprotocol: str | None = NOISE,
    address: str = "127.0.0.1",
) -> Knock:
    headers = [("Upgrade", "websocket"), *more]
    for name, value in (
        ("Host", host),
        ("Origin", origin),
        ("Sec-WebSocket-Protocol", subprotocol),
    ):
        if value is not None:
            headers.append((name, value))
    return Knock(path, headers, address)


def admitted(request: Knock, script_agents: bool = True) -> str | None:
    """The channel, or None for a refusal."""
    try:
        return admit(request, hosts=HOSTS, allow_script_agents=lambda: script_agents).channel
    except NotAdmitted:
        return None


@pytest.mark.parametrize(
    "host",
    [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}", f"192.168.1.5:{PORT}"],
)
def test_the_listening_names_are_admitted(host: str) -> None:
    assert admitted(knock(host=host)) == "noise"


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "127.0.0.1",
        "localhost",
        f"localhost.:{PORT}",
        f"127.0.0.1.:{PORT}",
        f"LOCALHOST:{PORT}",
        f"127.0.0.1.nip.io:{PORT}",
        f"127.1:{PORT}",
        f"0x7f.1:{PORT}",
        f"2130706433:{PORT}",
        f"0.0.0.0:{PORT}",
        f"[::ffff:127.0.0.1]:{PORT}",
        f"::1:{PORT}",
        f"[::]:{PORT}",
        "localhost:47151",
        "localhost:80",
        f"localhost:0{PORT}",
        f"localhost:{PORT} ",
        f"localhost:{PORT},evil.example",
        f"localhost@evil.example:{PORT}",
        f"evil.example:{PORT}",
        f"evil.localhost:{PORT}",
        f"192.168.1.6:{PORT}",
        f"192.168.1.5.evil.example:{PORT}",
    ],
)
def test_no_other_host(host: str | None) -> None:
    assert admitted(knock(host=host)) is None


def test_one_host_header_only() -> None:
    assert admitted(knock(("host", f"127.0.0.1:{PORT}"))) is None
    assert admitted(knock(("HOST", "evil.example"))) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/agent/",
        "/agent/1",
        "/agent?token=x",
        "/Agent",
        "//agent",
        "/./agent",
        "/%61gent",
        "/agent#x",
        f"http://127.0.0.1:{PORT}/agent",
        "*",
    ],
)
def test_no_other_path(path: str) -> None:
    assert admitted(knock(path=path)) is None


@pytest.mark.parametrize("origin", [CHROME, FIREFOX, None])
def test_extensions_and_programs_on_the_encrypted_channel(origin: str | None) -> None:
    assert admitted(knock(origin=origin)) == "noise"
    assert admitted(knock(origin=origin, address="192.168.1.9")) == "noise"


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://evil.example",
        "http://localhost:47150",
        "http://127.0.0.1:47150",
        "file://",
        CHROME + ".evil.example",
        CHROME + "/",
        CHROME + "\n",
        CHROME[:-1],
        CHROME + "a",
        CHROME.upper(),
        "chrome-extension://abcdefghijklmnopabcdefghijklmnoq",
        "chrome-extension://",
        "xchrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://0b8a3a1e",
        FIREFOX.upper(),
        FIREFOX + "@evil.example",
        "moz-extension://abcdefghijklmnopabcdefghijklmnop",
        "safari-web-extension://0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3b",
        f"{CHROME}, https://evil.example",
    ],
)
def test_no_other_origin(origin: str) -> None:
    assert admitted(knock(origin=origin)) is None


def test_one_origin_header_only() -> None:
    assert admitted(knock(("Origin", CHROME))) is None


def test_script_agents() -> None:
    plain = knock(origin=None, subprotocol=JSON)
    assert admitted(plain) == "json"
    assert admitted(plain, script_agents=False) is None
    assert admitted(replace(plain, address="::1")) == "json"
    assert admitted(replace(plain, address="192.168.1.9")) is None
    assert admitted(replace(plain, address="10.0.0.1")) is None


@pytest.mark.parametrize("origin", [CHROME, FIREFOX, "null", "https://evil.example", ""])
def test_no_browser_on_the_channel_of_script_agents(origin: str) -> None:
    assert admitted(knock(origin=origin, subprotocol=JSON)) is None


@pytest.mark.parametrize(
    "subprotocol",
    [None, "", "chat", "proofdesk", "proofdesk.noise.2", "Proofdesk.noise.1", "proofdesk.noise.1x"],
)
def test_a_known_subprotocol_is_needed(subprotocol: str | None) -> None:
    assert admitted(knock(subprotocol=subprotocol)) is None
    assert admitted(knock(origin=None, subprotocol=subprotocol)) is None


def test_the_encrypted_channel_is_preferred() -> None:
    assert admitted(knock(origin=None, subprotocol=f"{JSON}, {NOISE}")) == "noise"
    assert admitted(knock(("Sec-WebSocket-Protocol", JSON))) is None


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("192.168.1.5", False),
        ("fe80::1%eth0", False),
        ("0.0.0.0", False),
    ],
)
def test_loopback(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback


def test_listening_names_are_only_what_is_listened_on() -> None:
    assert listening_names(["127.0.0.1"], 1) == {"127.0.0.1:1", "localhost:1"}
    assert listening_names(["::1"], 1) == {"[::1]:1", "localhost:1"}
    assert listening_names(["192.168.1.5"], 1) == {"192.168.1.5:1"}


def test_the_lobby_bounds_strangers() -> None:
    lobby = Lobby(GatewayLimits(unauthenticated=6, unauthenticated_per_address=2))
    for _ in range(2):
        lobby.enter("192.168.1.9")
    assert not lobby.is_full("192.168.1.9")
    lobby.enter("192.168.1.9")
    assert lobby.is_full("192.168.1.9")
    assert not lobby.is_full("192.168.1.9", Lobby.HARD_FACTOR)
    for _ in range(3):
        lobby.enter("127.0.0.1")
    assert not lobby.is_full("127.0.0.1")
    lobby.enter("127.0.0.1")
    assert lobby.is_full("127.0.0.1")
    lobby.leave("192.168.1.9")
    assert not lobby.is_full("127.0.0.1")
    assert len(lobby) == 6


def test_the_lobby_forgets_who_left() -> None:
    lobby = Lobby(GatewayLimits(unauthenticated_per_address=1))
    for _ in range(1000):
        lobby.enter("192.168.1.9")
        lobby.leave("192.168.1.9")
    assert len(lobby) == 0
    assert not lobby.is_full("192.168.1.9")
