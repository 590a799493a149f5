"""What is right and wrong in a recording, and which of its steps seem to be the special ones."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from hub.recipe_lint.secrets import SECRET_ADDRESS, SECRET_FIELD, SECRET_VALUE
from hub.recipe_lint.selectors import MANY_NTH, NTH, only_generated
from hub.recipe_lint.walk import strings
from hub.recorder.recording import Recording, Step

LEVELS: Final = ("error", "warning", "note", "ok")
IGNORED: Final = ("setViewport", "close", "emulateNetworkConditions")
CODE: Final = ("waitForExpression", "customStep")
CLICKS: Final = ("click", "doubleClick")
FAKE_PATH: Final = "c:\\fakepath\\"
"""How a browser names a chosen file."""
PICTURES: Final = re.compile(
    r"photo|image|picture|media|attach|upload|video|صور|مرفق|وسائط|فيديو|\bfile", re.IGNORECASE
)
EDITOR: Final = re.compile(
    r"textbox|textarea|contenteditable|editor|compose|write|post|message|caption|نص|اكتب|منشور",
    re.IGNORECASE,
)
PERSON: Final = re.compile(r"profile|account|الملف الشخصي|الحساب", re.IGNORECASE)
MESSAGES: Final = {
    "within": "Every address is within {what}.",
    "no_address": "No step opens an address, so nobody knows where the recording begins.",
    "foreign": "Step {step} opens {what}, another site than the first.",
    "insecure": "Step {step} opens {what} without https.",
    "code": "Step {step} ({what}) runs code and is refused. Record it again without it.",
    "password": "Step {step} fills a password field. Log in before recording, not in it.",
    "secret": "Step {step} holds what looks like a password, key or token.",
    "frame": "Step {step} works inside a frame of another page, where a recipe cannot go.",
    "text": "Step {step} held typed text; it becomes the text slot, so it is never posted.",
    "typed": "Step {step} types what was recorded, in every post again.",
    "one_way": "Step {step} is found in one way only. Record it again for a second one.",
    "brittle": "Step {step} is found only by names that the site makes anew with each build.",
    "ignored": "Step {step} ({what}) is ignored; the window keeps its own size and line.",
    "keys": "Step {step} presses {what} after the text; it is left out, since it could send.",
    "after": "Step {step} comes after the last button and is left out.",
    "clean": "No password, no code: nothing secret, nothing to run.",
}
"""In English, for the API and the command line; the window has its own words by code."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about a recording. `step` counts from 0; None for the whole."""

    level: str
    """error (it cannot become a recipe so) | warning | note | ok"""
    code: str
    step: int | None = None
    what: str = ""

    @property
    def message(self) -> str:
        """In English."""
        number = "" if self.step is None else str(self.step + 1)
        return MESSAGES[self.code].format(step=number, what=self.what)


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Which steps are the special ones, counted from 0, and what the recipe is called."""

    name: str
    commit: int | None = None
    """The button that cannot be undone."""
    text: int | None = None
    """Where the text of the post is typed."""
    media: int | None = None
    """Where a picture is added."""
    account: str = ""
    """A selector of the element that names who is signed in."""
    platform: str = ""
    """Empty: a platform of its own, named like the connector."""


def suggest(recording: Recording) -> Marks:
    """The likeliest marks; the person decides."""
    texts = [(index, step) for index, step in _typed(recording) if not _is_secret(step)]
    text = max(
        texts,
        key=lambda one: (bool(EDITOR.search(_named(one[1]))), len(one[1]["value"]), -one[0]),
        default=(None, {}),
    )[0]
    clicks = [index for index, step in enumerate(recording.steps) if step["type"] in CLICKS]
    later = [index for index in clicks if text is None or index > text]
    return Marks(
        name=recording.title.strip()[:80],
        text=text,
        commit=_last_press(recording, later),
        media=_media(recording, clicks),
        account=next(_people(recording), ""),
    )


def check(recording: Recording, marks: Marks | None = None) -> list[Found]:
    """Everything that can be said before it is a recipe, the worst first."""
    marks = marks or suggest(recording)
    found = list(_addresses(recording))
    for index, step in enumerate(recording.steps):
        found += _judge(index, step, marks)
    if not any(one.code in ("password", "secret", "code") for one in found):
        found.append(Found(level="ok", code="clean"))
    return sorted(found, key=lambda one: LEVELS.index(one.level))


def host_of(url: str) -> str:
    """`host[:port]` of an address, empty when it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def first_address(recording: Recording) -> str:
    """Where the recording begins; empty when no step says it."""
    return next((step["url"] for step in recording.steps if step["type"] == "navigate"), "")


def _addresses(recording: Recording) -> Iterator[Found]:
    first = host_of(first_address(recording))
    if not first:
        yield Found(level="error", code="no_address")
        return
    foreign = False
    for index, step in enumerate(recording.steps):
        if step["type"] != "navigate":
            continue
        host = host_of(step["url"])
        if host != first:
            foreign = True
            yield Found(level="error", code="foreign", step=index, what=host or step["url"][:100])
        elif not step["url"].startswith("https:") and not _is_here(host):
            yield Found(level="error", code="insecure", step=index, what=host)
    if not foreign:
        yield Found(level="ok", code="within", what=first)


def _is_here(host: str) -> bool:
    return (host.rpartition(":")[0] or host) in ("localhost", "127.0.0.1", "[::1]")


def _judge(index: int, step: Step, marks: Marks) -> Iterator[Found]:
    kind = step["type"]
    if kind in IGNORED:
        yield Found(level="note", code="ignored", step=index, what=kind)
        return
    if kind in CODE:
        yield Found(level="error", code="code", step=index, what=kind)
        return
    if step.get("target", "main") != "main" or step.get("frame"):
        yield Found(level="error", code="frame", step=index)
    yield from _secrets(index, step, marks)
    if marks.commit is not None and index > marks.commit:
        if kind not in ("waitForElement", "navigate"):
            yield Found(level="note", code="after", step=index)
        return
    if kind in ("keyDown", "keyUp") and marks.text is not None and index > marks.text:
        yield Found(level="note", code="keys", step=index, what=step["key"])
    yield from _selectors(index, step)


def _secrets(index: int, step: Step, marks: Marks) -> Iterator[Found]:
    if step["type"] == "change" and SECRET_FIELD.search(_named(step)):
        yield Found(level="error", code="password", step=index)
    elif any(
        SECRET_VALUE.search(text) or ("://" in text and SECRET_ADDRESS.search(text))
        for _, text in strings(step)
    ):
        yield Found(level="error", code="secret", step=index)
    elif index == marks.text and step["type"] == "change":
        yield Found(level="ok", code="text", step=index)
    elif step["type"] == "change" and index != marks.media and step["value"]:
        yield Found(level="warning", code="typed", step=index)


def _selectors(index: int, step: Step) -> Iterator[Found]:
    listed = step.get("selectors")
    if not listed:
        return
    flat = [part for one in listed for part in ([one] if isinstance(one, str) else one)]
    if all(only_generated(part) or len(NTH.findall(part)) >= MANY_NTH for part in flat):
        yield Found(level="warning", code="brittle", step=index)
    elif len(listed) < 2:
        yield Found(level="warning", code="one_way", step=index)


def _named(step: Step) -> str:
    """The words by which a step finds its element."""
    return " ".join(text for _, text in strings(step.get("selectors", [])))


def _typed(recording: Recording) -> Iterator[tuple[int, Step]]:
    for index, step in enumerate(recording.steps):
        if step["type"] == "change" and not step["value"].lower().startswith(FAKE_PATH):
            yield index, step


def _is_secret(step: Step) -> bool:
    return bool(SECRET_FIELD.search(_named(step)))


def _last_press(recording: Recording, clicks: list[int]) -> int | None:
    """The last click before the recording leaves or waits; else the last click."""
    for index in reversed(clicks):
        after = recording.steps[index + 1 :]
        leaves = bool(recording.steps[index].get("assertedEvents"))
        if leaves or (after and after[0]["type"] in ("waitForElement", "navigate")):
            return index
    return clicks[-1] if clicks else None


def _media(recording: Recording, clicks: list[int]) -> int | None:
    for index, step in enumerate(recording.steps):
        if step["type"] == "change" and step["value"].lower().startswith(FAKE_PATH):
            return index
    return next((i for i in clicks if PICTURES.search(_named(recording.steps[i]))), None)


def _people(recording: Recording) -> Iterator[str]:
    for step in recording.steps:
        for one in step.get("selectors", []):
            last: Any = one if isinstance(one, str) else one[-1]
            if PERSON.search(last) and "picture" not in last.lower():
                yield last
