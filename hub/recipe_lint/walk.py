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


SOURCES = ("handle", "displayName", "from", "text", "link", "time")
CONDITIONS = ("condition", "while", "loggedOut", "ready", "enabled", "accepted")
TARGETS = ("selectors", "feed", "next", "drop", "paste", "read", "items")


def steps(recipe: Recipe) -> Iterator[tuple[str, Step]]:
    """Every step in the order in which it is written, those inside others after their holder."""
    yield from main_steps(recipe)
    yield from discard_steps(recipe)


def main_steps(recipe: Recipe) -> Iterator[tuple[str, Step]]:
    """The steps of the work itself."""
    yield from _steps(recipe["steps"], "steps")


def discard_steps(recipe: Recipe) -> Iterator[tuple[str, Step]]:
    """The steps that tidy up after a dry run."""
    yield from _steps(recipe.get("discard", []), "discard")


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


def readings(recipe: Recipe) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of sources that a step reads itself: an account, a permalink, a post."""
    for path, step in steps(recipe):
        for here, place in ((path, step), (below(path, "find"), step.get("find", {}))):
            for key in SOURCES:
                if isinstance(place.get(key), list):
                    yield below(here, key), place[key]


def _read_sources(recipe: Recipe) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, extract in extracts(recipe):
        yield from sources(extract, path)
    for path, listed in readings(recipe):
        for index, source in enumerate(listed):
            yield below(path, index), source


def conditions(recipe: Recipe) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every condition that is not made of others."""
    for index, rule in enumerate(recipe["trouble"]):
        yield from _leaves(rule["when"], f"trouble[{index}].when")
    for path, step in steps(recipe):
        for key in CONDITIONS:
            if key in step:
                yield from _leaves(step[key], below(path, key))
        for index, refusal in enumerate(step.get("refused", [])):
            yield from _leaves(refusal["when"], f"{path}.refused[{index}].when")
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
    for path, source in _read_sources(recipe):
        for key in ("selectors", "closest"):
            if key in source:
                yield below(path, key), source[key]
    for path, step in steps(recipe):
        for here, place in ((path, step), (below(path, "find"), step.get("find", {}))):
            if "media" in place:
                yield below(here, "media"), [place["media"]]


def targets(recipe: Recipe) -> Iterator[tuple[str, Alternatives]]:
    """The lists on which a step stands or falls."""
    for path, step in steps(recipe):
        for key in TARGETS:
            if key in step:
                yield below(path, key), step[key]
        if "find" in step:
            yield f"{path}.find.items", step["find"]["items"]
    for path, extract in extracts(recipe):
        yield below(path, "items"), extract["items"]


def expressions(recipe: Recipe) -> Iterator[tuple[str, str, int | None]]:
    """Every regular expression: path, text, and how many groups it must have (None: any)."""
    if "ownHosts" in recipe:
        yield "ownHosts", recipe["ownHosts"], None
    for path, condition in conditions(recipe):
        if "url" in condition:
            yield below(path, "url"), condition["url"], None
    for path, step in steps(recipe):
        if "id" in step:
            yield below(path, "id"), step["id"], 1
    for path, source in _read_sources(recipe):
        if "match" in source:
            yield below(path, "match"), source["match"], 1


def templates(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """Every text in which slots are allowed."""
    yield "start", recipe["start"]
    for path, step in steps(recipe):
        for key in ("title", "url", "value", "limit"):
            if isinstance(step.get(key), str):
                yield below(path, key), step[key]
        if "find" in step:
            yield f"{path}.find.start", step["find"]["start"]
    for path, condition in conditions(recipe):
        if isinstance(condition.get("count"), str):
            yield below(path, "count"), condition["count"]


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
        for index, refusal in enumerate(step.get("refused", [])):
            yield f"{path}.refused[{index}].message", refusal["message"]


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
