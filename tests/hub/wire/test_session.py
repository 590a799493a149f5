"""An authenticated agent: every message of the protocol, and what a wrong one costs."""

import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID, uuid4

import pytest

from hub.errors import CloseConnection, WireError
from hub.wire.channel import Chunk, write_chunk
from hub.wire.session import Session
from models.errors import RuleRefused, StorageFull
from tests.support.gateway import run
from tests.support.memory_desk import TIME, MemoryDesk, MemoryJob
from tests.support.wire import Talk, noise_channels, read, text

SHA = "a" * 64


def with_talk(test: Callable[[Talk, MemoryJob], Coroutine[Any, Any, None]]) -> None:
    """Run a test with a session on the plain channel and a job that it holds."""

    async def main() -> None:
        desk = MemoryDesk()
        device = desk.add_device("json")
        await test(Talk(desk, device), desk.add_job(holder=device))

    run(main)


def of(talk: Talk, job: MemoryJob, **data: Any) -> dict[str, Any]:
    """The data that names job, agent and epoch."""
    return {"jobId": job.id, "agentId": talk.device.id, "epoch": job.epoch, **data}


PROOF = {
    "kind": "results",
    "mime": "image/png",
    "sizeBytes": 3,
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "capturedAt": TIME,
}
FINDING = {
    "type": "place",
    "title": "A dentist",
    "source": "google_maps",
    "snippet": {"phone": "+962"},
    "confidence": "high",
}

MESSAGES: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    (
        "job:progress",
        {"agentId": ..., "progress": 40.5, "message": "row 7", "checkpoint": {"page": 2}},
        "job:progress_ack",
        {"jobId": ..., "progress": 40.5, "cancelRequested": False},
    ),
    ("job:log", {"level": "warn", "message": "slow", "data": {"ms": 5}}, "job:log_ack", {}),
    (
        "job:evidence",
        {"agentId": ..., "batchId": "b1", "evidence": [FINDING, {"anything": 1}]},
        "job:evidence_ack",
        {"jobId": ..., "batchId": "b1", "accepted": 2, "duplicates": 0, "rejected": []},
    ),
    (
        "job:proof",
        {
            **PROOF,
            "assetId": str(UUID(int=5)),
            "pageUrl": "https://example.com",
            "title": "Results",
            "width": 800,
            "height": 600,
        },
        "job:proof_ack",
        {"assetId": str(UUID(int=5)), "state": "send", "offset": 0},
    ),
    (
        "job:needs_user",
        {"reason": "captcha", "message": "Solve it, please.", "assetId": str(UUID(int=5))},
        "job:needs_user_ack",
        {},
    ),
    (
        "job:done",
        {"agentId": ..., "output": {"rows": 3}},
        "job:done_ack",
        {"jobId": ..., "status": "COMPLETED"},
    ),
    (
        "job:error",
        {
            "agentId": ...,
            "error": "The page changed.",
            "errorCode": "changed_markup",
            "retryable": True,
            "retryAfterSeconds": 2.5,
        },
        "job:error_ack",
        {"jobId": ..., "status": "PENDING", "retryAt": TIME},
    ),
    (
        "job:error",
        {"agentId": ..., "error": "No such site.", "errorCode": "NOT_SUPPORTED"},
        "job:error_ack",
        {"jobId": ..., "status": "FAILED"},
    ),
    ("job:cancelled", {}, "job:cancelled_ack", {}),
]


@pytest.mark.parametrize(
    ("event", "data", "reply", "answer"), MESSAGES, ids=[message[0] for message in MESSAGES]
)
@pytest.mark.parametrize("epoch", ["given", "left out"])
def test_reports_of_a_run(
    event: str, data: dict[str, Any], reply: str, answer: dict[str, Any], epoch: str
) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        filled = {"jobId": job.id} | data
        if "agentId" in filled:
            filled["agentId"] = talk.device.id
        if epoch == "given":
            filled["epoch"] = job.epoch
        expected = {key: job.id if value is ... else value for key, value in answer.items()}
        told = await talk.ask(event, filled, id=9)
        assert told == {"event": reply, "data": expected, "id": 9}

    with_talk(test)


def test_heartbeat() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        other = str(uuid4())
        refs = [{"jobId": job.id, "epoch": 1}, {"jobId": other, "epoch": 4}]
        told = await talk.ask("heartbeat", {"agentId": talk.device.id, "running": refs})
        answer = {"time": TIME, "cancel": [], "lost": [other], "paused": False}
        assert told == {"event": "heartbeat_ack", "data": answer}
        assert (await talk.ask("heartbeat", {"agentId": talk.device.id}))["data"]["lost"] == []

    with_talk(test)


def test_claim() -> None:
    async def test(talk: Talk, _: MemoryJob) -> None:
        job = talk.desk.add_job()
        names = {"jobId": job.id, "agentId": talk.device.id}
        assert await talk.ask("job:ack", names, id="c") == {
            "event": "job:ack_success",
            "data": {
                "jobId": job.id,
                "epoch": 1,
                "type": "google_maps",
                "input": {"query": "dentists"},
                "connector": "google_maps",
                "attempt": 1,
                "checkpoint": None,
                "leaseSeconds": 60,
            },
            "id": "c",
        }
        told = await talk.ask("job:ack", names, id="d")
        assert told == {
            "event": "error",
            "data": {
                "code": "JOB_TAKEN",
                "message": "Another agent was quicker.",
                "event": "job:ack",
                "retryable": False,
                "jobId": job.id,
            },
            "id": "d",
        }

    with_talk(test)


def test_evidence_items_pass_undecoded() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        await talk.ask("job:evidence", of(talk, job, batchId="b", evidence=[FINDING, 7, "x"]))
        assert [json.loads(item) for item in job.findings] == [FINDING, 7, "x"]

    with_talk(test)


def test_a_proof_and_its_bytes() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        asset = str(uuid4())
        await talk.ask("job:proof", {"jobId": job.id, "assetId": asset, **PROOF})
        assert await talk.send(write_chunk(Chunk(asset, 0, b"a"))) == []
        (stored,) = await talk.send(write_chunk(Chunk(asset, 1, b"bc")))
        assert stored == {
            "event": "job:proof_stored",
            "data": {"assetId": asset, "sha256": PROOF["sha256"], "sizeBytes": 3},
        }
        again = await talk.ask("job:proof", {"jobId": job.id, "assetId": asset, **PROOF})
        assert again["data"] == {"assetId": asset, "state": "stored", "offset": 3}

    with_talk(test)


@pytest.mark.parametrize(
    ("data", "code"), [(b"abd", "HASH_MISMATCH"), (bytes(128 * 1024 + 1), "TOO_LARGE")]
)
def test_refused_bytes_name_their_asset(data: bytes, code: str) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        asset = str(uuid4())
        await talk.ask("job:proof", {"jobId": job.id, "assetId": asset, **PROOF})
        (error,) = await talk.send(write_chunk(Chunk(asset, 0, data)))
        assert error["event"] == "error"
        assert error["data"]["code"] == code
        assert error["data"]["event"] == "job:proof"
        assert error["data"]["details"] == {"assetId": asset, "offset": 0}

    with_talk(test)


# ---------------------------------------------------------------- whose job, which lease


def test_agent_id_must_be_the_sessions_own() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        data = of(talk, job, progress=1) | {"agentId": str(uuid4())}
        told = await talk.ask("job:progress", data)
        assert told["data"]["code"] == "INVALID"
        assert told["data"]["details"] == {"field": "data.agentId"}
        assert "jobs.progress" not in talk.desk.calls

    with_talk(test)


def test_without_a_lease_the_epoch_cannot_be_left_out() -> None:
    async def test(talk: Talk, _: MemoryJob) -> None:
        free = talk.desk.add_job()
        told = await talk.ask("job:log", {"jobId": free.id, "level": "info", "message": "x"})
        assert told["data"]["code"] == "JOB_NOT_RUNNING"
        assert told["data"]["jobId"] == free.id

    with_talk(test)


def test_a_stale_epoch_is_the_services_to_judge() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        told = await talk.ask("job:progress", of(talk, job, progress=1) | {"epoch": 0})
        assert told["data"]["code"] == "LEASE_LOST"

    with_talk(test)


def test_the_encrypted_channel_wants_the_epoch() -> None:
    async def main() -> None:
        desk = MemoryDesk()
        device = desk.add_device("noise")
        job = desk.add_job(holder=device)
        agent, hub = noise_channels()
        session = Session(desk, device, hub)

        async def ask(data: dict[str, Any]) -> dict[str, Any]:
            frame = b"\x00" + text("job:log", data).encode()
            return read(agent, list(await session.receive(agent._sending.encrypt(frame))))

        line = {"jobId": job.id, "level": "info", "message": "x"}
        told = await ask(line)
        assert (told["data"]["code"], told["data"]["details"]) == (
            "INVALID",
            {"field": "data.epoch"},
        )
        assert (await ask(line | {"epoch": 1}))["event"] == "job:log_ack"

    run(main)


# ---------------------------------------------------------------- wrong messages


@pytest.mark.parametrize("event", ["auth", "pair", "?"])
def test_unknown_events_are_told_and_cost_nothing(event: str) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        for number in range(5):
            told = await talk.ask(event, {"jobId": job.id}, id=number)
            assert (told["data"]["code"], told["data"]["event"]) == ("UNKNOWN_EVENT", event)
            assert told["id"] == number

    with_talk(test)


def test_three_bad_messages_in_a_row_cost_the_connection() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        wrong = text("job:progress", of(talk, job, progress=500), id=1)
        good = text("job:progress", of(talk, job, progress=5))
        for _ in range(3):
            for frame in (wrong, b"short"):
                (told,) = await talk.send(frame)
                assert told["data"]["code"] == "INVALID"
            await talk.send(good)
        await talk.send(wrong)
        await talk.send('{"event":"job:progress"}')
        with pytest.raises(CloseConnection) as caught:
            await talk.send(wrong)
        assert caught.value.code == 4400

    with_talk(test)


def test_an_undecodable_frame_costs_the_connection() -> None:
    async def test(talk: Talk, _: MemoryJob) -> None:
        with pytest.raises(CloseConnection) as caught:
            await talk.send("{")
        assert caught.value.code == 4400

    with_talk(test)


@pytest.mark.parametrize("size", [0, 501])
def test_a_batch_has_one_to_five_hundred_items(size: int) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        told = await talk.ask("job:evidence", of(talk, job, batchId="b", evidence=[1] * size))
        assert told["data"]["details"] == {"field": "data.evidence"}

    with_talk(test)


# ---------------------------------------------------------------- refusals and failures


@pytest.mark.parametrize(
    ("error", "code", "retryable"),
    [
        (WireError("BUSY", "Busy."), "BUSY", False),
        (
            RuleRefused("PROOF_PENDING", "A proof is missing.", retryable=True),
            "PROOF_PENDING",
            True,
        ),
        (StorageFull("The disk is full."), "RETRY_LATER", True),
    ],
)
def test_a_refusal_of_the_desk_is_told(error: Exception, code: str, retryable: bool) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        talk.desk.fail_next("jobs.done", error)
        told = await talk.ask("job:done", of(talk, job), id=3)
        assert told["id"] == 3
        assert told["data"] == {
            "code": code,
            "message": str(error),
            "event": "job:done",
            "retryable": retryable,
            "jobId": job.id,
        }

    with_talk(test)


def test_an_unexpected_failure_is_internal_outside_and_a_traceback_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        talk.desk.fail_next("jobs.progress", ZeroDivisionError("secret figure"))
        told = await talk.ask("job:progress", of(talk, job, progress=5), id=3)
        assert (told["data"]["code"], told["id"]) == ("INTERNAL", 3)
        assert "secret" not in json.dumps(told)
        asset = str(uuid4())
        talk.desk.fail_next("proofs.chunk", KeyError("secret key"))
        (told,) = await talk.send(write_chunk(Chunk(asset, 0, b"x")))
        assert (told["data"]["code"], told["data"]["details"]["assetId"]) == ("INTERNAL", asset)
        assert (await talk.ask("job:log", of_log(job)))["event"] == "job:log_ack"

    def of_log(job: MemoryJob) -> dict[str, Any]:
        return {"jobId": job.id, "level": "info", "message": "alive"}

    with_talk(test)
    records = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.exc_info[0] for record in records if record.exc_info] == [
        ZeroDivisionError,
        KeyError,
    ]
    caplog.clear()


def test_an_answer_that_cannot_be_written_is_internal_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test(talk: Talk, _: MemoryJob) -> None:
        job = talk.desk.add_job()
        job.input = {"query": object()}
        names = {"jobId": job.id, "agentId": talk.device.id}
        assert (await talk.ask("job:ack", names))["data"]["code"] == "INTERNAL"
        assert (await talk.ask("heartbeat", {"agentId": talk.device.id}))[
            "event"
        ] == "heartbeat_ack"

    with_talk(test)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()


def test_a_verb_may_end_the_connection() -> None:
    async def test(talk: Talk, job: MemoryJob) -> None:
        talk.desk.fail_next("jobs.progress", CloseConnection(CloseConnection.REVOKED, "revoked"))
        with pytest.raises(CloseConnection):
            await talk.send(text("job:progress", of(talk, job, progress=5)))

    with_talk(test)
