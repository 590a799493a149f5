"""Proofs for the gallery, the viewer and the API."""

from array import array
from collections.abc import Sequence

import msgspec

from models.rows import Database
from models.views import Page, ProofView


class ProofFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold; only stored proofs unless `declared_too`."""

    workspace_id: str | None = None
    job_id: str | None = None
    """Of a bulk job: its children's proofs too."""
    run_id: str | None = None
    device_id: str | None = None
    kinds: tuple[str, ...] = ()
    integrity: tuple[str, ...] = ()
    captured_since: int | None = None
    captured_until: int | None = None
    images_only: bool = False
    declared_too: bool = False
    text: str | None = None
    """Looked for in the proof's title, its job's title and the page's address."""


class ProofTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored."""

    files: int
    size_bytes: int
    damaged: int
    """changed or missing at the last check"""


def seqs(db: Database, filter: ProofFilter) -> "tuple[array[int], array[int]]":
    """(seq, captured_at) of every match, newest capture first: day headings follow from the second."""
    raise NotImplementedError


def rows(db: Database, seqs: Sequence[int]) -> list[ProofView]:
    """In the order asked for."""
    raise NotImplementedError


def page(
    db: Database, filter: ProofFilter, *, limit: int = 50, cursor: str | None = None
) -> Page: raise NotImplementedError


def count(db: Database, filter: ProofFilter) -> int: raise NotImplementedError
def totals(db: Database, workspace_id: str | None = None) -> ProofTotals: raise NotImplementedError


def get(db: Database, asset_id: str) -> ProofView:
    """Raises NotFound("proof", id)."""
    raise NotImplementedError


def kinds(db: Database) -> dict[str, int]:
    """How many stored proofs of each kind."""
    raise NotImplementedError
