"""From a recording and its marks to a recipe that publishes."""

import re
import unicodedata
from typing import Any, Final

from hub.recorder.check import CODE, FAKE_PATH, IGNORED, Marks, first_address, host_of
from hub.recorder.recording import Recording, RecordingRefused, Step
from models.errors import InvalidInput

KEPT: Final = (
    "timeout",
    "selectors",
    "value",
    "key",
    "url",
    "x",
    "y",
    "operator",
    "count",
    "visible",
)
"""What of a recorded step a recipe keeps."""
TERMS: Final = {
    "en": "You recorded this connector yourself; read the site's terms before you publish with it.",
    "ar": "سجّلت هذا الموصل بنفسك؛ اقرأ شروط الموقع قبل أن تنشر به.",
}
LOGIN: Final = {
    "when": {"url": "/(?:login|log-in|signin|sign-in|sign_in)(?:[/?#]|$)"},
    "report": "needs_user",
    "reason": "login",
    "message": {
        "en": "The site wants you to log in. Log in in the browser; the job then goes on.",
        "ar": "يطلب الموقع تسجيل الدخول. سجّل الدخول في المتصفح ثم تتابع المهمة.",
    },
}
LONGEST_PATH: Final = 80
"""Longer first addresses are not excluded from what may be a permalink."""
FILES: Final = ['input[type="file"]', 'pierce/input[type="file"]']


def build(recording: Recording, marks: Marks) -> dict[str, Any]:
    """The draft of a recipe, which the lint judges. Raises InvalidInput for a mark that misses."""
    steps = recording.steps
    commit = _marked(steps, marks.commit, "commit", ("click", "doubleClick"))
    text = _marked(steps, marks.text, "text", ("change", "click"))
    if marks.media is not None:
        _marked(steps, marks.media, "media", ("change", "click"))
    if text > commit:
        raise InvalidInput("marks.text", "comes after the commit step")
    if not marks.account.strip():
        raise InvalidInput("marks.account", "is empty: say where the page shows who is signed in")
    name = " ".join(marks.name.split())
    if not name:
        raise InvalidInput("marks.name", "must not be empty")
    if any(step["type"] in CODE for step in steps):
        raise RecordingRefused("has a step that runs code")
    begin = first_address(recording)
    host = host_of(begin)
    if not host:
        raise RecordingRefused("has no step that opens an address")
    id = connector_id(name, host)
    accepted = _accepted(steps, commit, text)
    return {
        "id": id,
        "name": {"en": name, "ar": name},
        "version": 1,
        "kind": "publish",
        "platform": marks.platform or id,
        "hosts": [host],
        "start": f"https://{{host}}{_path(begin)}",
        "verified": [],
        "terms": dict(TERMS),
        "commit": "operator",
        "labels": {},
        "trouble": [LOGIN],
        "steps": [
            {"type": "readAccount", "timeout": 20000, "handle": [_account(marks.account)]},
            *_before(recording, marks, host, text, commit),
            {"type": "capture", "what": "viewport", "kind": "before"},
            {"type": "commit", "selectors": _selectors(steps[commit]), "accepted": accepted},
            {"type": "capture", "what": "viewport", "kind": "after"},
            {
                "type": "readPermalink",
                "timeout": 20000,
                "from": _permalink(accepted, host, _path(begin)),
            },
            {"type": "capture", "what": "viewport", "kind": "permalink"},
            {"type": "capture", "what": "page", "kind": "page"},
        ],
    }


def connector_id(name: str, host: str) -> str:
    """From the name; from the host where the name has no Latin letters."""
    for text in (name, host.partition(":")[0]):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_")
        if re.match(r"[a-z]", made):
            return made
    return "recorded"


def _marked(steps: list[Step], index: int | None, mark: str, types: tuple[str, ...]) -> int:
    if index is None:
        raise InvalidInput(f"marks.{mark}", "is missing: choose the step")
    if not 0 <= index < len(steps):
        raise InvalidInput(f"marks.{mark}", "names no step of the recording")
    if steps[index]["type"] not in types:
        raise InvalidInput(f"marks.{mark}", f"must be a {' or '.join(types)} step")
    return index


def _before(
    recording: Recording, marks: Marks, host: str, text: int, commit: int
) -> list[dict[str, Any]]:
    """Everything up to the commit."""
    made: list[dict[str, Any]] = []
    arrived = False
    for index, step in enumerate(recording.steps[:commit]):
        kind = step["type"]
        if kind in IGNORED or (kind in ("keyDown", "keyUp") and index > text):
            continue
        if kind == "navigate" and not arrived:
            arrived = True
        elif index == marks.media:
            made += _upload(recording, step)
        elif index == text:
            made.append({"type": "typeText", "selectors": _selectors(step), "value": "{{body}}"})
        elif kind == "navigate":
            made.append({"type": kind, "url": f"https://{{host}}{_path(step['url'])}"})
        else:
            made.append(_kept(recording, step))
    return made


def _upload(recording: Recording, step: Step) -> list[dict[str, Any]]:
    """A chosen file becomes an upload; a click that opened the chooser stays before it."""
    if step["type"] == "change" and step["value"].lower().startswith(FAKE_PATH):
        return [{"type": "uploadMedia", "timeout": 60000, "selectors": _selectors(step)}]
    opener = {**_kept(recording, step), "optional": True}
    return [
        {"type": "if", "condition": {"media": True}, "then": [opener]},
        {"type": "uploadMedia", "timeout": 60000, "selectors": list(FILES)},
    ]


def _kept(recording: Recording, step: Step) -> dict[str, Any]:
    kept = {"type": step["type"]} | {key: step[key] for key in KEPT if key in step}
    if "selectors" in kept:
        kept["selectors"] = _selectors(step)
    if "timeout" not in kept and recording.timeout is not None:
        kept["timeout"] = recording.timeout
    return kept


def _selectors(step: Step) -> list[str | list[str]]:
    """The recorded alternatives; the Recorder's `css/` prefix says nothing."""
    return [
        one.removeprefix("css/") if isinstance(one, str) else [p.removeprefix("css/") for p in one]
        for one in step["selectors"]
    ]


def _account(selector: str) -> dict[str, Any]:
    return {"selectors": [selector.strip()], "transforms": ["trim"]}


def _accepted(steps: list[Step], commit: int, text: int) -> dict[str, Any]:
    """What was waited for after the press; else the editor is gone."""
    for step in steps[commit + 1 :]:
        if step["type"] == "waitForElement" and step.get("visible", True):
            return {"selectors": _selectors(step)}
    return {"not": {"selectors": _selectors(steps[text])}}


def _permalink(accepted: dict[str, Any], host: str, begin: str) -> list[dict[str, Any]]:
    """A link where the site said yes; else the address that the page has then."""
    sources: list[dict[str, Any]] = []
    if "selectors" in accepted:
        inside = [
            [*([one] if isinstance(one, str) else one), "a[href]"] for one in accepted["selectors"]
        ]
        sources.append({"selectors": inside, "attribute": "href", "transforms": ["url"]})
    here = f"(?!{_literal(begin)}$)" if len(begin) <= LONGEST_PATH else ""
    match = f"^(https?://{_literal(host)}{here}/.+)$"
    return [*sources, {"page": "url", "match": match}]


def _literal(text: str) -> str:
    """As part of a regular expression that both Python and browsers read."""
    return re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", text)


def _path(url: str) -> str:
    """What follows the host, at least a slash."""
    rest = url.partition("://")[2]
    cut = min((rest.find(mark) for mark in "/?#" if mark in rest), default=len(rest))
    tail = rest[cut:]
    return tail if tail.startswith("/") else f"/{tail}"
