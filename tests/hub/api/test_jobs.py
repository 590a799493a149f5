"""The endpoints of jobs: exact shapes, pages, refusals with the field named."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.agents import Asset
from tests.support.hubs import Desk, hub_on, run
from tests.support.samples import finding, png

JOB = {
    "id",
    "workspaceId",
    "type",
    "status",
    "phase",
    "progress",
    "errorCode",
    "errorMessage",
    "needsUserAction",
    "input",
    "output",
    "createdAt",
    "startedAt",
    "completedAt",
    "createdById",
    "assignedAgentId",
    "priority",
    "attempts",
    "maxAttempts",
    "runAfter",
    "parentId",
}
EVIDENCE = {
    "id",
    "jobId",
    "type",
    "title",
    "source",
    "url",
    "snippet",
    "confidence",
    "hash",
    "sizeBytes",
    "collectedAt",
    "receivedAt",
}
PROOF = {
    "id",
    "jobId",
    "runId",
    "kind",
    "mime",
    "sha256",
    "sizeBytes",
    "width",
    "height",
    "capturedAt",
    "receivedAt",
    "clockSkewMs",
    "pageUrl",
    "title",
}
SEARCH = {"type": "google_maps", "input": {"query": "dentists in Amman"}}


def test_a_created_job_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job = await desk.api.post("/jobs", SEARCH | {"priority": 7}, status=201)
            assert set(job) == JOB
            assert (job["status"], job["priority"], job["attempts"]) == ("PENDING", 7, 0)
            assert job["input"]["query"] == "dentists in Amman"
            assert job["createdAt"].endswith("Z")
            shown = await desk.api.get(f"/jobs/{job['id']}")
            assert set(shown) == JOB | {"createdBy", "counts"}
            assert shown["counts"] == {"evidence": 0, "logs": 0, "proofs": 0, "runs": 0}
            assert shown["createdBy"]["id"] == job["createdById"]
            entries = (await desk.api.get(f"/audit?subjectId={job['id']}"))["items"]
            assert [entry["actor"] for entry in entries] == [job["createdById"]]

    run(scenario())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"input": {"query": "x"}}, "type"),
        ({"type": "google_maps"}, "input"),
        ({"type": 5, "input": {}}, "type"),
        ({"type": "NO_SUCH_TYPE", "input": {}}, "type"),
        ({"type": "PUBLISH_POST", "input": {"postId": "x"}}, "input.postId"),
        ({"type": "PUBLISH_VARIANT", "input": {"postId": "x"}}, "type"),
        (SEARCH | {"input": {}}, "input.query"),
        (SEARCH | {"input": {"query": "x", "limit": 0}}, "input.limit"),
        (SEARCH | {"input": {"query": "x", "surprise": 1}}, "input.surprise"),
        (SEARCH | {"priority": "high"}, "priority"),
        (SEARCH | {"runAfter": "tomorrow"}, "runAfter"),
        (SEARCH | {"maxAttempts": 0}, "maxAttempts"),
        (SEARCH | {"workspaceId": "nobody"}, "workspaceId"),
        (SEARCH | {"deviceId": "nobody"}, "deviceId"),
        (SEARCH | {"surprise": 1}, "surprise"),
        ([], "body"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(
    tmp_path: Path, body: Any, field: str
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            error = (await desk.api.post("/jobs", body, status=422))["error"]
            assert (error["code"], error["details"]["field"]) == ("INVALID", field)
            assert (await desk.api.get("/jobs"))["items"] == []

    run(scenario())


DEEP = b'{"input": ' + b'{"a": ' * 5_000


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"type": NaN}', DEEP])
def test_what_is_no_json_is_a_bad_request(tmp_path: Path, body: bytes) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            answer = await desk.api.ask("POST", "/jobs", body)
            assert answer.status == 400
            assert answer.json["error"]["code"] == "BAD_JSON"

    run(scenario())


def test_a_body_that_is_too_large_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            answer = await desk.api.ask("POST", "/jobs", b" " * (1024 * 1024 + 1))
            assert answer.status == 413

    run(scenario())


def test_the_same_dedupe_key_gives_the_same_job(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            first = await desk.api.post("/jobs", SEARCH | {"dedupeKey": "k"}, status=201)
            again = await desk.api.post("/jobs", SEARCH | {"dedupeKey": "k"}, status=201)
            assert again["id"] == first["id"]
            assert len((await desk.api.get("/jobs"))["items"]) == 1

    run(scenario())


def test_pages_are_newest_first_and_complete(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            made = [(await desk.job(f"q{n}")).id for n in range(7)]
            seen: list[str] = []
            path = "/jobs?limit=3"
            while path:
                page = await desk.api.get(path)
                seen += [job["id"] for job in page["items"]]
                cursor = page["nextCursor"]
                path = f"/jobs?limit=3&cursor={cursor}" if cursor else ""
                if len(seen) == 3:
                    await desk.job("made while paging")
            assert seen == made[::-1]

    run(scenario())


def test_filters(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            kept, cancelled = await desk.job("kept"), await desk.job("cancelled")
            await desk.api.post(f"/jobs/{cancelled.id}/cancel")
            both = await desk.job("both", type="google_maps_search")

            async def ids(query: str) -> set[str]:
                return {job["id"] for job in (await desk.api.get(f"/jobs?{query}"))["items"]}

            assert await ids("status=CANCELLED") == {cancelled.id}
            assert await ids("status=PENDING,CANCELLED") == {kept.id, cancelled.id, both.id}
            assert await ids("type=google_maps_search") == {both.id}
            assert await ids(f"workspaceId={kept.workspace_id}&status=PENDING") == {
                kept.id,
                both.id,
            }
            assert await ids("workspaceId=other") == set()

    run(scenario())


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=LOST", "status"),
        ("type=x", "type"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=ten", "limit"),
        ("cursor=nonsense!", "cursor"),
    ],
)
def test_a_wrong_parameter_is_named(tmp_path: Path, query: str, field: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            answer = await desk.api.ask("GET", f"/jobs?{query}")
            assert answer.status == 422
            assert answer.json["error"]["details"]["field"] == field

    run(scenario())


def test_what_does_not_exist_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            for path in ("", "/logs", "/evidence", "/proofs", "/runs"):
                answer = await desk.api.ask("GET", f"/jobs/nobody{path}")
                assert (answer.status, answer.json["error"]["code"]) == (404, "NOT_FOUND")
            for path in ("cancel", "retry", "resume"):
                assert (await desk.api.ask("POST", f"/jobs/nobody/{path}")).status == 404
            assert (await desk.api.ask("GET", "/nothing")).status == 404
            assert (await desk.api.ask("DELETE", "/jobs")).status == 405

    run(scenario())


def test_cancel_and_retry_and_their_refusals(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job = await desk.job()
            answer = await desk.api.ask("POST", f"/jobs/{job.id}/retry")
            assert (answer.status, answer.json["error"]["code"]) == (409, "JOB_NOT_RUNNING")
            cancelled = await desk.api.post(f"/jobs/{job.id}/cancel")
            assert cancelled["status"] == "CANCELLED"
            assert (await desk.api.ask("POST", f"/jobs/{job.id}/cancel")).status == 409
            assert (await desk.api.post(f"/jobs/{job.id}/retry"))["status"] == "PENDING"
            assert (await desk.api.ask("POST", f"/jobs/{job.id}/resume")).status == 409

    run(scenario())


def test_what_belongs_to_a_job(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job_id, asset = await _worked(desk)
            logs = (await desk.api.get(f"/jobs/{job_id}/logs"))["items"]
            assert [line["message"] for line in logs] == ["second", "first"]
            assert set(logs[0]) == {"id", "jobId", "runId", "at", "level", "message", "data"}
            rows = (await desk.api.get(f"/jobs/{job_id}/evidence"))["items"]
            assert {row["title"] for row in rows} == {"A", "B"}
            assert set(rows[0]) == EVIDENCE
            assert rows[0]["snippet"]["address"] == "Amman"
            proofs = (await desk.api.get(f"/jobs/{job_id}/proofs"))["items"]
            assert [proof["id"] for proof in proofs] == [asset.id]
            assert set(proofs[0]) == PROOF
            runs = (await desk.api.get(f"/jobs/{job_id}/runs"))["items"]
            assert [(one["attempt"], one["state"]) for one in runs] == [(1, "completed")]

    run(scenario())


async def _worked(desk: Desk) -> tuple[str, Asset]:
    agent, me = await desk.json_agent()
    async with agent:
        job = await desk.job()
        about = {"jobId": job.id, "agentId": me.agent_id}
        await agent.ask("job:ack", about, reply="job:ack_success")
        for number, message in ((10, "first"), (20, "second")):
            await agent.ask("job:progress", about | {"progress": number, "message": message})
        batch = {"batchId": "b", "evidence": [finding("A"), finding("B")]}
        await agent.ask("job:evidence", about | batch)
        asset = Asset(png())
        await agent.upload(asset, job.id, 1)
        await agent.ask("job:done", about)
    return job.id, asset


def test_a_bulk_job_shows_its_childrens_findings(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            bulk = {"connector": "google_maps", "queries": ["a", "b", "a"]}
            parent = await desk.api.post(
                "/jobs", {"type": "SEARCH_BULK", "input": bulk}, status=201
            )
            children = (await desk.api.get("/jobs?type=SEARCH_SINGLE"))["items"]
            assert {child["parentId"] for child in children} == {parent["id"]}
            assert len(children) == 2
            agent, me = await desk.json_agent()
            async with agent:
                about = {"jobId": children[0]["id"], "agentId": me.agent_id}
                await agent.ask("job:ack", about, reply="job:ack_success")
                batch = {"batchId": "b", "evidence": [finding("A")]}
                await agent.ask("job:evidence", about | batch)
            rows = (await desk.api.get(f"/jobs/{parent['id']}/evidence"))["items"]
            assert [row["jobId"] for row in rows] == [children[0]["id"]]

    run(scenario())
