"""The rules that a well-formed recipe is held against, in one visible table."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from hub.recipe_lint import publishing, secrets, selectors, slots, walk
from hub.recipe_lint.finding import Finding, error, note, warning
from hub.recipe_lint.walk import Recipe

Rule = Callable[[Recipe], Iterator[Finding]]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
IGNORED = ("close", "emulateNetworkConditions")
READS = ("extract", "scrollFeed", "paginate")
RUNAWAY = re.compile(r"\([^()]*[+*][^()]*\)(?:[+*]|\{\d+,)")
"""A repeated group that repeats inside: may take forever on the wrong text."""


def hosts(recipe: Recipe) -> Iterator[Finding]:
    """The recipe stays on its hosts, in the clear only on this machine."""
    for index, host in enumerate(recipe["hosts"]):
        name = host.rpartition(":")[0] or host
        if name in LOOPBACK:
            yield note(f"hosts[{index}]", f"{host} is this machine; it suits the practice web only")
        elif "." not in name or ".." in name:
            yield error(f"hosts[{index}]", f"{host} is not a whole host name")
    for path, step in walk.steps(recipe):
        if step["type"] == "navigate":
            yield from _address(f"{path}.url", step["url"], recipe["hosts"])
        elif "find" in step:
            yield from _address(f"{path}.find.start", step["find"]["start"], recipe["hosts"])


def _address(path: str, url: str, allowed: list[str]) -> Iterator[Finding]:
    if url.startswith("https://{host}/"):
        return
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower()
    except ValueError:
        yield error(path, f"`{url}` is not an address")
        return
    if host not in allowed:
        yield error(path, f"leaves the hosts of the recipe ({host or 'no host'})")
    if parts.scheme != "https" and host.rpartition(":")[0] not in LOOPBACK:
        yield error(path, "must begin with https://")


def reads(recipe: Recipe) -> Iterator[Finding]:
    """A search recipe reads something, knows an empty list and stops for a captcha."""
    if recipe["kind"] != "search":
        return
    if not any(step["type"] in READS for _, step in walk.steps(recipe)):
        yield error("steps", "a search recipe must read something: extract, scrollFeed or paginate")
    if not any(rule["report"] == "empty" for rule in recipe["trouble"]):
        yield warning("trouble", "no rule knows an empty list: no items will always be an error")
    if not any(rule.get("reason") == "captcha" for rule in recipe["trouble"]):
        yield warning("trouble", "no rule hands over to the person at a captcha")


def fields(recipe: Recipe) -> Iterator[Finding]:
    """Key and confidence name fields that exist; a row has a title."""
    for path, extract in walk.extracts(recipe):
        known = extract["fields"]
        if "title" not in known:
            yield error(f"{path}.fields", "`title` is missing; every row has one")
        named = {"key": extract["key"], "confidence": extract.get("confidence", {})}
        for where, name in walk.strings(named, path):
            if name not in known:
                yield error(where, f"`{name}` is not a field")


def expressions(recipe: Recipe) -> Iterator[Finding]:
    """Regular expressions can be read, have their one group and cannot run away."""
    for path, text, groups in walk.expressions(recipe):
        try:
            found = re.compile(text).groups
        except (re.error, RecursionError) as problem:
            yield error(path, f"cannot be read as a regular expression: {problem}")
            continue
        if groups is not None and found != groups:
            yield error(path, f"must have exactly {groups} group, it has {found}")
        if RUNAWAY.search(text):
            yield error(path, "repeats a repeated group; on the wrong text that takes forever")


def recorded(recipe: Recipe) -> Iterator[Finding]:
    """What a recording brought along and nobody will do."""
    for path, step in walk.steps(recipe):
        if step["type"] in IGNORED:
            yield note(path, f"`{step['type']}` is ignored")
        if step.get("assertedEvents"):
            yield note(f"{path}.assertedEvents", "is ignored; use `expect`")


RULES: tuple[Rule, ...] = (
    hosts,
    slots.slots,
    slots.misplaced,
    slots.labels,
    slots.languages,
    secrets.secrets,
    selectors.readable,
    selectors.alternatives,
    selectors.brittle,
    expressions,
    publishing.commits,
    publishing.order,
    publishing.looks,
    publishing.certain,
    publishing.discards,
    publishing.conditions,
    reads,
    fields,
    recorded,
)
