"""Secrets that a recording took along: passwords, tokens, keys in addresses."""

import re
from collections.abc import Iterator

from hub.recipe_lint import walk
from hub.recipe_lint.finding import Finding, error, warning
from hub.recipe_lint.slots import SLOT
from hub.recipe_lint.walk import Recipe, Step

SECRET_FIELD = re.compile(
    r"passw|kennwort|secret|token|otp|one-time|pin\b|cvv|كلمة (ال)?(مرور|سر)", re.IGNORECASE
)
SECRET_VALUE = re.compile(
    r"\b(?i:bearer|basic)\s+[\w+/=.-]{12,}"
    r"|\b(gh[pousr]_|github_pat_|xox[abprs]-|AKIA|AIza|sk-|eyJ[\w-]+\.)[\w-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{32,}={0,2}(?![\w+/-])"
)
SECRET_ADDRESS = re.compile(
    r"^[a-z]+://[^/?#]*@|[?&#](?:key|api_?key|token|access_token|password|pwd|secret|sig)=(?!\{\{)[^&#]+",
    re.IGNORECASE,
)


def secrets(recipe: Recipe) -> Iterator[Finding]:
    """Nothing secret in values and addresses; typed words become slots."""
    for path, step in walk.steps(recipe):
        if step["type"] == "change":
            yield from _typed(path, step)
    for path, text in walk.strings(recipe):
        if SECRET_VALUE.search(text) and not path.endswith((".match", ".pattern")):
            yield error(path, "looks like a password, key or token; a recipe never holds one")
        elif SECRET_ADDRESS.search(text) and "://" in text:
            yield error(path, "the address carries a credential; a recipe never holds one")


def _typed(path: str, step: Step) -> Iterator[Finding]:
    value = str(step["value"])
    named = " ".join(text for _, text in walk.strings(step["selectors"]))
    if SECRET_FIELD.search(named):
        yield error(f"{path}.value", "fills a password field; the person logs in, never a recipe")
    elif value and not SLOT.search(value):
        yield warning(f"{path}.value", "types what was recorded; make it a slot")
