"""The gateway over real sockets: what is upgraded, what is refused, what a stranger may do."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from websockets.exceptions import InvalidStatus

from hub.door.gateway import Gateway, GatewaySettings
from hub.wire.handshake import RESUME
from hub.wire.noise import KeyPair
from tests.support.agents import EXTENSION_ORIGIN, Closed, JsonAgent, NoiseAgent
from tests.support.gateway import gateway, run
from tests.support.memory_desk import MemoryDesk
from tests.support.raw import (
    KEY,
    REFUSAL,
    end_of,
    exchange,
    frame,
    has_ipv6,
    request,
    until,
    until_end,
    upgraded,
)

# ---------------------------------------------------------------- the door


def test_the_right_request_is_upgraded() -> None:
    async def main() -> None:
        async with gateway() as hub:
            answer = await exchange(hub.gateway.port, request(hub.gateway.port))
            assert answer.startswith(b"HTTP/1.1 101 ")
            assert b"Sec-WebSocket-Protocol: proofdesk.noise.1" in answer
            assert b"Sec-WebSocket-Extensions" not in answer
            assert b"Server" not in answer

    run(main)


REFUSED: dict[str, Callable[[int], bytes]] = {
    "no Host": lambda port: request(port, host=None),
    "two Hosts": lambda port: request(port, "Host: 127.0.0.1:{port}"),
    "trailing dot": lambda port: request(port, host="localhost.:{port}"),
    "rebinding": lambda port: request(port, host="127.0.0.1.nip.io:{port}"),
    "short form": lambda port: request(port, host="127.1:{port}"),
    "hexadecimal": lambda port: request(port, host="0x7f.1:{port}"),
    "decimal": lambda port: request(port, host="2130706433:{port}"),
    "mapped": lambda port: request(port, host="[::ffff:127.0.0.1]:{port}"),
    "other port": lambda port: request(port, host="localhost:1"),
    "no port": lambda port: request(port, host="localhost"),
    "upper case": lambda port: request(port, host="LOCALHOST:{port}"),
    "user": lambda port: request(port, host="localhost@evil:{port}"),
    "not listened on": lambda port: request(port, host="[::1]:{port}"),
    "absolute URI": lambda port: request(port, line="GET http://127.0.0.1:{port}/agent HTTP/1.1"),
    "root": lambda port: request(port, line="GET / HTTP/1.1"),
    "query": lambda port: request(port, line="GET /agent?token=x HTTP/1.1"),
    "Origin null": lambda port: request(port, origin="null"),
    "Origin twice": lambda port: request(port, f"Origin: {EXTENSION_ORIGIN}"),
    "web page": lambda port: request(port, origin="https://evil.example"),
    "local web page": lambda port: request(port, origin="http://127.0.0.1:{port}"),
    "id and suffix": lambda port: request(port, origin=EXTENSION_ORIGIN + ".evil"),
    "moz id": lambda port: request(port, origin="moz-extension://me"),
    "browser on json": lambda port: request(port, subprotocol="proofdesk.json.1"),
    "no subprotocol": lambda port: request(port, subprotocol=None),
    "other subprotocol": lambda port: request(port, subprotocol="proofdesk.noise.2"),
    "plain GET": lambda port: request(port, upgrade=False),
    "HEAD": lambda port: request(port, line="HEAD /agent HTTP/1.1"),
    "PUT": lambda port: request(port, line="PUT /agent HTTP/1.1"),
    "OPTIONS": lambda port: request(port, line="OPTIONS /agent HTTP/1.1"),
    "POST": lambda port: request(port, line="POST /agent HTTP/1.1"),
    "old WebSocket": lambda port: request(port).replace(b"Version: 13", b"Version: 8"),
    "two keys": lambda port: request(port, f"Sec-WebSocket-Key: {KEY}"),
    "bad key": lambda port: request(port).replace(KEY.encode(), b"short"),
    "129 headers": lambda port: request(port, *(f"X-{n}: 1" for n in range(129))),
    "9 KB header": lambda port: request(port, "X: " + "x" * 9_000),
    "long path": lambda port: request(port, line=f"GET /{'x' * 9_000} HTTP/1.1"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_every_refusal_is_the_same_bare_403(make: Callable[[int], bytes]) -> None:
    async def main() -> None:
        async with gateway() as hub:
            assert await exchange(hub.gateway.port, make(hub.gateway.port)) == REFUSAL

    run(main)


NO_HTTP: dict[str, bytes] = {
    "TLS hello": bytes.fromhex("16030100c8010000c40303") + bytes(200),
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "garbage": b"\x00\xff" * 500 + b"\r\n\r\n",
    "half a line": b"GET /agent",
    "POST with a body": b"POST /agent HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
    "chunked": b"POST /agent HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.0": b"GET /agent HTTP/1.0\r\n\r\n",
    "folded header": b"GET /agent HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    "lone LF": b"GET /agent HTTP/1.1\nHost: a\n\n",
    "1 MB path": b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP.keys())
def test_what_is_no_request_learns_nothing(data: bytes) -> None:
    async def main() -> None:
        async with gateway(hello_seconds=0.3) as hub:
            assert await exchange(hub.gateway.port, data) in (b"", REFUSAL)
            async with await hub.json_agent() as agent:
                await agent.send("job:what", {})
                assert (await agent.expect("error"))["code"] == "UNKNOWN_EVENT"

    run(main)


def test_byte_by_byte_ends_at_the_deadline() -> None:
    async def main() -> None:
        async with gateway(hello_seconds=0.1) as hub:
            reader, writer = await asyncio.open_connection("127.0.0.1", hub.gateway.port)
            for byte in b"GET /agent":
                writer.write(bytes([byte]))
            async with asyncio.timeout(5):
                assert await reader.read() == b""
            writer.close()

    run(main)


def test_script_agents_come_in_only_while_the_switch_is_on() -> None:
    async def main() -> None:
        async with gateway() as hub:
            hub.script_agents = False
            with pytest.raises(InvalidStatus) as caught:
                await JsonAgent.connect(hub.url)
            assert caught.value.response.status_code == 403
            assert caught.value.response.body == b""
            hub.script_agents = True
            async with await hub.json_agent():
                pass

    run(main)


def test_programs_without_an_origin_may_speak_the_encrypted_channel() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("noise"))
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key, origin=None)
            await agent.pair(link)
            assert hub.desk.asked[0]["origin"] is None

    run(main)


@pytest.mark.parametrize("host", ["127.0.0.2", "::1"])
def test_another_listening_address(host: str) -> None:
    if ":" in host and not has_ipv6():
        pytest.skip("this machine has no IPv6")

    async def main() -> None:
        async with gateway(host=host) as hub, await hub.json_agent():
            pass

    run(main)


def test_several_listening_addresses() -> None:
    async def main() -> None:
        async with gateway() as first:
            port = first.gateway.port
        keys = KeyPair.generate()
        door = Gateway(
            MemoryDesk(),
            hub_id="hub",
            hub_name="Office",
            keys=keys,
            clock=time.monotonic,
            settings=GatewaySettings(),
        )
        await door.start(["127.0.0.1", "127.0.0.3"], port)
        try:
            for host in ("127.0.0.1", "localhost", "127.0.0.3"):
                url = f"ws://{host}:{port}/agent"
                agent = await NoiseAgent.connect(url, hub_key=keys.public)
                await agent.socket.close()
        finally:
            await door.stop()

    run(main)


def test_a_taken_port_is_an_error() -> None:
    async def main() -> None:
        async with gateway() as hub:
            other = Gateway(
                MemoryDesk(),
                hub_id="hub",
                hub_name="Office",
                keys=KeyPair.generate(),
                clock=time.monotonic,
                settings=GatewaySettings(),
            )
            with pytest.raises(OSError, match="address already in use"):
                await other.start("127.0.0.1", hub.gateway.port)
            await other.stop()

    run(main)


# ---------------------------------------------------------------- strangers


def test_a_silent_stranger_is_closed_with_4401() -> None:
    async def main() -> None:
        async with gateway(auth_seconds=0.05) as hub:
            for connect in (
                lambda: JsonAgent.connect(hub.url),
                lambda: NoiseAgent.connect(hub.url, hub_key=hub.keys.public),
            ):
                closed = await end_of(await connect())
                assert (closed.code, closed.reason) == (4401, "")

    run(main)


def test_every_wrong_credential_meets_the_same_close_after_the_same_time() -> None:
    async def main() -> None:
        async with gateway(refusal_seconds=0.2) as hub:
            link = hub.link(hub.desk.add_link("noise"))
            used = hub.desk.add_link("noise")
            used.used = True

            async def unknown_key(agent: NoiseAgent) -> None:
                await agent.shake_hands()

            async def used_link(agent: NoiseAgent) -> None:
                await agent.shake_hands(hub.link(used))

            async def bad_tag(agent: NoiseAgent) -> None:
                agent.hub_key = KeyPair.generate().public
                await agent.shake_hands(link)

            async def garbage(agent: NoiseAgent) -> None:
                await agent.socket.send(RESUME + bytes(96))
                await agent.receive_frame()

            async def text(agent: NoiseAgent) -> None:
                await agent.socket.send("hello")
                await agent.receive_frame()

            for attempt in (unknown_key, used_link, bad_tag, garbage, text):
                agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
                begin = time.monotonic()
                with pytest.raises(Closed) as caught:
                    await attempt(agent)
                assert time.monotonic() - begin >= 0.2
                assert (caught.value.code, caught.value.reason) == (4401, "")

            agent = await JsonAgent.connect(hub.url)
            begin = time.monotonic()
            await agent.send("auth", agent.auth_data(hub.desk.add_device("json").id))
            closed = await end_of(agent)
            assert time.monotonic() - begin >= 0.2
            assert (closed.code, closed.reason, list(agent.inbox)) == (4401, "", [])

    run(main)


def test_five_failures_lock_the_address() -> None:
    async def main() -> None:
        now = [0.0]
        async with gateway(failures_per_minute=5, clock=lambda: now[0]) as hub:
            device = hub.desk.add_device("json")
            waiting = await JsonAgent.connect(hub.url)
            for _ in range(5):
                agent = await JsonAgent.connect(hub.url)
                await agent.send("auth", agent.auth_data(device.id) | {"token": "wrong"})
                assert (await end_of(agent)).code == 4401
            with pytest.raises(InvalidStatus) as caught:
                await JsonAgent.connect(hub.url)
            assert caught.value.response.status_code == 403
            # Whoever was connected before the lock may not try either, right or wrong.
            await waiting.send("auth", waiting.auth_data(device.id) | {"token": device.token})
            assert (await end_of(waiting)).code == 4401
            now[0] += 31
            async with await hub.json_agent(device):
                pass

    run(main)


def test_a_forgotten_profile_locks_nobody_out_and_a_guesser_only_guesses() -> None:
    async def main() -> None:
        now = [0.0]
        async with gateway(failures_per_minute=5, clock=lambda: now[0]) as hub:
            link = hub.link(hub.desk.add_link("noise"))
            for _ in range(10):
                forgotten = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
                with pytest.raises(Closed):
                    await forgotten.shake_hands()
            wrong = replace(link, secret=link.secret[::-1])
            for _ in range(5):
                guesser = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
                with pytest.raises(Closed):
                    await guesser.shake_hands(wrong)
            guesser = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            with pytest.raises(Closed):
                await guesser.shake_hands(link)
            await hub.noise_agent()
            hub.gateway.limiter.forgive()
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            await agent.pair(link)

    run(main)


def test_strangers_are_bounded_and_known_devices_do_not_count() -> None:
    async def main() -> None:
        async with gateway(unauthenticated=3) as hub:
            for _ in range(5):
                await hub.json_agent()
            strangers = [await JsonAgent.connect(hub.url) for _ in range(3)]
            answer = await exchange(hub.gateway.port, request(hub.gateway.port))
            assert answer == REFUSAL
            await strangers[0].socket.close()
            await until(lambda: hub.gateway.waiting == 2)
            await hub.json_agent()
            assert len(hub.gateway.connected) == 6

    run(main)


def test_far_too_many_connections_are_cut_at_once() -> None:
    async def main() -> None:
        async with gateway(unauthenticated=1) as hub:
            ports = [await asyncio.open_connection("127.0.0.1", hub.gateway.port) for _ in range(6)]
            async with asyncio.timeout(5):
                assert await ports[-1][0].read() == b""
            for _, writer in ports:
                writer.close()
            await until(lambda: hub.gateway.waiting == 0)
            async with await hub.json_agent():
                pass

    run(main)


def test_idle_strangers_do_not_keep_paired_agents_out_for_long() -> None:
    async def main() -> None:
        async with gateway(hello_seconds=0.1, unauthenticated=4) as hub:
            agent = await hub.json_agent()
            idle = [await asyncio.open_connection("127.0.0.1", hub.gateway.port) for _ in range(16)]
            await agent.send("job:what", {})
            await agent.expect("error")
            await until(lambda: hub.gateway.waiting == 0)
            async with await hub.json_agent():
                pass
            for _, writer in idle:
                writer.close()

    run(main)


# ---------------------------------------------------------------- hostile WebSocket frames

FRAMES: dict[str, bytes] = {
    "unmasked": frame(0x81, b"{}", masked=False),
    "RSV1 (deflate)": frame(0xC1, b"{}"),
    "RSV2": frame(0xA1, b"{}"),
    "unknown opcode": frame(0x83, b"{}"),
    "200 MB declared": frame(0x82, b"x", length=200_000_000),
    "2^63 declared": frame(0x82, b"x", length=2**63),
    "just over the limit": frame(0x82, bytes(262_145)),
    "fragments beyond the limit": frame(0x02, bytes(100_000)) + frame(0x00, bytes(100_000)) * 2,
    "endless fragments": frame(0x01, b"x") + frame(0x00, b"x") * 20_000,
    "continuation of nothing": frame(0x80, b"x"),
    "new message inside a message": frame(0x01, b"x") + frame(0x01, b"x"),
    "long ping": frame(0x89, bytes(126)),
    "fragmented ping": frame(0x09, b""),
    "close of one byte": frame(0x88, b"\x03"),
    "close with a forbidden code": frame(0x88, (1005).to_bytes(2, "big")),
    "close with bad UTF-8": frame(0x88, (1000).to_bytes(2, "big") + b"\xff"),
    "text with bad UTF-8": frame(0x81, b"\xff\xfe"),
    "good close": frame(0x88, (1000).to_bytes(2, "big")),
    "garbage": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("data", FRAMES.values(), ids=FRAMES.keys())
def test_hostile_frames_end_their_own_connection_only(data: bytes) -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            agent = await hub.json_agent(device)
            reader, writer = await upgraded(hub)
            writer.write(data)
            async with asyncio.timeout(5):
                await until_end(reader)
            writer.close()
            await agent.ask("heartbeat", {"agentId": device.id})
            await until(lambda: hub.gateway.waiting == 0)

    run(main)


def test_a_ping_flood_is_borne() -> None:
    async def main() -> None:
        async with gateway(auth_seconds=0.3) as hub:
            reader, writer = await upgraded(hub)
            writer.write(frame(0x89, b"ping") * 20_000)
            async with asyncio.timeout(10):
                await until_end(reader)
            writer.close()
            async with await hub.json_agent():
                pass

    run(main)


def test_a_half_closed_connection_is_left() -> None:
    async def main() -> None:
        async with gateway() as hub:
            reader, writer = await upgraded(hub)
            writer.write_eof()
            async with asyncio.timeout(5):
                await until_end(reader)
            await until(lambda: hub.gateway.waiting == 0)
            writer.close()

    run(main)


def test_nothing_of_a_stranger_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with gateway() as hub:
            line = "GET /agent?token=CANARY HTTP/1.1"
            await exchange(hub.gateway.port, request(hub.gateway.port, line=line))
            await exchange(hub.gateway.port, request(hub.gateway.port, host="CANARY"))
            agent = await JsonAgent.connect(hub.url)
            device = hub.desk.add_device("json")
            await agent.send("auth", agent.auth_data(device.id) | {"token": "CANARY"})
            await end_of(agent)

    caplog.set_level(logging.INFO)
    run(main)
    assert "Refused" in caplog.text
    assert "CANARY" not in caplog.text
