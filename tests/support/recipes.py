"""Recipes for tests: a small good one to spoil, and ways to spoil it."""

import copy
from collections.abc import Callable
from typing import Any

from hub.recipe_lint.finding import Finding
from hub.recipes import lint

Recipe = dict[str, Any]

GOOD: Recipe = {
    "id": "practice_list",
    "name": {"en": "List", "ar": "قائمة"},
    "version": 1,
    "kind": "search",
    "platform": "practice",
    "hosts": ["list.example"],
    "start": "https://{host}/find?q={{search|url}}&n={{limit|url}}",
    "verified": [],
    "terms": {"en": "Ours.", "ar": "لنا."},
    "labels": {"none": {"en": ["Nothing found"], "ar": ["لا شيء"]}},
    "trouble": [
        {
            "when": {"url": "^https://list\\.example/sorry"},
            "report": "needs_user",
            "reason": "captcha",
            "message": {"en": "Answer it.", "ar": "أجب."},
        },
        {
            "when": {"text": ["{{labels.none}}"]},
            "report": "empty",
            "code": "empty",
            "message": {"en": "Nothing.", "ar": "لا شيء."},
        },
    ],
    "steps": [
        {"type": "waitForElement", "selectors": ["[data-list]", "main ul"]},
        {
            "type": "extract",
            "extract": {
                "evidence": {"type": "place", "source": "practice_list"},
                "items": ["[data-list] li", "main li"],
                "exclude": [".advert"],
                "fields": {
                    "title": {"from": [{"selectors": ["[data-name]", "h2"]}], "required": True},
                    "url": {"from": [{"attribute": "href"}], "transforms": ["url"]},
                },
                "key": ["url", ["title"]],
                "confidence": {"high": ["url"]},
            },
        },
    ],
}


def spoiled(change: Callable[[Recipe], object]) -> Recipe:
    """A copy of the good recipe after `change`."""
    recipe = copy.deepcopy(GOOD)
    change(recipe)
    return recipe


def found(change: Callable[[Recipe], object], level: str = "error") -> list[tuple[str, str]]:
    """(path, message) of the findings of a level after `change`."""
    return [(one.path, one.message) for one in lint(spoiled(change)) if one.level == level]


def paths(findings: list[Finding], level: str) -> list[str]:
    """Where the findings of a level are."""
    return [one.path for one in findings if one.level == level]


def put(*keys: str | int, value: object) -> Callable[[Recipe], None]:
    """A change: set the value at the keys."""

    def change(recipe: Recipe) -> None:
        place: Any = recipe
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


def drop(*keys: str | int) -> Callable[[Recipe], None]:
    """A change: take out what is at the keys."""

    def change(recipe: Recipe) -> None:
        place: Any = recipe
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return change


def add_step(step: dict[str, Any]) -> Callable[[Recipe], None]:
    """A change: one more step at the end."""
    return lambda recipe: recipe["steps"].append(step)
