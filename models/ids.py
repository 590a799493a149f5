"""Ids: lower-case UUIDs that sort by the time they were made, so indexes grow at the end."""

import os
import re
import time

_PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_RANDOM = ~((0xF << 76) | (0x3 << 62)) & ((1 << 80) - 1)


def new_id() -> str:
    """A fresh UUID of version 7."""
    random = int.from_bytes(os.urandom(10), "big") & _RANDOM
    whole = (time.time_ns() // 1_000_000 << 80) | _VERSION_7 | _VARIANT | random
    text = f"{whole:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: str) -> bool:
    """Whether this is a lower-case UUID."""
    return _PATTERN.fullmatch(text) is not None
