"""Where things are in a recipe: its steps, conditions, selectors and texts, each with its path.

A path is written as in the findings of the lint: `steps[1].else[0].extract.fields.phone`.
Everything here expects a recipe that has the form of the schema.
"""

from collections.abc import Iterator
from typing import Any

from hub.recipe_lint.form import below

Recipe = dict[str, Any]
Step = dict[str, Any]
Alternatives = list[str | list[str]]

BRANCHES = ("then", "else", "steps")


def steps(recipe: Recipe) -> Iterator[tuple[str, Step]]:
    """Every step in the order in which it is written, those inside others after their holder."""
    yield from _steps(recipe["steps"], "steps")


def _steps(listed: list[Step], path: str) -> Iterator[tuple[str, Step]]:
    for index, step in enumerate(listed):
        here = below(path, index)
        yield here, step
        for branch in BRANCHES:
            yield from _steps(step.get(branch, []), below(here, branch))


def extracts(recipe: Recipe) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every extract block."""
    for path, step in steps(recipe):
        if "extract" in step:
            yield below(path, "extract"), step["extract"]


def sources(extract: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every source of every field."""
    for name, field in extract["fields"].items():
        for index, source in enumerate(field["from"]):
            yield f"{path}.fields.{name}.from[{index}]", source


def conditions(recipe: Recipe) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every condition that is not made of others."""
    for index, rule in enumerate(recipe["trouble"]):
        yield from _leaves(rule["when"], f"trouble[{index}].when")
    for path, step in steps(recipe):
        for key in ("condition", "while"):
            if key in step:
                yield from _leaves(step[key], below(path, key))
        for index, end in enumerate(step.get("end", [])):
            yield from _leaves(end, f"{path}.end[{index}]")


def _leaves(condition: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in ("any", "all"):
        if key in condition:
            for index, part in enumerate(condition[key]):
                yield from _leaves(part, f"{path}.{key}[{index}]")
            return
    if "not" in condition:
        yield from _leaves(condition["not"], below(path, "not"))
    else:
        yield path, condition


def selectors(recipe: Recipe) -> Iterator[tuple[str, Alternatives]]:
    """Every list of alternatives."""
    for path, condition in conditions(recipe):
        if "selectors" in condition:
            yield below(path, "selectors"), condition["selectors"]
    yield from targets(recipe)
    for path, extract in extracts(recipe):
        yield below(path, "exclude"), extract.get("exclude", [])
        for where, source in sources(extract, path):
            for key in ("selectors", "closest"):
                if key in source:
                    yield below(where, key), source[key]


def targets(recipe: Recipe) -> Iterator[tuple[str, Alternatives]]:
    """The lists on which a step stands or falls."""
    for path, step in steps(recipe):
        for key in ("selectors", "feed", "next"):
            if key in step:
                yield below(path, key), step[key]
    for path, extract in extracts(recipe):
        yield below(path, "items"), extract["items"]


def expressions(recipe: Recipe) -> Iterator[tuple[str, str, int | None]]:
    """Every regular expression: path, text, and how many groups it must have (None: any)."""
    if "ownHosts" in recipe:
        yield "ownHosts", recipe["ownHosts"], None
    for path, condition in conditions(recipe):
        if "url" in condition:
            yield below(path, "url"), condition["url"], None
    for path, extract in extracts(recipe):
        for where, source in sources(extract, path):
            if "match" in source:
                yield below(where, "match"), source["match"], 1


def templates(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """Every text in which slots are allowed."""
    yield "start", recipe["start"]
    for path, step in steps(recipe):
        for key in ("title", "url", "value", "limit"):
            if isinstance(step.get(key), str):
                yield below(path, key), step[key]


def texts(recipe: Recipe) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text that a person reads, by language."""
    yield "name", recipe["name"]
    yield "terms", recipe["terms"]
    for index, rule in enumerate(recipe["trouble"]):
        yield f"trouble[{index}].message", rule["message"]
    for path, step in steps(recipe):
        for key in ("error", "cap", "stalled"):
            if key in step:
                yield f"{path}.{key}.message", step[key]["message"]


def strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string of any JSON value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from strings(member, below(path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, below(path, index))
