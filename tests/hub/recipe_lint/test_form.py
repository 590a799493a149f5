"""The own reader of the schema says what a schema library says."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import shipped
from hub.recipe_lint.form import RULES, Checker, recipe_checker
from tests.support.recipes import GOOD, drop, put, spoiled

SCHEMA = json.loads(shipped.path("recipes", "recipe.schema.json").read_text("utf-8"))
ORACLE = jsonschema.Draft202012Validator(SCHEMA)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every member and item of a JSON value as (holder, key)."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    return [(value, key) for key in keys] + [one for key in keys for one in places(value[key])]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_it_judges_spoiled_recipes_as_the_library_does(data: st.DataObject) -> None:
    recipe = copy.deepcopy(GOOD)
    holder, key = data.draw(
        st.sampled_from(range(len(places(recipe)))).map(places(recipe).__getitem__)
    )
    if data.draw(st.booleans()):
        holder[key] = data.draw(JSON)
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["type", "report", "selectors", "count", "foo"]))] = (
            data.draw(JSON)
        )
        del holder[key]
    else:
        del holder[key]
    assert recipe_checker().fits(recipe, SCHEMA) == ORACLE.is_valid(recipe)


def test_every_word_of_the_schema_is_understood() -> None:
    """A word that the reader skipped would let everything through."""
    known = {
        *RULES,
        "type",
        "$ref",
        "then",
        "else",
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
    }
    used: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, bool):
            return
        used.update(schema)
        for word in ("properties", "$defs"):
            for one in schema.get(word, {}).values():
                collect(one)
        for word in ("anyOf", "allOf"):
            for one in schema.get(word, []):
                collect(one)
        for word in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
            if word in schema:
                collect(schema[word])

    collect(SCHEMA)
    assert used <= known


@pytest.mark.parametrize(
    ("change", "path", "part"),
    [
        (drop("hosts"), "", "`hosts` is missing"),
        (put("hosts", value=[]), "hosts", "at least 1"),
        (put("hosts", value=["a.example", "a.example"]), "hosts", "twice"),
        (put("hosts", 0, value="*.example"), "hosts[0]", "form"),
        (put("hosts", 0, value="a.example\n"), "hosts[0]", "form"),
        (put("version", value=True), "version", "must be integer, not boolean"),
        (put("version", value=0), "version", "at least 1"),
        (put("kind", value="read"), "kind", "one of"),
        (put("start", value="http://{host}/"), "start", "form"),
        (put("start", value="https://evil.example/{{search|url}}"), "start", "form"),
        (put("steps", 0, "timeout", value=30_001), "steps[0].timeout", "at most 30000"),
        (put("steps", 0, "selectors", 0, value=7), "steps[0].selectors[0]", "must be string"),
        (put("trouble", 0, "when", value={"any": []}), "trouble[0].when.any", "at least 1"),
        (put("trouble", 0, "when", value={"wish": 1}), "trouble[0].when", "missing"),
        (drop("trouble", 0, "reason"), "trouble[0]", "`reason` is missing"),
        (drop("trouble", 1, "code"), "trouble[1]", "`code` is missing"),
        (
            put("steps", 1, "extract", "fields", "url", "transforms", value=["eval"]),
            "steps[1].extract.fields.url.transforms[0]",
            "one of",
        ),
    ],
)
def test_it_names_place_and_reason(change: Any, path: str, part: str) -> None:
    problems = list(recipe_checker().check(spoiled(change)))
    assert {where for where, _ in problems} == {path}
    assert part in problems[0][1]


def test_references_and_choices_of_a_small_schema() -> None:
    checker = Checker(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/x/y"}}],
            "x": {"y": {"type": "integer", "minimum": 2}},
        }
    )
    assert list(checker.check("a")) == []
    assert list(checker.check([2, 1])) == [("[1]", "must be at least 2")]
