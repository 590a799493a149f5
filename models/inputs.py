"""What a job of each type may be given, checked before anything is stored."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

TYPES: Final = ("SEARCH_SINGLE", "SEARCH_BULK", "google_maps", "google_maps_search")
"""The types that can be created. Publishing types are refused with InvalidInput("type")."""

PARENT_TYPES: Final = frozenset({"SEARCH_BULK"})


class Validated(msgspec.Struct, frozen=True, kw_only=True):
    """A normalised input with what follows from it."""

    type: str
    input: dict[str, Any]
    title: str
    needs: tuple[str, ...]
    """Connector ids an agent must have, the one that works the job first; empty for a parent."""
    children: tuple["Validated", ...] = ()
    """The searches of a bulk job: queries × locations, doubles dropped."""


def validate(type: str, input: Mapping[str, Any]) -> Validated:
    """Raises InvalidInput with the path of the field ("type", "input.limit", "input.queries")."""
    raise NotImplementedError
