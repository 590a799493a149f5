"""The whole page and an element taller than the window, as pictures without holes."""

import json

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.conftest import EXTENSION, Office
from tests.support.browser import Browser, until
from tests.support.practices import Practice

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

RECIPE = EXTENSION.parent / "recipes" / "google_search.json"
MORE_STEPS = [
    {"type": "capture", "what": "fullPage", "kind": "whole"},
    {"type": "capture", "what": "element", "kind": "part", "selectors": ["#rso", "#search"]},
]
WINDOW_HEIGHT = 900


def test_what_is_taller_than_the_window_is_seen_whole(
    office: Office, practice: Practice, browser: Browser
) -> None:
    operator = office.operator
    assert operator is not None
    recipe = json.loads(RECIPE.read_text("utf-8"))
    recipe |= {"version": recipe["version"] + 1, "steps": recipe["steps"] + MORE_STEPS}
    operator.ask("POST", "/connectors", recipe)
    operator.ask("PUT", "/connectors/google_search", {"hosts": [practice.host]})
    wish = {"connector": "google_search", "query": "dentists amman", "limit": 5}
    job = operator.ask("POST", "/jobs", {"type": "SEARCH_SINGLE", "input": wish})
    path = f"/jobs/{job['id']}"
    until(lambda: operator.ask("GET", path)["status"] == "COMPLETED", 60, "the search")

    proofs = {proof["kind"]: proof for proof in operator.everything(f"{path}/proofs")}
    for kind in ("whole", "part"):
        picture = QImage.fromData(operator.download(f"/proofs/{proofs[kind]['id']}/content"), "jpg")
        assert (picture.width(), picture.height()) == (
            proofs[kind]["width"],
            proofs[kind]["height"],
        )
        assert picture.height() > WINDOW_HEIGHT
        for y in (2, picture.height() // 2, picture.height() - 90):
            assert QColor(picture.pixel(picture.width() - 30, y)).lightness() > 100
