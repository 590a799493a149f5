"""Known devices over real sockets: how they come in, what they are told first, how they leave."""

import asyncio
import json

import pytest
from websockets.exceptions import InvalidHandshake

from hub.wire import messages as m
from models.errors import StorageFull
from tests.support.agents import EXTENSION_ORIGIN, Asset, Credential, JsonAgent, NoiseAgent
from tests.support.gateway import Running, gateway, run
from tests.support.memory_desk import MemoryDevice, available
from tests.support.raw import (
    deaf_agent,
    end_of,
    flood,
    until,
)

# ---------------------------------------------------------------- the good ways in


def test_json_agent_works_a_job() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            job = hub.desk.add_job()
            async with await hub.json_agent(device) as agent:
                offer = await agent.expect("job:available")
                assert offer["jobId"] == job.id
                names = {"jobId": job.id, "agentId": device.id}
                taken = await agent.ask("job:ack", names, "job:ack_success")
                assert taken["epoch"] == 1
                told = await agent.ask("job:progress", names | {"progress": 40})
                assert told == {"jobId": job.id, "progress": 40, "cancelRequested": False}
                stored = await agent.upload(Asset(b"picture" * 100_000), job.id, 1)
                assert stored["sizeBytes"] == 700_000
                done = await agent.ask("job:done", names)
                assert done == {"jobId": job.id, "status": "COMPLETED"}

    run(main)


def test_encrypted_agent_works_a_job() -> None:
    async def main() -> None:
        async with gateway() as hub:
            agent, device = await hub.noise_agent()
            job = hub.desk.add_job(holder=device)
            assert agent.hub_card == {"hubId": "hub", "hubName": "Office"}
            names = {"jobId": job.id, "agentId": device.id, "epoch": 1}
            batch = [{"title": "é" * 1000}] * 100
            told = await agent.ask("job:evidence", names | {"batchId": "b", "evidence": batch})
            assert told["accepted"] == 100
            assert (await agent.upload(Asset(b"picture" * 30_000), job.id, 1))[
                "sizeBytes"
            ] == 210_000

    run(main)


def test_pairing_on_the_encrypted_channel() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("noise"))
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            credential = await agent.pair(link, "Laptop")
            assert hub.desk.devices[credential.agent_id].status == "active"
            assert hub.desk.asked[0]["digits"] == agent.digits
            assert hub.desk.asked[0]["origin"] == EXTENSION_ORIGIN
            assert credential.agent_id in hub.gateway.connected
            again = await NoiseAgent.connect(hub.url, hub_key=link.hub_key, keys=agent.keys)
            assert (await again.resume(credential))["deviceName"] == "Laptop"

    run(main)


def test_a_provisional_device_that_resumes_is_promoted() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("noise"))
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            await agent.shake_hands(link)
            data = {"protocol": 1, "linkId": link.id, "capabilities": []}
            await agent.send("pair", data)
            agent_id = (await agent.expect("pair_ok"))["agentId"]
            await agent.socket.close()
            assert hub.desk.devices[agent_id].status == "provisional"
            again = await NoiseAgent.connect(hub.url, hub_key=link.hub_key, keys=agent.keys)
            await again.resume(Credential(agent_id))
            assert hub.desk.devices[agent_id].status == "active"

    run(main)


def test_pairing_with_a_token() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("json"))
            agent = await JsonAgent.connect(hub.url)
            credential = await agent.pair(link)
            again = await JsonAgent.connect(hub.url)
            assert (await again.resume(credential))["hubId"] == "hub"

    run(main)


def test_an_agent_that_leaves_while_the_operator_thinks() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("noise", allow_first=False))
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            await agent.shake_hands(link)
            data = {"protocol": 1, "linkId": link.id, "capabilities": []}
            await agent.send("pair", data)
            await hub.desk.asked_signal.wait()
            await agent.socket.close()
            await until(lambda: hub.desk.pairing.waiting == 0)
            assert hub.desk.devices == {}

    run(main)


def test_what_an_agent_still_has_and_what_it_lost() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            mine, lost = hub.desk.add_job(holder=device), hub.desk.add_job()
            refs = [{"jobId": mine.id, "epoch": 1}, {"jobId": lost.id, "epoch": 7}]
            agent = await JsonAgent.connect(hub.url)
            told = await agent.resume(Credential(device.id, device.token), refs)
            assert told["continue"] == refs[:1]
            assert told["abandon"] == refs[1:]

    run(main)


def test_the_opening_comes_in_order_and_pushes_after_it() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            waiting = hub.desk.add_job()
            gate = hub.desk.hold("agents.available")
            agent = await JsonAgent.connect(hub.url)
            await agent.send("auth", agent.auth_data(device.id) | {"token": device.token})
            await agent.expect("config")
            late = hub.desk.add_job()
            assert hub.gateway.push(device.id, "job:new", available(late))
            hub.desk.all_jobs = {waiting.id: waiting}
            gate.set()
            events = [await agent.receive() for _ in range(2)]
            assert [(e["event"], e["data"]["jobId"]) for e in events] == [
                ("job:available", waiting.id),
                ("job:new", late.id),
            ]

    run(main)


def test_ids_are_echoed_and_replies_come_in_order() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            async with await hub.json_agent(device) as agent:
                ids = [*range(200), "text", 1.5, ""]
                for id in ids:
                    await agent.send("heartbeat", {"agentId": device.id}, id)  # type: ignore[arg-type]
                assert [(await agent.receive())["id"] for _ in ids] == ids

    run(main)


# ---------------------------------------------------------------- how connections end


def test_the_newest_connection_of_a_device_wins() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            older = await hub.json_agent(device)
            newer = await hub.json_agent(device)
            assert (await end_of(older)).code == 4409
            assert hub.desk.closed_devices == []
            await newer.ask("heartbeat", {"agentId": device.id})
            await newer.socket.close()
            await until(lambda: hub.desk.closed_devices == [device.id])
            assert not hub.gateway.connected

    run(main)


def test_a_revoked_device_is_told_and_closed() -> None:
    async def main() -> None:
        async with gateway() as hub:
            agent, device = await hub.noise_agent()
            hub.gateway.revoke(device.id, "The operator revoked this device.")
            assert (await agent.expect("device:revoked"))["reason"].startswith("The operator")
            closed = await end_of(agent)
            assert closed.code == 4403
            hub.gateway.revoke(device.id, "again")

    run(main)


def test_disconnect_and_push_by_device() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            cancel = m.JobCancel(job_id=device.id, epoch=1, reason="wish")
            assert not hub.gateway.push(device.id, "job:cancel", cancel)
            agent = await hub.json_agent(device)
            assert hub.gateway.push(device.id, "job:cancel", cancel)
            assert (await agent.expect("job:cancel"))["reason"] == "wish"
            hub.gateway.disconnect(device.id, 1013, "ü" * 200)
            closed = await end_of(agent)
            assert closed.code == 1013
            assert closed.reason == "ü" * 61

    run(main)


def test_too_many_devices_try_later() -> None:
    async def main() -> None:
        async with gateway(devices=2) as hub:
            device = hub.desk.add_device("json")
            agents = [await hub.json_agent(device), await hub.json_agent()]
            third = await JsonAgent.connect(hub.url)
            other = hub.desk.add_device("json")
            await third.send("auth", third.auth_data(other.id) | {"token": other.token})
            assert (await end_of(third)).code == 1013
            # A device that is there already may always come again.
            agents.append(await hub.json_agent(device))
            assert len(hub.gateway.connected) == 2

    run(main)


def test_a_session_ends_after_its_time() -> None:
    async def main() -> None:
        async with gateway(session_seconds=0.05) as hub:
            agent, _ = await hub.noise_agent()
            assert (await end_of(agent)).code == 1013

    run(main)


def test_bad_frames_end_with_4400() -> None:
    async def main() -> None:
        async with gateway() as hub:
            agent = await hub.json_agent()
            await agent.send_text("{")
            assert (await end_of(agent)).code == 4400
            agent = await hub.json_agent()
            for _ in range(3):
                await agent.send("job:progress", {"nonsense": "x" * 500})
            closed = await end_of(agent)
            assert closed.code == 4400
            assert [message["data"]["code"] for message in agent.inbox] == ["INVALID"] * 2
            other, device = await hub.noise_agent()
            await other.socket.send(b"x" * 100)
            assert (await end_of(other)).code == 4400
            await until(lambda: device.id in hub.desk.closed_devices)

    run(main)


def test_a_frame_that_was_tampered_with_has_no_effect() -> None:
    async def main() -> None:
        async with gateway() as hub:
            agent, device = await hub.noise_agent()
            assert agent.transport is not None
            frame = agent.transport.sending.encrypt(
                b"\x00"
                + json.dumps({"event": "heartbeat", "data": {"agentId": device.id}}).encode()
            )
            await agent.socket.send(frame[:-1] + bytes([frame[-1] ^ 1]))
            await agent.socket.send(frame)
            assert (await end_of(agent)).code == 4400
            assert "agents.heartbeat" not in hub.desk.calls

    run(main)


def test_a_desk_that_cannot_write_asks_to_come_later() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            hub.desk.fail_next("agents.opened", StorageFull("The disk is full."))
            agent = await JsonAgent.connect(hub.url)
            await agent.send("auth", agent.auth_data(device.id) | {"token": device.token})
            assert (await end_of(agent)).code == 1013
            assert not hub.gateway.connected
            async with await hub.json_agent(device):
                pass

    run(main)


def test_our_own_mistake_in_the_opening_is_logged_and_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            hub.desk.fail_next("agents.device_by_token", ZeroDivisionError("secret"))
            agent = await JsonAgent.connect(hub.url)
            await agent.send("auth", agent.auth_data(device.id) | {"token": device.token})
            closed = await end_of(agent)
            assert (closed.code, closed.reason) == (1013, "")

    run(main)
    assert [r.exc_info[0] for r in caplog.records if r.exc_info] == [ZeroDivisionError]
    caplog.clear()


def test_stop_closes_everybody_within_a_second() -> None:
    async def main() -> None:
        async with gateway() as hub:
            stranger = await JsonAgent.connect(hub.url)
            stuck_device = hub.desk.add_device("json")
            stuck = await hub.json_agent(stuck_device)
            hub.desk.hold("agents.heartbeat")
            await stuck.send("heartbeat", {"agentId": stuck_device.id})
            await until(lambda: "agents.heartbeat" in hub.desk.calls)
            half, writer = await asyncio.open_connection("127.0.0.1", hub.gateway.port)
            agent, _ = await hub.noise_agent()
            async with asyncio.timeout(5):
                await hub.gateway.stop()
            for one in (stranger, stuck, agent):
                assert (await end_of(one)).code == 1001
            assert await half.read() == b""
            writer.close()
            assert not hub.gateway.connected
            assert len(hub.desk.closed_devices) == 2
            with pytest.raises(OSError, match=r"refused|failed"):
                await JsonAgent.connect(hub.url)

    run(main)


def test_stop_cuts_a_peer_that_does_not_read() -> None:
    async def main() -> None:
        async with gateway(close_seconds=0.1) as hub:
            device, _, writer = await deaf_agent(hub)
            await flood(hub, device.id)
            async with asyncio.timeout(5):
                await hub.gateway.stop()
            assert not hub.gateway.connected
            writer.transport.abort()

    run(main)


# ---------------------------------------------------------------- peers that do not read


def test_a_peer_that_does_not_read_is_thrown_out_and_delays_nobody() -> None:
    async def main() -> None:
        async with gateway(stall_seconds=0.2, close_seconds=0.1) as hub:
            deaf, _, writer = await deaf_agent(hub)
            other = hub.desk.add_device("json")
            agent = await hub.json_agent(other)
            await flood(hub, deaf.id)
            assert deaf.id in hub.gateway.connected
            await agent.ask("heartbeat", {"agentId": other.id})
            assert deaf.id in hub.gateway.connected
            await until(lambda: deaf.id not in hub.gateway.connected)
            assert hub.desk.closed_devices == [deaf.id]
            await agent.ask("heartbeat", {"agentId": other.id})
            writer.transport.abort()

    run(main)


def test_a_peer_that_missed_hints_hears_of_all_jobs_once_it_reads() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device, reader, writer = await deaf_agent(hub)
            await flood(hub, device.id)
            before = hub.desk.calls.count("agents.available")
            async with asyncio.timeout(10):
                while hub.desk.calls.count("agents.available") == before:
                    await reader.read(1_000_000)
            writer.transport.abort()

    run(main)


def test_a_peer_that_answers_no_ping_is_gone() -> None:
    async def main() -> None:
        async with gateway(ping_seconds=0.1, close_seconds=0.1) as hub:
            deaf, _, writer = await deaf_agent(hub)
            await until(lambda: hub.desk.closed_devices == [deaf.id])
            writer.transport.abort()

    run(main)


def test_a_storm_of_agents_comes_back() -> None:
    """More than the lobby holds knock at once; those turned away knock again, as agents do."""

    async def come_back(hub: Running, device: MemoryDevice) -> None:
        while True:
            try:
                await hub.json_agent(device)
                return
            except (InvalidHandshake, ConnectionError):
                await asyncio.sleep(0.05)

    async def main() -> None:
        async with gateway(devices=100) as hub:
            devices = [hub.desk.add_device("json") for _ in range(100)]
            await asyncio.gather(*(come_back(hub, device) for device in devices))
            assert set(hub.gateway.connected) == {device.id for device in devices}
            await until(lambda: hub.gateway.waiting == 0)

    run(main)


def test_a_paused_reader_gets_every_reply() -> None:
    async def main() -> None:
        async with gateway() as hub:
            device = hub.desk.add_device("json")
            agent = await hub.json_agent(device)
            reason = m.DeviceRevoked(reason="x" * 100_000)
            sent = 0
            while hub.gateway.push(device.id, "job:new", reason):
                sent += 1
            for _ in range(sent):
                assert len((await agent.expect("job:new"))["reason"]) == 100_000
            await agent.ask("heartbeat", {"agentId": device.id})

    run(main)
