"""The rules of recipes that publish and of those that look whether a post is there."""

from collections.abc import Iterator
from typing import Any

from hub.recipe_lint import walk
from hub.recipe_lint.finding import Finding, error, warning
from hub.recipe_lint.slots import SLOT
from hub.recipe_lint.walk import Recipe, Step

PRESSES = ("click", "doubleClick", "change", "keyDown", "keyUp", "commit")
TYPES = ("typeText", "uploadMedia")
AFTER = (
    *("readPermalink", "capture", "navigate", "expect", "waitForElement", "if"),
    *("setViewport", "close", "emulateNetworkConditions"),
)
"""What may follow the commit: nothing of it can press again."""

DISCARDS = ("click", "keyDown", "keyUp", "expect", "waitForElement", "if", "navigate", "capture")
KINDS = ("before", "after", "permalink", "page", "look")
"""The kinds of proof that a publication knows."""

CERTAIN = ("readAccount", "uploadMedia", "commit", "readPermalink", "findPost")
"""Steps whose failure must stop the run or be told, never be passed over."""

OF_PUBLISH = ("commit", *TYPES, "readPermalink")
Placed = list[tuple[str, Step]]


def commits(recipe: Recipe) -> Iterator[Finding]:
    """Exactly one commit in a publish recipe and nothing that presses after it; none elsewhere."""
    listed = list(walk.main_steps(recipe))
    if recipe["kind"] != "publish":
        for path, step in listed:
            if step["type"] in OF_PUBLISH:
                yield error(path, f"a {recipe['kind']} recipe has no `{step['type']}`")
        if "commit" in recipe:
            yield warning("commit", f"means nothing in a {recipe['kind']} recipe")
        return
    if "commit" not in recipe:
        yield error("", "`commit` is missing: who presses, agent or operator?")
    places = [index for index, (_, step) in enumerate(listed) if step["type"] == "commit"]
    if len(places) != 1:
        yield error("steps", f"a publish recipe has exactly one commit step, not {len(places)}")
        return
    here, commit = listed[places[0]]
    if inner(here):
        yield error(here, "the commit stands inside another step")
    for path, step in listed[places[0] + 1 :]:
        if step["type"] in PRESSES or step["type"] in TYPES:
            yield error(path, f"`{step['type']}` after the commit could press again")
        elif step["type"] not in AFTER:
            yield error(path, f"`{step['type']}` may not stand after the commit")
    yield from _early(listed[: places[0]], commit)


def _early(before: Placed, commit: Step) -> Iterator[Finding]:
    """Only the commit presses the site's button; Enter in an editor may send the post as well."""
    button = {repr(one) for one in commit["selectors"]}
    typed = False
    for path, step in before:
        kind = step["type"]
        typed = typed or kind == "typeText"
        if kind in ("click", "doubleClick") and not button.isdisjoint(map(repr, step["selectors"])):
            yield error(path, "presses the button of the commit; only the commit step may")
        elif kind in ("keyDown", "keyUp") and typed and step["key"] in ("Enter", "NumpadEnter"):
            yield error(path, "`Enter` after the text is typed may send the post")


def inner(path: str) -> bool:
    """Whether the step at the path stands inside another one."""
    return path.count("[") > 1


def order(recipe: Recipe) -> Iterator[Finding]:
    """Whose account it is comes first, then the text, then the commit, then the permalink."""
    if recipe["kind"] != "publish":
        return
    listed = list(walk.main_steps(recipe))
    kinds = [step["type"] for _, step in listed]
    for kind, why in (
        ("readAccount", "nobody would know whose account it is"),
        ("typeText", "nothing types the text of the post"),
        ("readPermalink", "nobody would know where the post is"),
    ):
        if kind not in kinds:
            yield error("steps", f"`{kind}` is missing: {why}")
    first = {kind: kinds.index(kind) for kind in kinds}
    account = first.get("readAccount", -1)
    for kind in TYPES:
        if first.get(kind, account) < account:
            yield error(
                listed[first[kind]][0], f"`{kind}` before `readAccount` has read whose it is"
            )
    if "commit" not in first:
        return
    if account > first["commit"]:
        yield error(listed[account][0], "`readAccount` must stand before the commit")
    for index, (path, step) in enumerate(listed):
        if step["type"] == "readPermalink" and index < first["commit"]:
            yield error(path, "`readPermalink` before the commit finds another post")
    yield from _composer(listed)
    if account >= 0 and inner(listed[account][0]):
        yield error(listed[account][0], "`readAccount` stands inside another step")


def _composer(listed: Placed) -> Iterator[Finding]:
    """The last typeText is the composer; what stands in it is read again before the press."""
    texts = [(path, step) for path, step in listed if step["type"] == "typeText"]
    if not texts:
        return
    path, step = texts[-1]
    if inner(path):
        yield error(path, "the composer, the last `typeText`, stands inside another step")
    if step.get("optional"):
        yield error(path, "the composer cannot be optional")
    used = {slot.partition("|")[0].strip() for slot in SLOT.findall(step.get("value", "{{body}}"))}
    if used.isdisjoint(("text", "body")):
        yield error(f"{path}.value", "the composer must type {{body}} or {{text}}")


def looks(recipe: Recipe) -> Iterator[Finding]:
    """A verify recipe finds a post and neither presses nor types; nobody else has findPost."""
    found = False
    for path, step in walk.main_steps(recipe):
        kind = step["type"]
        if kind == "findPost":
            found = True
            if recipe["kind"] != "verify":
                yield error(path, f"a {recipe['kind']} recipe has no `findPost`")
        elif recipe["kind"] == "verify" and kind in PRESSES and kind != "commit":
            yield error(path, f"`{kind}` in a recipe that only looks")
    if recipe["kind"] == "verify" and not found:
        yield error("steps", "`findPost` is missing: a verify recipe looks for a post")


def certain(recipe: Recipe) -> Iterator[Finding]:
    """What a publication stands on is not optional, and its proofs have the known kinds."""
    if recipe["kind"] not in ("publish", "verify"):
        return
    for path, step in walk.steps(recipe):
        if step["type"] in CERTAIN and step.get("optional"):
            yield error(path, f"`{step['type']}` cannot be optional")
        if step["type"] == "capture" and step["kind"] not in KINDS:
            yield error(f"{path}.kind", f"must be one of {', '.join(KINDS)}")
        if step["type"] == "readPermalink" and "find" not in step:
            yield warning(path, "without `find` nobody can look for the post when its link is gone")


def discards(recipe: Recipe) -> Iterator[Finding]:
    """What tidies up after a dry run can neither type nor publish."""
    listed: list[Any] = recipe.get("discard", [])
    if listed and recipe["kind"] != "publish":
        yield error("discard", f"means nothing in a {recipe['kind']} recipe")
        return
    button = {
        repr(one)
        for _, step in walk.main_steps(recipe)
        if step["type"] == "commit"
        for one in step["selectors"]
    }
    for path, step in walk.discard_steps(recipe):
        if step["type"] not in DISCARDS:
            yield error(path, f"`{step['type']}` may not stand in `discard`")
        elif step["type"] == "click" and not button.isdisjoint(map(repr, step["selectors"])):
            yield error(path, "presses the button of the commit; only the commit step may")
        elif step["type"] in ("keyDown", "keyUp") and step["key"] in ("Enter", "NumpadEnter"):
            yield error(path, "`Enter` may send the post")


def conditions(recipe: Recipe) -> Iterator[Finding]:
    """Whether a job has media or a link is asked in publish recipes only, never by a trouble.

    The text of the page is no safe sign while the page holds the post itself.
    """
    for path, condition in walk.conditions(recipe):
        if recipe["kind"] in ("publish", "verify") and "text" in condition:
            yield warning(
                path,
                "the post's own words could make this true; look inside an element:"
                ' {"selectors": [["[role=alert]", "text/…"]]}',
            )
        asked: list[str] = [key for key in ("media", "link") if key in condition]
        if isinstance(condition.get("count"), str):
            asked.append("{{mediaCount}}")
        for one in asked:
            if recipe["kind"] != "publish":
                yield error(path, f"`{one}` means nothing in a {recipe['kind']} recipe")
            elif path.startswith("trouble["):
                yield error(path, f"`{one}` is for steps, not for trouble")
