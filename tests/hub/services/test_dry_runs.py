"""A connector tried on a device: the job, and what is kept of it."""

from pathlib import Path

import pytest

from hub.events import ConnectorChecked
from hub.services.dry_runs import TEST_TEXT
from models.errors import InvalidInput, NotFound
from models.queries import connectors as queries
from tests.support.hubs import OPERATOR, hub_on, run


def test_a_dry_run_on_a_device_verifies_the_connector_there(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent("mastodon")
            async with agent:
                job = await desk.hub.dry_runs.start("mastodon", me.agent_id, actor=OPERATOR)
                assert (job.needs, job.directed_agent_id) == (("mastodon",), me.agent_id)
                about = {"jobId": job.id, "agentId": me.agent_id}
                taken = await agent.ask("job:ack", about, reply="job:ack_success")
                assert (taken["input"]["dryRun"], taken["input"]["text"]) == (True, TEST_TEXT)
                output = {"dryRun": True, "account": "amman", "text": True, "button": True}
                epoch = {"epoch": taken["epoch"]}
                await agent.ask("job:done", about | epoch | {"output": output})
                told = await desk.heard_one(ConnectorChecked)
                assert (told.connector_id, told.device_id) == ("mastodon", me.agent_id)
                (one,) = await desk.hub.store.read(queries.verified_on, "mastodon")
                assert (one.state, one.account_seen, one.online) == ("verified", "amman", True)

    run(scenario())


def test_what_cannot_be_tried_is_refused_by_name(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            start = desk.hub.dry_runs.start
            with pytest.raises(NotFound):
                await start("nothing", None, actor=OPERATOR)
            with pytest.raises(InvalidInput, match="search for"):
                await start("google_maps", None, actor=OPERATOR)
            with pytest.raises(InvalidInput, match="together"):
                await start("x_verify", None, actor=OPERATOR)
            await desk.hub.connectors.set_enabled("x", False, OPERATOR)
            with pytest.raises(InvalidInput, match="switched off"):
                await start("x", None, actor=OPERATOR)
            job = await start("google_maps", None, text=" dentists ", actor=OPERATOR)
            assert (job.input["query"], job.input["limit"]) == ("dentists", 5)

    run(scenario())
