"""The endpoints of the desk itself: connectors, settings, audit, pauses."""

import copy
import json
from pathlib import Path

from hub.recipes import shipped_recipes
from tests.support.hubs import hub_on, run
from tests.support.recordings import MARKS, RECORDED


def test_shipped_connectors_are_there_and_can_be_changed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            listed = (await desk.api.get("/connectors"))["items"]
            assert {"google_maps", "google_search"} <= {one["id"] for one in listed}
            off = await desk.api.put("/connectors/google_maps", {"enabled": False})
            assert off["enabled"] is False
            moved = await desk.api.put(
                "/connectors/google_maps", {"enabled": True, "hosts": ["127.0.0.1:8080"]}
            )
            assert (moved["enabled"], moved["hosts"]) == (True, ["127.0.0.1:8080"])
            assert moved["hostsOverridden"] is True
            back = await desk.api.put("/connectors/google_maps", {"hosts": None})
            assert back["hosts"] == shipped_recipes()["google_maps"]["hosts"]
            assert (await desk.api.ask("PUT", "/connectors/nothing", {})).status == 404

    run(scenario())


def test_a_recipe_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            broken = copy.deepcopy(shipped_recipes()["google_maps"])
            broken["version"] = "seven"
            del broken["hosts"]
            error = (await desk.api.post("/connectors", broken, status=422))["error"]
            assert len(error["details"]["findings"]) >= 2
            assert all(one["level"] == "error" for one in error["details"]["findings"])
            good = copy.deepcopy(shipped_recipes()["google_maps"])
            good["id"] = "my_maps"
            saved = await desk.api.post("/connectors", good, status=201)
            assert saved["id"] == "my_maps"
            assert "my_maps" in {one["id"] for one in (await desk.api.get("/connectors"))["items"]}

    run(scenario())


def test_settings_are_read_and_changed_all_or_none(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            before = await desk.api.get("/settings")
            assert before["platform.language"] == "en"
            assert not any(key.startswith("window.") for key in before)
            after = await desk.api.put("/settings", {"platform.language": "ar"})
            assert after == before | {"platform.language": "ar"}
            wrong = {"platform.language": "en", "theme": "pink"}
            error = (await desk.api.put("/settings", wrong, status=422))["error"]
            assert error["details"]["field"] == "theme"
            for key in ("nonsense", "window.state"):
                assert (await desk.api.ask("PUT", "/settings", {key: "x"})).status == 422
            assert await desk.api.get("/settings") == after

    run(scenario())


def test_pauses_hold_and_let_go_and_are_audited(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                told = await desk.api.post("/pause", {"scope": "all"})
                assert told == {"scope": "all", "id": None, "paused": True}
                job = await desk.job()
                assert job.phase == "paused"
                await agent.send("job:ack", {"jobId": job.id, "agentId": me.agent_id}, id=1)
                assert (await agent.expect("error", id=1))["code"] == "PAUSED"
                told = await desk.api.post("/resume", {"scope": "all"})
                assert told["paused"] is False
                assert (await agent.expect("job:available"))["jobId"] == job.id
            error = await desk.api.post("/pause", {"scope": "everything"}, status=422)
            assert error["error"]["details"]["field"] == "scope"
            actions = [entry["action"] for entry in (await desk.api.get("/audit"))["items"]]
            assert any("pause" in action for action in actions)

    run(scenario())


def test_the_ledger_is_paged_and_can_be_narrowed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job = await desk.job()
            await desk.api.post(f"/jobs/{job.id}/cancel")
            page = await desk.api.get("/audit?limit=1")
            assert len(page["items"]) == 1
            assert page["nextCursor"]
            mine = (await desk.api.get(f"/audit?subjectType=job&subjectId={job.id}"))["items"]
            assert len(mine) == 2
            assert set(mine[0]) == {
                "seq",
                "at",
                "actor",
                "action",
                "subjectType",
                "subjectId",
                "detail",
                "previousHash",
                "hash",
            }

    run(scenario())


def test_a_device_can_be_paused_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                for path, paused in (("/pause", True), ("/resume", False)):
                    told = await desk.api.post(path, {"scope": "device", "id": me.agent_id})
                    assert told == {"scope": "device", "id": me.agent_id, "paused": paused}

    run(scenario())


def test_who_presses_and_where_it_was_tried_can_be_asked_and_set(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent("mastodon")
            async with agent:
                assert (await desk.api.put("/connectors/x", {"press": "agent"}))["press"] == "agent"
                back = await desk.api.put("/connectors/x", {"press": None})
                assert (back["press"], back["pressChosen"]) == ("operator", False)
                await desk.api.put("/connectors/google_maps", {"press": "agent"}, status=422)
                shown = await desk.api.get("/connectors/mastodon")
                (device,) = shown["devices"]
                assert (device["deviceId"], device["state"]) == (me.agent_id, "never")
                asked = {"deviceId": me.agent_id, "text": "Hello"}
                job = await desk.api.post("/connectors/mastodon/dry-run", asked, status=201)
                assert job["type"] == "PUBLISH_VARIANT"
                assert job["input"]["dryRun"] is True

    run(scenario())


def test_a_recording_is_judged_and_kept_when_asked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            first = await desk.api.post("/connectors/import", {"recording": RECORDED})
            assert first["recipe"] is None
            assert first["marks"]["commit"] == MARKS.commit
            marks = first["marks"] | {"account": "aria/Your profile"}
            asked = {"recording": json.dumps(RECORDED), "marks": marks, "add": True}
            kept = await desk.api.post("/connectors/import", asked)
            assert kept["missing"] is None
            shown = await desk.api.get(f"/connectors/{kept['recipe']['id']}")
            assert (shown["shipped"], shown["press"]) == (False, "operator")
            wrong = {"recording": "no recording"}
            await desk.api.post("/connectors/import", wrong, status=422)
            await desk.api.post("/connectors/import", {**asked, "marks": None}, status=422)

    run(scenario())
