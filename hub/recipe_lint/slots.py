"""Slots and label words: known, used, and only where they may stand."""

import re
from collections.abc import Iterator

from hub.recipe_lint import walk
from hub.recipe_lint.finding import Finding, error, note, warning
from hub.recipe_lint.walk import Recipe

SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LABEL = re.compile(r"^labels\.([A-Za-z][A-Za-z0-9]*)$")
PIPES = ("url", "trim", "lower")
QUERY = ("search", "query")
KNOWN = {
    "search": (*QUERY, "location", "language", "limit", "zoom", "near"),
    "publish": ("text", "link", "body", "handle", "language", "mediaCount"),
    "verify": ("text", "link", "body", "after", "handle", "language", "mediaCount"),
    "account": ("handle", "language"),
}
ENCODED = ("near",)
"""Made by the runner in the form of an address already."""

LANGUAGES = ("en", "ar")
PLACES = ("trouble", "steps", "discard")


def slots(recipe: Recipe) -> Iterator[Finding]:
    """Unknown names and pipes, missing encoding, and a query that nobody uses."""
    known = KNOWN[recipe["kind"]]
    used: set[str] = set()
    for path, text in walk.templates(recipe):
        for inner in SLOT.findall(text):
            name, *pipes = (part.strip() for part in inner.split("|"))
            used.add(name)
            if name not in known:
                yield error(path, f"slot `{name}` is unknown; known are {', '.join(known)}")
            for pipe in pipes:
                if pipe not in PIPES:
                    yield error(path, f"pipe `{pipe}` is unknown; known are {', '.join(PIPES)}")
            is_address = path == "start" or path.endswith((".url", ".find.start"))
            if is_address and "url" not in pipes and name not in ENCODED:
                yield warning(path, f"slot `{name}` stands in an address without `|url`")
    if recipe["kind"] == "search":
        if not used.intersection(QUERY):
            yield error("start", "nothing uses the job's query; write {{search|url}}")
        if "limit" not in used:
            yield note("steps", "nothing uses the job's limit; write {{limit}}")


def misplaced(recipe: Recipe) -> Iterator[Finding]:
    """A value of a job never lands in a selector, an expression, a host or a label."""
    allowed = {path for path, _ in walk.templates(recipe)}
    words = {path for path, condition in walk.conditions(recipe) if "text" in condition}
    for path, text in walk.strings(recipe):
        if path in allowed:
            continue
        for inner in SLOT.findall(text):
            label = LABEL.match(inner)
            in_words = path.rpartition(".text[")[0] in words
            if label is None:
                yield error(path, f"slot `{inner}` may not stand here")
            elif not in_words and not text.startswith(("aria/", "text/")):
                yield error(path, "label words stand only in `aria/`, `text/` and text conditions")


def labels(recipe: Recipe) -> Iterator[Finding]:
    """Every label that is used exists, is used, and has the languages of the application."""
    defined = recipe["labels"]
    used: set[str] = set()
    for path, text in walk.strings({key: recipe.get(key, []) for key in PLACES}):
        for inner in SLOT.findall(text):
            match = LABEL.match(inner)
            if match is None:
                continue
            used.add(match[1])
            if match[1] not in defined:
                yield error(path, f"label `{match[1]}` is not among the labels")
    # The transform reads its words by name.
    if "stripVisitedLink" in {text for _, text in walk.strings(recipe["steps"])}:
        used.add("visitedLink")
    for name, words in defined.items():
        if name not in used:
            yield note(f"labels.{name}", "is not used")
        for language in LANGUAGES:
            if language not in words:
                yield warning(f"labels.{name}", f"has no words for `{language}`")


def languages(recipe: Recipe) -> Iterator[Finding]:
    """What a person reads is there in the languages of the application."""
    for path, text in walk.texts(recipe):
        for language in LANGUAGES:
            if language not in text:
                yield warning(path, f"has no text for `{language}`")
