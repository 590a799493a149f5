"""The gateway over real sockets: who gets in, what is refused, how connections end."""

from tests.support.agents import Asset, Credential, JsonAgent, NoiseAgent
from tests.support.gateway import gateway, run


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
                assert await agent.ask("job:done", names) == {
                    "jobId": job.id,
                    "status": "COMPLETED",
                }

    run(main)


def test_pairing_on_the_encrypted_channel() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("noise"))
            agent = await NoiseAgent.connect(hub.url, hub_key=link.hub_key)
            credential = await agent.pair(link, "Laptop")
            assert hub.desk.devices[credential.agent_id].status == "active"
            assert hub.desk.asked[0]["digits"] == agent.digits
            assert credential.agent_id in hub.gateway.connected
            again = await NoiseAgent.connect(hub.url, hub_key=link.hub_key, keys=agent.keys)
            assert (await again.resume(credential))["deviceName"] == "Laptop"

    run(main)


def test_pairing_with_a_token() -> None:
    async def main() -> None:
        async with gateway() as hub:
            link = hub.link(hub.desk.add_link("json"))
            agent = await JsonAgent.connect(hub.url)
            credential = await agent.pair(link)
            again = await JsonAgent.connect(hub.url)
            auth_ok = await again.resume(Credential(credential.agent_id, credential.token))
            assert auth_ok["hubId"] == "hub"

    run(main)
