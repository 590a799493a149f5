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


PUBLISH: Recipe = {
    "id": "practice_board",
    "name": {"en": "Board", "ar": "لوح"},
    "version": 1,
    "kind": "publish",
    "platform": "practice",
    "hosts": ["board.example"],
    "start": "https://{host}/new",
    "verified": [],
    "commit": "agent",
    "terms": {"en": "Ours.", "ar": "لنا."},
    "labels": {"post": {"en": ["Post"], "ar": ["نشر"]}},
    "trouble": [
        {
            "when": {"url": "^https://board\\.example/login"},
            "report": "needs_user",
            "reason": "login",
            "message": {"en": "Log in.", "ar": "ادخل."},
        }
    ],
    "steps": [
        {
            "type": "readAccount",
            "handle": [
                {"selectors": ["[data-me]", "header a"], "attribute": "href", "match": "@(.+)$"}
            ],
            "loggedOut": {"selectors": ["form[action='/login']", "[data-login]"]},
        },
        {
            "type": "uploadMedia",
            "selectors": ["[data-files]", "input[type=file]"],
            "ready": {"selectors": ["[data-picture]", "figure img"], "count": "{{mediaCount}}"},
        },
        {"type": "typeText", "selectors": ["[data-text]", "textarea"], "value": "{{body}}"},
        {"type": "capture", "what": "viewport", "kind": "before"},
        {
            "type": "commit",
            "selectors": ["[data-post]", "aria/{{labels.post}}"],
            "enabled": {"selectors": ["[data-post]:not([disabled])"]},
            "shortcut": ["Control+Enter"],
            "accepted": {"selectors": ["[data-out]"]},
            "refused": [
                {
                    "when": {"selectors": ["[data-no]"]},
                    "code": "refused",
                    "message": {"en": "No.", "ar": "لا."},
                }
            ],
        },
        {
            "type": "readPermalink",
            "from": [{"selectors": ["[data-out] a", "output a"], "attribute": "href"}],
            "find": {
                "start": "https://{host}/@{{handle|url}}",
                "items": ["[data-item]", "main article"],
                "text": [{"selectors": ["[data-words]", "p"]}],
                "link": [{"selectors": ["a[data-link]", "h2 a"], "attribute": "href"}],
                "time": [{"selectors": ["time"], "attribute": "datetime"}],
                "media": "figure img",
            },
            "id": "/(\\d+)$",
        },
        {"type": "capture", "what": "page", "kind": "page"},
    ],
    "discard": [{"type": "click", "selectors": ["[data-clear]", "button[type=reset]"]}],
}
"""A publish recipe of which the lint has nothing to say."""

VERIFY: Recipe = {
    **{key: PUBLISH[key] for key in ("name", "version", "platform", "hosts", "verified", "terms")},
    "id": "practice_board_verify",
    "kind": "verify",
    "start": "https://{host}/@{{handle|url}}",
    "labels": {},
    "trouble": PUBLISH["trouble"],
    "steps": [
        {"type": "waitForElement", "selectors": ["[data-item]", "main article"]},
        {
            "type": "findPost",
            "items": ["[data-item]", "main article"],
            "text": [{"selectors": ["[data-words]", "p"]}],
            "link": [{"selectors": ["a[data-link]", "h2 a"], "attribute": "href"}],
            "id": "/(\\d+)$",
        },
        {"type": "capture", "what": "viewport", "kind": "look"},
    ],
}
"""A verify recipe of which the lint has nothing to say."""


def spoiled(change: Callable[[Recipe], object], good: Recipe = GOOD) -> Recipe:
    """A copy of a good recipe after `change`."""
    recipe = copy.deepcopy(good)
    change(recipe)
    return recipe


def found(
    change: Callable[[Recipe], object], level: str = "error", good: Recipe = GOOD
) -> list[tuple[str, str]]:
    """(path, message) of the findings of a level after `change`."""
    return [(one.path, one.message) for one in lint(spoiled(change, good)) if one.level == level]


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
