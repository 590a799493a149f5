"""A recording for tests, as the Recorder exports it, and ways to spoil it."""

import copy
import json
from collections.abc import Callable
from typing import Any

from hub.recorder.check import Marks
from hub.recorder.recording import Recording, parse

POST_TEXT = "Winter check-up: 20% off"


def click(*selectors: str | list[str], **more: Any) -> dict[str, Any]:
    """One recorded click."""
    return {"type": "click", "selectors": list(selectors), "offsetX": 10, "offsetY": 4, **more}


RECORDED: dict[str, Any] = {
    "title": "Dentists wall",
    "steps": [
        {
            "type": "setViewport",
            "width": 1280,
            "height": 800,
            "deviceScaleFactor": 1,
            "isMobile": False,
            "hasTouch": False,
            "isLandscape": False,
        },
        {"type": "navigate", "url": "https://dentists.example/new", "assertedEvents": []},
        click("aria/Write a post", "[data-write]"),
        {
            "type": "change",
            "value": POST_TEXT,
            "selectors": ["aria/What is new?[role='textbox']", ["form", "css/textarea"]],
        },
        click("aria/Add a photo", "[data-photo]"),
        {"type": "waitForElement", "selectors": ["aria/Post", "[data-post]"]},
        click("aria/Post"),
        {"type": "waitForElement", "selectors": ["text/Your post is live", "[role=status]"]},
    ],
}
VIEWPORT, NAVIGATE, OPEN, TEXT, PHOTO, READY, POST, LIVE = range(8)
MARKS = Marks(
    name="Dentists wall", text=TEXT, media=PHOTO, commit=POST, account="aria/Your profile"
)


def recorded(change: Callable[[dict[str, Any]], object] | None = None) -> Recording:
    """The recording, read, after `change`."""
    whole = copy.deepcopy(RECORDED)
    if change is not None:
        change(whole)
    return parse(json.dumps(whole))
