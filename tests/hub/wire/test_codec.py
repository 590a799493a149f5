"""The form of messages: what is read, what costs the message, what costs the connection."""

import json
from typing import Any

import msgspec
import pytest
from msgspec import UNSET

from hub import limits
from hub.errors import CloseConnection
from hub.wire import codec
from hub.wire import messages as m
from hub.wire.codec import BadMessage

JOB = "0b8a3a1e-1c1f-4f6e-9c5e-6a2f0f1f2a3b"
PROGRESS = msgspec.json.Decoder(m.JobProgress)


def nested(levels: int) -> bytes:
    """A message whose JSON is so many levels deep."""
    inner = levels - 1
    return b'{"event":"x","data":' + b"[" * inner + b"]" * inner + b"}"


def message(data: str, rest: str = "") -> bytes:
    return f'{{"event":"job:progress","data":{data}{rest}}}'.encode()


def progress(**changes: Any) -> bytes:
    data = {"jobId": JOB, "agentId": JOB, "epoch": 1, "progress": 5} | changes
    return message(json.dumps(data))


def test_reads_a_message() -> None:
    envelope = codec.decode(message('{"progress": 1}', ',"id":7'))
    assert (envelope.event, bytes(envelope.data), envelope.id) == (
        "job:progress",
        b'{"progress": 1}',
        7,
    )


@pytest.mark.parametrize("id", [0, -5, 1.5, "a", "", "ü" * 200, 2**53])
def test_id_is_a_number_or_a_text(id: Any) -> None:
    envelope = codec.decode(message("{}", f',"id":{json.dumps(id)}'))
    assert envelope.id == id
    echoed = json.loads(codec.encode("job:log_ack", m.JobLogAck(), envelope.id))
    assert echoed == {"event": "job:log_ack", "data": {}, "id": id}


def test_writes_a_message_without_id() -> None:
    assert codec.encode("job:log_ack", m.JobLogAck()) == b'{"event":"job:log_ack","data":{}}'


BAD = {
    "other top-level key": message("{}", ',"version":1'),
    "no data": b'{"event":"x"}',
    "no event": b'{"data":{}}',
    "event no text": b'{"event":1,"data":{}}',
    "event too long": b'{"event":"' + b"x" * 101 + b'","data":{}}',
    "list": b"[1]",
    "number": b"1",
    "id true": message("{}", ',"id":true'),
    "id null": message("{}", ',"id":null'),
    "id list": message("{}", ',"id":[1]'),
    "id too long": message("{}", f',"id":"{"x" * 201}"'),
    "id too large": message("{}", ',"id":9007199254740993'),
    "double key at the top": message("{}", ',"data":{}'),
    "double key in data": message('{"a":1,"a":1}'),
    "double key deep": message('{"a":[{"b":{"c":1,"d":2,"c":1}}]}'),
    "double key with blanks": message('{"a" : 1 ,\n"a"\t:2}'),
    "double key behind an escaped colon": message(r'{"a":"\u003a\u003a","b":1,"b":2}'),
    "double key in two spellings": message(r'{"a":1,"\u0061":2}'),
    "double __proto__": message('{"__proto__":{},"__proto__":{}}'),
    "too deep": nested(33),
    "far too deep": nested(900),
    "deep beyond recursion": nested(100_000),
    "deep list of lists": message("[" + "[[]]," * 20 + "[" * 31 + "]" * 31 + "]"),
    "NaN": message('{"a":NaN}'),
    "Infinity": message('{"a":-Infinity}'),
    "1e999": message('{"a":1e999}'),
    "5000 digits": message('{"a":' + "9" * 5000 + "}"),
    "lone high surrogate": message(r'{"a":"\ud800"}'),
    "lone low surrogate": message(r'{"a":"\udc00x"}'),
    "wrong pair": message(r'{"a":"\ud800A"}'),
    "too long": b'{"event":"x","data":{"a":"' + b"x" * limits.MESSAGE_BYTES + b'"}}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_message_costs_that_message(text: bytes) -> None:
    with pytest.raises(BadMessage) as caught:
        codec.decode(text)
    assert caught.value.code == "INVALID"


UNDECODABLE = {
    "empty": b"",
    "half": b'{"event":"x","data":',
    "text": b"hello",
    "trailing": message("{}") + b"x",
    "two": message("{}") * 2,
    "single quotes": b"{'event':'x','data':{}}",
    "comma": b'{"event":"x","data":{},}',
    "control character": message('{"a":"\x01"}'),
    "invalid UTF-8": b'{"event":"x","data":{"a":"\xff"}}',
    "surrogate in UTF-8": b'{"event":"x","data":{"a":"\xed\xa0\x80"}}',
    "overlong UTF-8": b'{"event":"x","data":{"a":"\xc0\x80"}}',
    "byte order mark": b"\xef\xbb\xbf" + message("{}"),
    "UTF-16": '{"event":"x","data":{}}'.encode("utf-16-le"),
}


@pytest.mark.parametrize("text", UNDECODABLE.values(), ids=UNDECODABLE.keys())
def test_what_is_not_json_costs_the_connection(text: bytes) -> None:
    with pytest.raises(CloseConnection) as caught:
        codec.decode(text)
    assert caught.value.code == 4400


GOOD = {
    "as deep as may be": nested(32),
    "many brackets, flat": message("[" + "[],{}," * 200 + "1]"),
    "brackets and colons in text": message('{"a":"{[:]}","b":":::{{{{[[[[' + "[" * 40 + '"}'),
    "escaped colon": message(r'{"a":"\u003a","b":"\u003A"}'),
    "the same key in two objects": message('{"a":{"x":1},"b":{"x":1}}'),
    "escaped quotes": message(r'{"a":"\",\"a\":1","b":1}'),
    "NUL": message(r'{"a":"\u0000"}'),
    "surrogate pair": message(r'{"a":"\ud83d\ude00"}'),
    "minus zero": message('{"a":-0}'),
    "beyond 64 bits": message('{"a":18446744073709551616}'),
    "Arabic": message('{"a":"عيادة أسنان: عمّان"}'),
    "empty key": message('{"":1}'),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_unusual_but_good(text: bytes) -> None:
    assert codec.decode(text).event in ("x", "job:progress")


@pytest.mark.parametrize(
    ("text", "event", "id"),
    [
        (message("{}", ',"id":7,"more":1'), "job:progress", 7),
        (message('{"a":1,"a":2}', ',"id":"q"'), "job:progress", "q"),
        (b'{"event":5,"data":{},"id":[1]}', None, UNSET),
        (b'{"id":3}', None, 3),
        (b"[1]", None, UNSET),
    ],
)
def test_the_refusal_knows_what_could_be_read(text: bytes, event: str | None, id: Any) -> None:
    with pytest.raises(BadMessage) as caught:
        codec.decode(text)
    assert (caught.value.event, caught.value.id) == (event, id)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (progress(extra=1), "data.extra"),
        (progress(progress=101), "data.progress"),
        (progress(progress="5"), "data.progress"),
        (progress(progress=True), "data.progress"),
        (progress(epoch=-1), "data.epoch"),
        (progress(epoch=2**63), "data.epoch"),
        (progress(epoch=1.5), "data.epoch"),
        (progress(jobId=JOB.upper()), "data.jobId"),
        (progress(jobId=JOB + "\n"), "data.jobId"),
        (progress(jobId=None), "data.jobId"),
        (progress(message="x" * 4001), "data.message"),
        (progress(checkpoint=[]), "data.checkpoint"),
        (message("{}"), "data"),
        (message("[]"), "data"),
        (message("null"), "data"),
    ],
)
def test_a_wrong_field_is_named(text: bytes, field: str) -> None:
    with pytest.raises(BadMessage) as caught:
        codec.decode_body(PROGRESS, codec.decode(text))
    assert caught.value.details == {"field": field}
    assert caught.value.message.startswith(f"{field}: ")
    assert caught.value.event == "job:progress"


def test_reads_the_body() -> None:
    body = codec.decode_body(PROGRESS, codec.decode(progress(progress=99.5)))
    assert body == m.JobProgress(job_id=JOB, agent_id=JOB, epoch=1, progress=99.5)
