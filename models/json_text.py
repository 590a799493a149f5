"""JSON as the store writes it: one canonical form, so equal things have equal text and hash."""

from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder()


def dump(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces. Lone surrogates raise UnicodeEncodeError."""
    return _encoder.encode(value).decode()


def load(text: str) -> Any:
    """The value of a column that `dump` wrote."""
    return _decoder.decode(text)


def dump_optional(value: Any) -> str | None:
    """None stays NULL."""
    return None if value is None else dump(value)


def load_optional(text: str | None) -> Any:
    """NULL stays None."""
    return None if text is None else _decoder.decode(text)
