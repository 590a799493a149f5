"""Text to envelopes and back: strict on what comes in, quick on both ways.

msgspec refuses malformed JSON, numbers that are not finite, lone surrogates and fields of the
wrong type. What it lets through (double keys, deep nesting) is found here by comparing counts,
and only what such a count makes suspicious is looked at closely.
"""

import json
import re
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from hub import limits
from hub.errors import CloseConnection, WireError
from hub.wire.messages import Message

Id = (
    Annotated[int, Meta(ge=-(2**53), le=2**53)]
    | float
    | Annotated[str, Meta(max_length=limits.ENVELOPE_ID_CHARACTERS)]
)
OptionalId = Id | UnsetType

Body = TypeVar("Body")


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One message as it came: `data` is not decoded before its event is known."""

    event: Annotated[str, Meta(max_length=100)]
    data: msgspec.Raw
    id: OptionalId = UNSET


class _Outgoing(msgspec.Struct, frozen=True, omit_defaults=True):
    event: str
    data: Message
    id: OptionalId = UNSET


class BadMessage(WireError):
    """A message that breaks the form. `event` and `id` are what could still be read of it."""

    def __init__(
        self,
        message: str,
        *,
        event: str | None = None,
        id: OptionalId = UNSET,
        field: str | None = None,
    ) -> None:
        super().__init__("INVALID", message, details={"field": field} if field else None)
        self.event = event
        self.id = id


_ENVELOPE: Final = msgspec.json.Decoder(Envelope)
_ANYTHING: Final = msgspec.json.Decoder()
_ENCODER: Final = msgspec.json.Encoder()
_ID: Final[Any] = Id
_WHERE = re.compile(r"^(?P<what>.*) - at `\$(?P<path>.*)`$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]*)`")


def encode(event: str, body: Message, id: OptionalId = UNSET) -> bytes:
    """A message as JSON text."""
    return _ENCODER.encode(_Outgoing(event, body, id))


def decode(text: bytes) -> Envelope:
    """The envelope of a message. Raises BadMessage, or CloseConnection when it is not JSON."""
    if len(text) > limits.MESSAGE_BYTES:
        raise BadMessage(f"a message may have {limits.MESSAGE_BYTES} bytes")
    whole = _parse(text)
    try:
        if _is_too_deep(text, whole):
            raise BadMessage(f"nested deeper than {limits.JSON_DEPTH} levels")
        if _has_double_keys(text, whole):
            raise BadMessage("an object has the same key twice")
        return _ENVELOPE.decode(text)
    except msgspec.ValidationError as error:
        what, field = _explain(error, "")
        raise _with_what_is_known(BadMessage(what, field=field), whole) from None
    except BadMessage as error:
        raise _with_what_is_known(error, whole) from None


def decode_body(decoder: "msgspec.json.Decoder[Body]", envelope: Envelope) -> Body:
    """`data` as the struct of its event; a refusal names the field."""
    try:
        return decoder.decode(envelope.data)
    except msgspec.ValidationError as error:
        what, field = _explain(error, "data")
        raise BadMessage(what, event=envelope.event, id=envelope.id, field=field) from None


def _parse(text: bytes) -> Any:
    try:
        return _ANYTHING.decode(text)
    except RecursionError:
        raise BadMessage(f"nested deeper than {limits.JSON_DEPTH} levels") from None
    except msgspec.ValidationError as error:
        raise BadMessage(_explain(error, "")[0]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _judge_malformed(text, error) from None


def _judge_malformed(text: bytes, error: Exception) -> Exception:
    """Python's reader is laxer (NaN, lone surrogates): what it can read costs only this message."""
    try:
        json.loads(text.decode())
    except (ValueError, RecursionError):
        return CloseConnection(CloseConnection.BAD_FRAMES, f"not JSON: {error}")
    return BadMessage("a number that is not finite, or text with a lone surrogate")


def _is_too_deep(text: bytes, whole: Any) -> bool:
    # There cannot be more levels than opening brackets, wherever those stand.
    if text.count(b"{") + text.count(b"[") <= limits.JSON_DEPTH:
        return False
    level = [whole]
    for _ in range(limits.JSON_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


def _has_double_keys(text: bytes, whole: Any) -> bool:
    # Each key has its colon, and a double key is lost when it is read: written again, the message
    # has fewer colons. Only an escaped colon (`\u003a`) could hide that.
    if b"\\u003" not in text:
        return text.count(b":") != _ENCODER.encode(whole).count(b":")
    try:
        json.loads(text, object_pairs_hook=_refuse_double_keys)
    except _DoubleKey:
        return True
    return False


class _DoubleKey(Exception):
    """Two members of one object have the same name."""


def _refuse_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DoubleKey
    return found


def _explain(error: msgspec.ValidationError, root: str) -> tuple[str, str | None]:
    """msgspec's sentence as ours, and the path of the field: `data.epoch: Expected …`."""
    text = str(error)
    found = _WHERE.match(text)
    what, path = (found["what"], root + found["path"]) if found else (text, root)
    unknown = _UNKNOWN.search(what)
    if unknown:
        path = f"{path}.{unknown['name']}"
    path = path.lstrip(".")
    return (f"{path}: {what}", path) if path else (what, None)


def _with_what_is_known(error: BadMessage, whole: Any) -> BadMessage:
    """The reply can repeat the id of a message whose other parts are wrong."""
    if type(whole) is dict:
        event, id = whole.get("event"), whole.get("id", UNSET)
        error.event = event[:100] if type(event) is str else None
        try:
            error.id = UNSET if id is UNSET else msgspec.convert(id, _ID)
        except msgspec.ValidationError:
            error.id = UNSET
    return error
