"""The lint as its callers see it, and the shipped recipes held against schema and lint."""

import json
from typing import Any

import jsonschema
import pytest

from hub import shipped
from hub.recipes import MAX_BYTES, lint, shipped_recipes
from tests.support.recipes import GOOD, add_step, found, paths, put, spoiled

SHIPPED = sorted(shipped_recipes())


def test_the_two_search_connectors_are_shipped() -> None:
    assert {"google_maps", "google_search"} <= set(SHIPPED)


@pytest.mark.parametrize("connector", SHIPPED)
def test_a_shipped_recipe_has_the_form_of_the_schema(connector: str) -> None:
    schema = json.loads(shipped.path("recipes", "recipe.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(shipped_recipes()[connector])


@pytest.mark.parametrize("connector", SHIPPED)
def test_a_shipped_recipe_has_neither_error_nor_warning(connector: str) -> None:
    findings = lint(shipped_recipes()[connector])
    assert paths(findings, "error") == []
    assert paths(findings, "warning") == []


@pytest.mark.parametrize("connector", SHIPPED)
def test_a_shipped_recipe_stands_under_its_own_id(connector: str) -> None:
    assert shipped.path("recipes", f"{connector}.json").is_file()


def test_all_recipes_fit_into_one_config_message() -> None:
    sizes = {
        id: len(json.dumps(recipe, ensure_ascii=False, separators=(",", ":")).encode())
        for id, recipe in shipped_recipes().items()
    }
    assert sum(sizes.values()) < 200 * 1024
    assert max(sizes.values()) < MAX_BYTES


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {id: one for id, one in shipped_recipes().items() if one["kind"] == kind}


def test_every_platform_can_be_published_to_and_looked_at() -> None:
    published = {one["platform"]: id for id, one in of_kind("publish").items()}
    assert {
        *("x", "facebook", "linkedin", "instagram", "threads", "mastodon", "bluesky", "telegram")
    } <= set(published)
    assert {one["platform"]: id for id, one in of_kind("verify").items()} == {
        platform: f"{id}_verify" for platform, id in published.items()
    }


@pytest.mark.parametrize("connector", ["x", "facebook_page", "linkedin", "instagram", "threads"])
def test_where_the_terms_forbid_automation_the_person_presses(connector: str) -> None:
    recipe = shipped_recipes()[connector]
    assert recipe["commit"] == "operator"
    assert "forbid" in recipe["terms"]["en"]


def test_nothing_is_called_verified_that_nobody_tried() -> None:
    for recipe in (of_kind("publish") | of_kind("verify")).values():
        if "127.0.0.1" not in recipe["hosts"][0]:
            assert recipe["verified"] == []


def test_login_and_trouble_hand_over_to_the_person() -> None:
    for id, recipe in of_kind("publish").items():
        assert any(rule.get("reason") == "login" for rule in recipe["trouble"]), id


def test_the_good_recipe_is_good() -> None:
    assert lint(GOOD) == []


@pytest.mark.parametrize("value", [None, 7, "text", [], [GOOD], True, {}])
def test_what_is_no_recipe_is_refused(value: object) -> None:
    assert paths(lint(value), "error")


def test_errors_come_first() -> None:
    def change(recipe: dict[str, Any]) -> None:
        del recipe["terms"]["ar"]
        recipe["start"] = "https://{host}/?q={{search|url}}"
        recipe["steps"][1]["extract"]["key"] = ["nowhere"]

    levels = [one.level for one in lint(spoiled(change))]
    assert levels == ["error", "warning", "note"]


def test_a_bottomless_recipe_costs_one_finding() -> None:
    condition: dict[str, Any] = {"text": ["x"]}
    for _ in range(20_000):
        condition = {"not": condition}
    findings = lint(spoiled(put("trouble", 1, "when", value=condition)))
    assert [(one.level, one.path) for one in findings] == [("error", "")]


def test_a_giant_recipe_is_refused() -> None:
    words = {"en": ["x" * 200] * 20, "ar": ["y" * 200] * 20}
    labels = {f"label{chr(97 + index)}": words for index in range(9)}
    findings = lint(spoiled(put("labels", value=labels)))
    assert findings[0].level == "error"
    assert str(MAX_BYTES) in findings[0].message


@pytest.mark.parametrize("kind", ["waitForExpression", "customStep"])
def test_code_is_refused_by_name(kind: str) -> None:
    change = add_step({"type": kind, "expression": "alert(1)", "name": "x"})
    assert [path for path, _ in found(change)] == ["steps[2]"]
    assert "refused" in found(change)[0][1]


def test_code_inside_another_step_is_refused_too() -> None:
    inner = {"type": "waitForExpression", "expression": "1"}
    change = add_step({"type": "if", "condition": {"text": ["x"]}, "then": [inner]})
    assert "steps[2].then[0]" in [path for path, _ in found(change)]


def test_an_unknown_step_is_named_with_its_place() -> None:
    assert [path for path, _ in found(add_step({"type": "sing"}))] == ["steps[2].type"]


def test_a_recording_as_it_comes_out_of_the_browser_is_no_recipe_yet() -> None:
    recording = {"title": "x", "steps": [{"type": "navigate", "url": "https://a.example/"}]}
    messages = [one.message for one in lint(recording)]
    assert "`hosts` is missing" in messages
    assert "`title` is not a key of this place" in messages
