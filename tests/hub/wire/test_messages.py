"""The vocabulary of protocol version 1, event by event and field by field.

This table is the protocol page in the form of a test: a change here is a change of the protocol.
A field with `?` may be left out.
"""

import msgspec
import pytest
from msgspec import UNSET

from hub.wire import messages as m
from hub.wire.messages import AGENT_EVENTS, HUB_EVENTS

FROM_AGENT = {
    "auth": "protocol agentId version capabilities bootId running token? name? browser? accounts?",
    "pair": "protocol linkId capabilities secret? name? browser? version?",
    "pair_confirm": "agentId",
    "heartbeat": "agentId running?",
    "job:ack": "jobId agentId",
    "job:progress": "jobId agentId progress epoch? message? checkpoint?",
    "job:log": "jobId level message epoch? data?",
    "job:evidence": "jobId agentId batchId evidence epoch?",
    "job:proof": "jobId assetId kind mime sizeBytes sha256 capturedAt"
    " epoch? pageUrl? title? width? height?",
    "job:needs_user": "jobId reason message epoch? assetId?",
    "job:media": "jobId mediaId offset epoch?",
    "job:permit": "jobId contentDigest account epoch?",
    "job:permit_return": "jobId permit epoch?",
    "job:submitted": "jobId permit at epoch?",
    "job:done": "jobId agentId epoch? output?",
    "job:error": "jobId agentId error errorCode epoch? retryable? retryAfterSeconds?",
    "job:cancelled": "jobId epoch?",
}
FROM_HUB = {
    "hello": "protocol nonce",
    "pair_ok": "agentId token?",
    "auth_ok": "agentId deviceName hubId hubEpoch time continue abandon",
    "config": "platform connectors limits",
    "heartbeat_ack": "time cancel lost paused",
    "job:available": "jobId type context priority",
    "job:new": "jobId type context priority",
    "job:ack_success": "jobId epoch type input connector attempt checkpoint leaseSeconds",
    "job:progress_ack": "jobId progress cancelRequested",
    "job:log_ack": "",
    "job:evidence_ack": "jobId batchId accepted duplicates rejected",
    "job:proof_ack": "assetId state offset",
    "job:proof_stored": "assetId sha256 sizeBytes",
    "job:needs_user_ack": "",
    "job:media_ack": "mediaId mime name sizeBytes sha256",
    "job:permit_ack": "permit ttlSeconds",
    "job:permit_return_ack": "",
    "job:submitted_ack": "",
    "job:done_ack": "jobId status",
    "job:error_ack": "jobId status retryAt?",
    "job:cancelled_ack": "",
    "job:cancel": "jobId epoch reason",
    "job:resume": "jobId epoch",
    "device:revoked": "reason",
    "error": "code message event retryable jobId? details?",
}
PARTS = [
    (m.JobRef, "jobId epoch"),
    (m.Account, "platform handle"),
    (m.Platform, "platformUrl apiUrl searchMethod language"),
    (m.ConnectorConfig, "id name enabled kind version hosts recipe"),
    (m.Limits, "heartbeatSeconds leaseSeconds maxMessageBytes chunkBytes maxProofBytes"),
    (m.EvidenceItem, "type title source snippet confidence url? key? collectedAt?"),
    (m.RejectedItem, "index code message"),
]


def fields(message: type[m.Message]) -> set[str]:
    return {
        field.encode_name + ("?" if field.default is UNSET else "")
        for field in msgspec.structs.fields(message)
    }


def test_the_tables_name_every_event() -> None:
    assert set(AGENT_EVENTS) == set(FROM_AGENT)
    assert set(HUB_EVENTS) == set(FROM_HUB)


@pytest.mark.parametrize("event", FROM_AGENT)
def test_fields_from_the_agent(event: str) -> None:
    assert fields(AGENT_EVENTS[event]) == set(FROM_AGENT[event].split())


@pytest.mark.parametrize("event", FROM_HUB)
def test_fields_from_the_hub(event: str) -> None:
    assert fields(HUB_EVENTS[event]) == set(FROM_HUB[event].split())


@pytest.mark.parametrize(("part", "names"), PARTS, ids=[part.__name__ for part, _ in PARTS])
def test_fields_of_parts(part: type[m.Message], names: str) -> None:
    assert fields(part) == set(names.split())


@pytest.mark.parametrize("message", [*AGENT_EVENTS.values(), *(part for part, _ in PARTS)])
def test_messages_are_frozen_and_refuse_unknown_fields(message: type[m.Message]) -> None:
    config = message.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    # A decoder can be made: msgspec checks the constraints only now.
    msgspec.json.Decoder(message)


JOB = "0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3b"
HOSTILE = [
    (m.Heartbeat, {"agentId": JOB, "running": [{"jobId": JOB, "epoch": 1}] * 101}),
    (m.Heartbeat, {"agentId": JOB, "running": None}),
    (m.Auth, {"protocol": 1.5}),
    (m.JobLog, {"jobId": JOB, "level": "fatal", "message": "x"}),
    (m.JobNeedsUser, {"jobId": JOB, "reason": "boredom", "message": "x"}),
    (m.JobError, {"jobId": JOB, "agentId": JOB, "error": "x", "errorCode": ""}),
    (
        m.JobError,
        {"jobId": JOB, "agentId": JOB, "error": "x", "errorCode": "x", "retryAfterSeconds": -1},
    ),
    (m.JobEvidence, {"jobId": JOB, "agentId": JOB, "batchId": "", "evidence": [1]}),
    (m.PairConfirm, {"agentId": JOB[:-1] + "G"}),
    (m.JobCancelled, {"jobId": "../../../../etc/passwd"}),
]


@pytest.mark.parametrize(("message", "data"), HOSTILE)
def test_values_out_of_bounds(message: type[m.Message], data: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(data), type=message)


PROOF = {
    "jobId": JOB,
    "assetId": JOB,
    "kind": "results",
    "mime": "image/png",
    "sizeBytes": 1,
    "sha256": "0" * 64,
    "capturedAt": "2026-11-24T08:00:00.000Z",
}


@pytest.mark.parametrize(
    "change",
    [
        {"assetId": JOB + "\n"},
        {"sha256": "0" * 63},
        {"sha256": "A" * 64},
        {"sizeBytes": -1},
        {"sizeBytes": 2**63},
        {"capturedAt": "yesterday"},
        {"capturedAt": "2026-11-24"},
        {"capturedAt": "2026-11-24T08:00:00"},
        {"capturedAt": "٢٠٢٦-11-24T08:00:00Z"},
        {"capturedAt": "2026-02-30T08:00:00Z"},
        {"capturedAt": "9999-99-99T99:99:99Z"},
        {"capturedAt": 5},
        {"width": -1},
        {"pageUrl": "x" * 8_193},
        {"mime": ""},
    ],
)
def test_values_of_a_proof_out_of_bounds(change: dict[str, object]) -> None:
    msgspec.json.decode(msgspec.json.encode(PROOF), type=m.JobProof)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(PROOF | change), type=m.JobProof)


@pytest.mark.parametrize(
    "time",
    [
        "2026-11-24T08:00:00Z",
        "2026-11-24T08:00:00.123Z",
        "2026-11-24T08:00:00.123456789+03:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
    ],
)
def test_times_that_are_taken(time: str) -> None:
    proof = msgspec.json.decode(msgspec.json.encode(PROOF | {"capturedAt": time}), type=m.JobProof)
    assert proof.captured_at == time


def test_a_day_that_is_in_no_calendar_is_named() -> None:
    item = {"type": "x", "title": "x", "source": "x", "snippet": {}, "confidence": "low"}
    msgspec.json.decode(msgspec.json.encode(item), type=m.EvidenceItem)
    item["collectedAt"] = "2026-02-30T08:00:00Z"
    with pytest.raises(msgspec.ValidationError, match="collectedAt"):
        msgspec.json.decode(msgspec.json.encode(item), type=m.EvidenceItem)
