"""Selectors that will break soon, have no second way, or cannot be read at all."""

import re
from collections.abc import Callable, Iterator

from hub.recipe_lint import walk
from hub.recipe_lint.finding import Finding, error, note, warning
from hub.recipe_lint.walk import Alternatives, Recipe

PREFIXES = ("aria/", "text/", "xpath/", "pierce/")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
GENERATED = re.compile(
    r"^(?=.*[A-Z0-9])(?=.*[A-Za-z])[A-Za-z0-9]{4,8}$"
    r"|^(css|sc|jsx|emotion)-[\w-]+$"
    r"|(__|--|_)[A-Za-z0-9]{5,}$"
)
LOWER = re.compile(r"^[bcdfghjklmnpqrstvwxz]*[aeiouy]?[bcdfghjklmnpqrstvwxz]{3,}$")
"""Lower-case names that nobody would say ("hfpxzc")."""
ANCHOR = re.compile(r"\[|#[A-Za-z_]|:has\(|::")
NTH = re.compile(r":nth-(?:last-)?(?:child|of-type)\(\s*\d")
PAIRS = {"(": ")", "[": "]"}
MANY_NTH = 3
EXTRAS = (".displayName", ".time")
"""Readings that a run can do without."""


def alternatives(recipe: Recipe) -> Iterator[Finding]:
    """What hangs on one selector alone stops with it."""
    for path, listed in walk.targets(recipe):
        if len(listed) < 2:
            yield warning(path, "is found in one way only; give a second one")
    for path, extract in walk.extracts(recipe):
        for name, field in extract["fields"].items():
            sources = field["from"]
            ways = sum(len(source.get("selectors", ())) for source in sources)
            if ways == 1 and all("selectors" in source for source in sources):
                say = warning if field.get("required") else note
                yield say(f"{path}.fields.{name}", "is found in one way only; give a second one")
    for path, sources in walk.readings(recipe):
        ways = sum(len(source.get("selectors", ("self",))) for source in sources)
        if ways == 1 and "selectors" in sources[0] and not path.endswith(EXTRAS):
            yield warning(path, "is found in one way only; give a second one")


def brittle(recipe: Recipe) -> Iterator[Finding]:
    """Generated class names without a steadier way beside them; counting children; whole paths."""
    for path, listed in walk.targets(recipe):
        yield from _names(path, listed, warning)
    for path, extract in walk.extracts(recipe):
        for name, field in extract["fields"].items():
            ways = [one for source in field["from"] for one in source.get("selectors", ["aria/"])]
            say = warning if field.get("required") else note
            yield from _names(f"{path}.fields.{name}", ways, say)
    for path, sources in walk.readings(recipe):
        ways = [one for source in sources for one in source.get("selectors", ["aria/"])]
        yield from _names(path, ways, note if path.endswith(EXTRAS) else warning)
    for path, listed in walk.selectors(recipe):
        for part in _flat(listed):
            if len(NTH.findall(part)) >= MANY_NTH:
                yield warning(path, f"`{part}` counts children {MANY_NTH} times or more")
            if part.removeprefix("xpath/").startswith("/html"):
                yield warning(path, f"`{part}` is a whole path through the page")


def _names(
    path: str, listed: Alternatives, say: Callable[[str, str], Finding]
) -> Iterator[Finding]:
    generated = [only_generated(part) for part in _flat(listed)]
    if generated and all(generated):
        yield say(path, "only generated class names; they change with the site's next build")
    elif generated and generated[0]:
        yield note(path, "begins with a generated class name; put the steadier ways first")


def _flat(listed: Alternatives) -> list[str]:
    return [part for one in listed for part in ([one] if isinstance(one, str) else one)]


def only_generated(selector: str) -> bool:
    """Whether nothing but generated class names holds this selector."""
    if selector.startswith(PREFIXES) or ANCHOR.search(selector):
        return False
    classes = CLASS.findall(selector)
    return bool(classes) and all(GENERATED.search(one) or LOWER.search(one) for one in classes)


def readable(recipe: Recipe) -> Iterator[Finding]:
    """Brackets and quotes close, and a known prefix has something behind it."""
    for path, listed in walk.selectors(recipe):
        for part in _flat(listed):
            if part in PREFIXES or not part.strip():
                yield error(path, f"`{part}` names nothing")
            elif part.startswith("css/"):
                yield error(path, f"`{part}`: leave out the prefix `css/`")
            elif not part.startswith(PREFIXES[:2]) and not closes(part):
                yield error(path, f"`{part}` has a bracket or a quote that does not close")


def closes(selector: str) -> bool:
    """Whether brackets and quotes are balanced, a quoted bracket counting as text."""
    waiting: list[str] = []
    quote = ""
    for sign in selector.replace("\\\\", "").replace('\\"', "").replace("\\'", ""):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in PAIRS:
            waiting.append(PAIRS[sign])
        elif sign in PAIRS.values() and (not waiting or waiting.pop() != sign):
            return False
    return not quote and not waiting
