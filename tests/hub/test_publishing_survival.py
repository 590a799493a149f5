"""kill -9 around the press: what was permitted is in doubt after it, and never permitted again."""

import asyncio
import os
import random
from pathlib import Path
from typing import Any

import pytest

from models.posts.content import content_digest
from tests.support.agents import JsonAgent, Link
from tests.support.hubs import Api
from tests.support.processes import HubProcess, start_hub

KILLS = int(os.environ.get("PROOFDESK_KILLS", "3"))
TEXT = "Meet Dr. Lina, our new orthodontist."
ACCOUNT = {"platform": "practice", "handle": "ammandental"}


def api_of(hub: HubProcess, folder: Path) -> Api:
    return Api(hub.ready["apiUrl"], (folder / "api-token").read_text())


async def _paired(hub: HubProcess, folder: Path) -> tuple[JsonAgent, Any]:
    api = api_of(hub, folder)
    asked = {"channel": "json", "allowFirst": True}
    link = Link.parse((await api.post("/devices/pairing", asked, status=201))["link"])
    agent = await JsonAgent.connect(link.url)
    agent.capabilities = ("practice_wall",)
    me = await agent.pair(link)
    await api.put(f"/devices/{me.agent_id}/bindings", {"bindings": [ACCOUNT]})
    return agent, me


async def _sent(api: Api, number: int) -> dict[str, Any]:
    """A post on its way: its target's job."""
    asked = {"text": f"{TEXT} {number}", "targets": [ACCOUNT]}
    post = await api.post("/posts", asked, status=201)
    await api.post(f"/posts/{post['id']}/publish")
    listed = await api.get("/jobs?type=PUBLISH_VARIANT&limit=1")
    job: dict[str, Any] = listed["items"][0]
    assert job["input"]["text"].endswith(str(number))
    return job


def _request(job: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    digest = content_digest(job["input"]["text"], None, [])
    return about | {"contentDigest": digest, "account": ACCOUNT}


@pytest.mark.parametrize("pressed", [False, True])
def test_a_permit_outlives_a_kill_only_as_doubt(tmp_path: Path, pressed: bool) -> None:
    async def scenario() -> None:
        hub = start_hub(tmp_path)
        try:
            agent, me = await _paired(hub, tmp_path)
            jobs = []
            for number in range(KILLS):
                api = api_of(hub, tmp_path)
                job = await _sent(api, number)
                asked = {"jobId": job["id"], "agentId": me.agent_id}
                taken = await agent.ask("job:ack", asked, reply="job:ack_success")
                about = {"jobId": job["id"], "epoch": taken["epoch"]}
                permit = (await agent.ask("job:permit", _request(job, about)))["permit"]
                if pressed:
                    said = about | {"permit": permit, "at": "2026-11-18T10:00:00.000Z"}
                    await agent.ask("job:submitted", said)
                await asyncio.sleep(random.uniform(0, 0.05))
                hub.kill()
                _close(hub)
                await agent.closed()
                hub = start_hub(tmp_path)
                agent = await JsonAgent.connect(hub.ready["agentUrl"])
                agent.capabilities = ("practice_wall",)
                await agent.resume(me)
                api = api_of(hub, tmp_path)
                now = await api.get(f"/jobs/{job['id']}")
                assert (now["status"], now["needsUserAction"]) == ("RUNNING", True)
                assert now["phase"] in ("unknown", "verifying")
                number_of_ask = next(agent.numbers)
                await agent.send("job:permit", _request(job, about), number_of_ask)
                error = await agent.expect("error", id=number_of_ask)
                assert error["details"]["reason"] in ("sibling", "lease")
                said = about | {"agentId": me.agent_id, "output": {"permalink": "https://w/1"}}
                assert (await agent.ask("job:done", said))["status"] == "COMPLETED"
                jobs.append(job["id"])
            for job_id in jobs:
                runs = (await api.get(f"/jobs/{job_id}/runs"))["items"]
                assert len(runs) == 1
            await agent.socket.close()
        finally:
            hub.kill()
            _close(hub)

    asyncio.run(scenario())


def _close(hub: HubProcess) -> None:
    for pipe in (hub.process.stdout, hub.process.stderr):
        if pipe is not None:
            pipe.close()
