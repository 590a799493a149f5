"""A recording as the DevTools Recorder exports it, read strictly: what it does not name is dropped.

Its fourteen steps and their keys are those of the Recorder's own format; nothing is evaluated.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from models.errors import InvalidInput

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_STEPS: Final = 500
LONGEST_TIMEOUT: Final = 30_000
SOURCE_MAP: Final = re.compile(r"\n?//# recorderSourceMap=.*\s*\Z")

Step = dict[str, Any]
Check = Callable[[object], object]
"""Gives the value as it is kept; raises _Wrong."""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded."""

    title: str
    steps: list[Step]
    timeout: int | None = None
    """Milliseconds, for every step that has none of its own."""


class RecordingRefused(InvalidInput):
    """This is no recording; the text says where it stops being one."""

    def __init__(self, rule: str) -> None:
        super().__init__("recording", rule)


class _Wrong(Exception):
    """What a value should be."""


def parse(text: str) -> Recording:
    """Raises RecordingRefused."""
    if len(text) > MOST_BYTES:
        raise RecordingRefused(f"is longer than {MOST_BYTES} characters")
    try:
        whole = json.loads(SOURCE_MAP.sub("", text.removeprefix("\ufeff")))
    except (ValueError, RecursionError):
        raise RecordingRefused("is no JSON; export it from the Recorder as a JSON file") from None
    if not isinstance(whole, dict):
        raise RecordingRefused("must be an object with a title and steps")
    if not isinstance(whole.get("title"), str):
        raise RecordingRefused("has no title")
    if not isinstance(whole.get("steps"), list):
        raise RecordingRefused("has no steps")
    if len(whole["steps"]) > MOST_STEPS:
        raise RecordingRefused(f"has more than {MOST_STEPS} steps")
    try:
        timeout = _timeout(whole["timeout"]) if "timeout" in whole else None
        steps = [_step(one, index) for index, one in enumerate(whole["steps"])]
    except _Wrong as wrong:
        raise RecordingRefused(str(wrong)) from None
    return Recording(title=whole["title"], steps=steps, timeout=timeout)


def _step(value: object, index: int) -> Step:
    where = f"step {index + 1}"
    if not isinstance(value, dict):
        raise _Wrong(f"{where} must be an object")
    kind = value.get("type")
    keys = KEYS.get(kind) if isinstance(kind, str) else None
    if keys is None:
        raise _Wrong(f"{where} is of no type that the Recorder knows")
    kept: Step = {"type": kind}
    for key, (needed, check) in keys.items():
        if key not in value:
            if needed:
                raise _Wrong(f"{where} ({kind}) has no {key}")
            continue
        try:
            kept[key] = check(value[key])
        except _Wrong as wrong:
            raise _Wrong(f"{where} ({kind}): {key} {wrong}") from None
    return kept


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise _Wrong("must be a text")
    return value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong("must be a number")
    return value


def _whole(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Wrong("must be a whole number")
    return value


def _flag(value: object) -> object:
    if not isinstance(value, bool):
        raise _Wrong("must be true or false")
    return value


def _timeout(value: object) -> int:
    number = _number(value)
    assert isinstance(number, int | float)
    if not 1 <= number <= LONGEST_TIMEOUT:
        raise _Wrong(f"must be from 1 to {LONGEST_TIMEOUT} (timeout)")
    return round(number)


def _one_of(*known: str) -> Check:
    def check(value: object) -> object:
        if value not in known:
            raise _Wrong(f"must be one of {', '.join(known)}")
        return value

    return check


def _selectors(value: object) -> object:
    if not isinstance(value, list) or not value:
        raise _Wrong("must be a list with at least one selector")
    return [_selector(one) for one in value]


def _selector(value: object) -> str | list[str]:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return list(value)
    raise _Wrong("must hold texts, or lists of texts")


def _frame(value: object) -> object:
    if not isinstance(value, list) or not all(type(one) is int for one in value):
        raise _Wrong("must be a list of whole numbers")
    return value


def _events(value: object) -> object:
    if not isinstance(value, list):
        raise _Wrong("must be a list")
    for one in value:
        if not isinstance(one, dict) or one.get("type") != "navigation":
            raise _Wrong("knows only navigation")
    return [
        {key: _text(one[key]) for key in ("type", "url", "title") if key in one} for one in value
    ]


def _anything(value: object) -> object:
    return value


def _object(value: object) -> object:
    if not isinstance(value, dict):
        raise _Wrong("must be an object")
    return value


def _texts(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise _Wrong("must be an object of texts")
    return value


Keys = Mapping[str, tuple[bool, Check]]
"""Whether a key must be there, and what it may be."""

_BASE: Final[Keys] = {"timeout": (False, _timeout), "assertedEvents": (False, _events)}
_TARGET: Final[Keys] = {**_BASE, "target": (False, _text)}
_FRAME: Final[Keys] = {**_TARGET, "frame": (False, _frame)}
_ELEMENT: Final[Keys] = {**_FRAME, "selectors": (True, _selectors)}
_CLICK: Final[Keys] = {
    **_ELEMENT,
    "offsetX": (True, _number),
    "offsetY": (True, _number),
    "duration": (False, _number),
    "deviceType": (False, _one_of("mouse", "pen", "touch")),
    "button": (False, _one_of("primary", "auxiliary", "secondary", "back", "forward")),
}
_KEY: Final[Keys] = {**_TARGET, "key": (True, _text)}

KEYS: Final[Mapping[str, Keys]] = {
    "change": {**_ELEMENT, "value": (True, _text)},
    "click": _CLICK,
    "close": _TARGET,
    "customStep": {**_FRAME, "name": (True, _text), "parameters": (False, _anything)},
    "doubleClick": _CLICK,
    "emulateNetworkConditions": {
        **_TARGET,
        **{key: (True, _number) for key in ("download", "upload", "latency")},
    },
    "hover": _ELEMENT,
    "keyDown": _KEY,
    "keyUp": _KEY,
    "navigate": {**_TARGET, "url": (True, _text)},
    "scroll": {
        **_FRAME,
        "x": (False, _number),
        "y": (False, _number),
        "selectors": (False, _selectors),
    },
    "setViewport": {
        **_TARGET,
        **{key: (True, _number) for key in ("width", "height", "deviceScaleFactor")},
        **{key: (True, _flag) for key in ("isMobile", "hasTouch", "isLandscape")},
    },
    "waitForElement": {
        **_ELEMENT,
        "operator": (False, _one_of(">=", "==", "<=")),
        "count": (False, _whole),
        "visible": (False, _flag),
        "properties": (False, _object),
        "attributes": (False, _texts),
    },
    "waitForExpression": {**_FRAME, "expression": (True, _text)},
}
"""Every step of the Recorder with its keys."""
