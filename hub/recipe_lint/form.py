"""Whether a recipe has the form that `resources/recipes/recipe.schema.json` describes.

The schema file is the one truth; this reads the few JSON Schema words that it uses, so that the
application needs no schema library at run time. The tests hold it against one.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from hub import shipped

TYPE_NAMES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}

Problem = tuple[str, str]
"""Where (`steps[2].extract`) and what."""

Schema = dict[str, object]
Rule = Callable[["Checker", object, object, Schema, str], Iterator[Problem]]


class Checker:
    """One schema document; `check` yields everything that a value does against it."""

    def __init__(self, document: Schema) -> None:
        self._document = document

    def check(self, value: object, schema: object = None, path: str = "") -> Iterator[Problem]:
        """Every problem of the value, each with the path of the place."""
        rules = self._document if schema is None else schema
        assert isinstance(rules, dict)
        if "$ref" in rules:
            rules = self._definition(str(rules["$ref"]))
        if "type" in rules and not _is(value, rules["type"]):
            yield path, f"must be {_kinds(rules['type'])}, not {_kind_of(value)}"
            return
        for word, argument in rules.items():
            rule = RULES.get(word)
            if rule is not None:
                yield from rule(self, value, argument, rules, path)

    def fits(self, value: object, schema: object) -> bool:
        """Whether the value has no problem at all."""
        return next(self.check(value, schema), None) is None

    def _definition(self, reference: str) -> Schema:
        found: object = self._document
        for part in reference.removeprefix("#/").split("/"):
            assert isinstance(found, dict)
            found = found[part]
        assert isinstance(found, dict)
        return found


@lru_cache(maxsize=1)
def recipe_checker() -> Checker:
    """The checker of the shipped recipe schema."""
    text = shipped.path("recipes").joinpath("recipe.schema.json").read_text("utf-8")
    return Checker(json.loads(text))


def below(path: str, key: str | int) -> str:
    """The path of a member or an item."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def _is(value: object, names: object) -> bool:
    wanted = names if isinstance(names, list) else [names]
    if isinstance(value, bool):
        return "boolean" in wanted
    if isinstance(value, float) and value.is_integer():
        return "integer" in wanted or "number" in wanted
    return any(isinstance(value, TYPE_NAMES[str(name)]) for name in wanted)


def _kinds(names: object) -> str:
    return " or ".join(map(str, names)) if isinstance(names, list) else f"{names}"


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return next((name for name, types in TYPE_NAMES.items() if isinstance(value, types)), "unknown")


def _properties(
    checker: Checker, value: object, argument: object, _: Schema, path: str
) -> Iterator[Problem]:
    if isinstance(value, dict) and isinstance(argument, dict):
        for key, schema in argument.items():
            if key in value:
                yield from checker.check(value[key], schema, below(path, key))


def _required(
    _: Checker, value: object, argument: object, __: Schema, path: str
) -> Iterator[Problem]:
    if isinstance(value, dict) and isinstance(argument, list):
        for key in argument:
            if key not in value:
                yield path, f"`{key}` is missing"


def _additional(
    checker: Checker, value: object, argument: object, rules: Schema, path: str
) -> Iterator[Problem]:
    known = rules.get("properties", {})
    if not isinstance(value, dict) or not isinstance(known, dict):
        return
    for key in value.keys() - known.keys():
        if argument is False:
            yield path, f"`{key}` is not a key of this place"
        else:
            yield from checker.check(value[key], argument, below(path, key))


def _names(
    checker: Checker, value: object, argument: object, _: Schema, path: str
) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key in value:
            if not checker.fits(key, argument):
                yield path, f"`{key}` is not a good name here"


def _items(
    checker: Checker, value: object, argument: object, _: Schema, path: str
) -> Iterator[Problem]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from checker.check(item, argument, below(path, index))


def _any_of(
    checker: Checker, value: object, argument: object, _: Schema, path: str
) -> Iterator[Problem]:
    assert isinstance(argument, list)
    tries = [list(checker.check(value, schema, path)) for schema in argument]
    if all(tries):
        yield from min(tries, key=lambda problems: (_misses(problems, path), len(problems)))


def _misses(problems: list[Problem], path: str) -> int:
    """How far a form is from the one that was meant: problems of the value itself weigh most."""
    return sum(where == path for where, _ in problems)


def _all_of(
    checker: Checker, value: object, argument: object, _: Schema, path: str
) -> Iterator[Problem]:
    assert isinstance(argument, list)
    for schema in argument:
        yield from checker.check(value, schema, path)


def _if(
    checker: Checker, value: object, argument: object, rules: Schema, path: str
) -> Iterator[Problem]:
    branch = rules.get("then" if checker.fits(value, argument) else "else")
    if branch is not None:
        yield from checker.check(value, branch, path)


def _enum(_: Checker, value: object, argument: object, __: Schema, path: str) -> Iterator[Problem]:
    assert isinstance(argument, list)
    if not any(value == one and type(value) is type(one) for one in argument):
        yield path, f"must be one of {', '.join(map(str, argument))}"


def _const(_: Checker, value: object, argument: object, __: Schema, path: str) -> Iterator[Problem]:
    if value != argument:
        yield path, f"must be {argument}"


def _pattern(
    _: Checker, value: object, argument: object, __: Schema, path: str
) -> Iterator[Problem]:
    # `$` alone would let a final line feed through.
    pattern = re.sub(r"\$$", r"\\Z", str(argument))
    if isinstance(value, str) and not re.search(pattern, value):
        yield path, f"does not have the form {argument}"


def _bound(text: str, broken: Callable[[float, float], bool], size: bool) -> Rule:
    def rule(
        _: Checker, value: object, argument: object, __: Schema, path: str
    ) -> Iterator[Problem]:
        measured: object = value
        if size:
            measured = len(value) if isinstance(value, (str, list, dict)) else None
        assert isinstance(argument, (int, float))
        if isinstance(measured, bool) or not isinstance(measured, (int, float)):
            return
        if broken(measured, argument):
            yield path, text.format(argument)

    return rule


def _unique(
    _: Checker, value: object, argument: object, __: Schema, path: str
) -> Iterator[Problem]:
    if argument and isinstance(value, list):
        texts = [json.dumps(item, sort_keys=True) for item in value]
        if len(set(texts)) < len(texts):
            yield path, "says something twice"


def _less(measured: float, bound: float) -> bool:
    return measured < bound


def _more(measured: float, bound: float) -> bool:
    return measured > bound


RULES: dict[str, Rule] = {
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
    "if": _if,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "uniqueItems": _unique,
    "minimum": _bound("must be at least {}", _less, size=False),
    "maximum": _bound("must be at most {}", _more, size=False),
    "minLength": _bound("is shorter than {} characters", _less, size=True),
    "maxLength": _bound("is longer than {} characters", _more, size=True),
    "minItems": _bound("needs at least {} entries", _less, size=True),
    "maxItems": _bound("takes at most {} entries", _more, size=True),
    "minProperties": _bound("needs at least {} entries", _less, size=True),
    "maxProperties": _bound("takes at most {} entries", _more, size=True),
}
