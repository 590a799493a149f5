"""A marked recording becomes a recipe that the lint lets pass."""

from typing import Any

import msgspec
import pytest

from hub.recipes import lint
from hub.recorder.build import build, connector_id
from hub.recorder.check import Marks
from models.errors import InvalidInput
from tests.support.recordings import (
    LIVE,
    MARKS,
    NAVIGATE,
    OPEN,
    PHOTO,
    POST,
    POST_TEXT,
    TEXT,
    click,
    recorded,
)


def built(change: Any = None, **marks: Any) -> dict[str, Any]:
    return build(recorded(change), msgspec.structs.replace(MARKS, **marks))


def errors(recipe: dict[str, Any]) -> list[str]:
    return [f"{one.path}: {one.message}" for one in lint(recipe) if one.level == "error"]


def kinds(recipe: dict[str, Any]) -> list[str]:
    return [step["type"] for step in recipe["steps"]]


def test_the_recipe_is_one_that_may_be_stored() -> None:
    recipe = built()
    assert errors(recipe) == []
    assert kinds(recipe) == [
        *("readAccount", "click", "typeText", "if", "uploadMedia", "waitForElement"),
        *("capture", "commit", "capture", "readPermalink", "capture", "capture"),
    ]


def test_it_begins_with_the_person_pressing_on_the_site_that_was_recorded() -> None:
    recipe = built()
    assert recipe["commit"] == "operator"
    assert recipe["hosts"] == ["dentists.example"]
    assert recipe["start"] == "https://{host}/new"
    assert recipe["id"] == recipe["platform"] == "dentists_wall"
    assert recipe["name"]["en"] == "Dentists wall"


def test_what_was_typed_is_never_posted() -> None:
    recipe = built()
    assert POST_TEXT not in str(recipe)
    text = next(step for step in recipe["steps"] if step["type"] == "typeText")
    assert text["value"] == "{{body}}"
    assert text["selectors"] == ["aria/What is new?[role='textbox']", ["form", "textarea"]]


def test_what_was_waited_for_after_the_press_is_the_yes_of_the_site() -> None:
    commit = next(step for step in built()["steps"] if step["type"] == "commit")
    assert commit["selectors"] == ["aria/Post"]
    assert commit["accepted"] == {"selectors": ["text/Your post is live", "[role=status]"]}


def test_without_a_yes_the_editor_must_be_gone() -> None:
    recipe = built(lambda whole: whole["steps"].pop(LIVE))
    commit = next(step for step in recipe["steps"] if step["type"] == "commit")
    assert "not" in commit["accepted"]
    assert errors(recipe) == []


def test_a_chosen_file_becomes_an_upload_into_its_input() -> None:
    def change(whole: dict[str, Any]) -> None:
        whole["steps"][PHOTO].update(type="change", value="C:\\fakepath\\a.png")

    recipe = built(change)
    upload = next(step for step in recipe["steps"] if step["type"] == "uploadMedia")
    assert upload["selectors"] == ["aria/Add a photo", "[data-photo]"]
    assert "fakepath" not in str(recipe)
    assert errors(recipe) == []


def test_keys_after_the_text_and_clicks_after_the_button_are_left_out() -> None:
    def change(whole: dict[str, Any]) -> None:
        whole["steps"].append(click("aria/Close", "#x"))
        whole["steps"].insert(TEXT + 1, {"type": "keyDown", "key": "Enter"})

    recipe = built(change, media=PHOTO + 1, commit=POST + 1)
    assert "keyDown" not in kinds(recipe)
    assert "aria/Close" not in str(recipe)
    assert errors(recipe) == []


def test_the_first_address_is_no_permalink() -> None:
    link = next(step for step in built()["steps"] if step["type"] == "readPermalink")
    assert link["from"][-1] == {
        "page": "url",
        "match": "^(https?://dentists\\.example(?!/new$)/.+)$",
    }


@pytest.mark.parametrize(
    ("marks", "field"),
    [
        ({"commit": None}, "marks.commit"),
        ({"text": None}, "marks.text"),
        ({"commit": 99}, "marks.commit"),
        ({"commit": -1}, "marks.commit"),
        ({"commit": TEXT}, "marks.commit"),
        ({"media": NAVIGATE}, "marks.media"),
        ({"commit": OPEN}, "marks.text"),
        ({"account": " "}, "marks.account"),
        ({"name": "\n"}, "marks.name"),
    ],
    ids=str,
)
def test_a_mark_that_misses_is_named(marks: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        built(**marks)
    assert refused.value.field == field


def test_code_and_a_missing_address_make_no_recipe() -> None:
    code = {"type": "waitForExpression", "expression": "1"}
    with pytest.raises(InvalidInput, match="runs code"):
        built(lambda whole: whole["steps"].append(code))
    with pytest.raises(InvalidInput, match="opens an address"):
        built(lambda whole: whole["steps"][NAVIGATE].update(url="about:blank"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dentists wall!", "dentists_wall"),
        ("جدار الأطباء", "dentists_example"),
        ("Café 24", "cafe_24"),
        ("24 hours", "dentists_example"),
    ],
)
def test_an_id_comes_from_the_name_or_the_site(name: str, expected: str) -> None:
    assert connector_id(name, "dentists.example:8443") == expected


def test_marks_need_only_a_name_to_be_drawn() -> None:
    assert Marks(name="x").commit is None
