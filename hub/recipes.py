"""The shipped recipes, and the lint for every recipe that is shipped, imported or saved."""

import json

from hub import shipped
from hub.recipe_lint.finding import Finding, error
from hub.recipe_lint.form import recipe_checker
from hub.recipe_lint.rules import RULES
from hub.recipe_lint.walk import Recipe

__all__ = ["Finding", "lint", "shipped_recipes"]

MAX_BYTES = 64 * 1024
"""All recipes together must fit into one `config` message of the protocol."""

MAX_DEPTH = 24

REFUSED = {
    "waitForExpression": "runs code in the page and is refused; use `expect` or `waitForElement`",
    "customStep": "is refused; use one of the steps that the recipe format names",
}


def shipped_recipes() -> dict[str, Recipe]:
    """The recipes that come with the application, by connector id."""
    files = sorted(shipped.path("recipes").glob("[!.]*.json"))
    recipes = [
        json.loads(file.read_text("utf-8"))
        for file in files
        if not file.name.endswith(".schema.json")
    ]
    return {recipe["id"]: recipe for recipe in recipes}


def lint(recipe: object) -> list[Finding]:
    """Everything that can be said about a recipe without running it, errors first.

    A recipe with an error must not be stored or handed to an agent.
    """
    if _depth(recipe) > MAX_DEPTH:
        return [error("", f"is nested deeper than {MAX_DEPTH} levels")]
    refused = list(_refused(recipe))
    hidden = {f"{finding.path}.type" for finding in refused}
    form = [
        error(path, message)
        for path, message in recipe_checker().check(recipe)
        if path not in hidden
    ]
    if form or refused or not isinstance(recipe, dict):
        return refused + form
    size = len(json.dumps(recipe, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return [error("", f"is {size} bytes long; {MAX_BYTES} is the most")]
    findings = [finding for rule in RULES for finding in rule(recipe)]
    return sorted(findings, key=lambda finding: ("error", "warning", "note").index(finding.level))


def _depth(value: object) -> int:
    """How deep a JSON value is nested; counted without recursion, since it may be hostile."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        depth += 1
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner += item.values()
            elif isinstance(item, list):
                inner += item
        level = inner
    return depth


def _refused(recipe: object) -> list[Finding]:
    """Steps that are known and never allowed; named before the form is judged."""
    found: list[Finding] = []
    waiting: list[tuple[str, object]] = [("", recipe)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            kind = value.get("type")
            if isinstance(kind, str) and kind in REFUSED:
                found.append(error(path, f"`{kind}` {REFUSED[kind]}"))
            waiting += [(f"{path}.{key}" if path else str(key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}[{index}]", one) for index, one in enumerate(value)]
    return sorted(found, key=lambda finding: finding.path)
