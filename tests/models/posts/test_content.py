"""Contents have one digest, on the desk and in the browser: both are held to one file."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.accounts.keys import normal_handle
from models.posts.content import canonical_text, content_digest

FILE = Path(__file__).parents[2] / "extension" / "fixtures" / "content.json"
VECTORS: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["contents"], ids=lambda case: case["digest"][:8])
def test_a_content_has_the_digest_of_its_vector(case: dict[str, Any]) -> None:
    assert canonical_text(case["text"]) == case["canonical"]
    assert content_digest(case["text"], case["link"], case["media"]) == case["digest"]
    assert content_digest(case["canonical"], case["link"], case["media"]) == case["digest"]


@pytest.mark.parametrize("case", VECTORS["handles"], ids=lambda case: case["normal"])
def test_a_handle_is_compared_as_its_vector_says(case: dict[str, str]) -> None:
    assert normal_handle(case["handle"]) == case["normal"]
