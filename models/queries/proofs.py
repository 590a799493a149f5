"""Proofs for the gallery, the viewer and the API."""

from array import array
from collections.abc import Sequence

import msgspec
from peewee import Expression, Select, fn

from models.media import MAGIC
from models.proof_rows import load_proof, proof_view, select_proofs
from models.proofs import STORED
from models.queries.pages import page_of
from models.rows import Database, fetch, fetch_one, scalar
from models.tables import Job, Proof, Run, Workspace
from models.views import Page, ProofView

_AT_ONCE = 500
_pair_lists = msgspec.json.Decoder(list[int])


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
    """(seq, captured_at) of every match, newest capture first: day headings follow from it."""
    query = Proof.select(Proof.seq, Proof.captured_at).where(*_conditions(filter))
    ordered = query.order_by(Proof.captured_at.desc(), Proof.seq.desc()).alias("ordered")
    columns = [fn.json_group_array(ordered.c.seq), fn.json_group_array(ordered.c.captured_at)]
    row = fetch_one(db, Select([ordered], columns))
    assert row is not None, "an aggregate always has a row"
    return array("q", _pair_lists.decode(row[0])), array("q", _pair_lists.decode(row[1]))


def rows(db: Database, seqs: Sequence[int]) -> list[ProofView]:
    """These rows, in the order asked for; gone ones are left out."""
    found: dict[int, ProofView] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        query = select_proofs().where(Proof.seq.in_(list(seqs[start : start + _AT_ONCE])))
        found |= {row[0]: proof_view(row) for row in fetch(db, query)}
    return [found[seq] for seq in seqs if seq in found]


def page(db: Database, filter: ProofFilter, *, limit: int = 50, cursor: str | None = None) -> Page:
    """Newest first."""
    query = select_proofs().where(*_conditions(filter))
    return page_of(db, query, Proof.seq, proof_view, limit=limit, cursor=cursor)


def count(db: Database, filter: ProofFilter) -> int:
    """How many match."""
    return int(scalar(db, Proof.select(fn.COUNT(Proof.seq)).where(*_conditions(filter))))


def totals(db: Database, workspace_id: str | None = None) -> ProofTotals:
    """Of all workspaces, or of one."""
    where = _conditions(ProofFilter(workspace_id=workspace_id))
    stored = Proof.select(fn.COUNT(Proof.seq), fn.COALESCE(fn.SUM(Proof.size_bytes), 0))
    row = fetch_one(db, stored.where(*where))
    assert row is not None, "an aggregate always has a row"
    damaged = count(db, ProofFilter(workspace_id=workspace_id, integrity=("changed", "missing")))
    return ProofTotals(files=row[0], size_bytes=row[1], damaged=damaged)


def get(db: Database, asset_id: str) -> ProofView:
    """Raises NotFound("proof", id)."""
    return load_proof(db, asset_id)


def kinds(db: Database) -> dict[str, int]:
    """How many stored proofs of each kind."""
    query = Proof.select(Proof.kind, fn.COUNT(Proof.seq)).where(Proof.state == STORED)
    return dict(fetch(db, query.group_by(Proof.kind).order_by(Proof.kind)))


def _conditions(filter: ProofFilter) -> list[Expression]:
    asked: list[tuple[object, Expression]] = [
        (not filter.declared_too, Proof.state == STORED),
        (
            filter.workspace_id,
            Proof.workspace_seq.in_(
                Workspace.select(Workspace.seq).where(Workspace.id == filter.workspace_id)
            ),
        ),
        (filter.job_id, Proof.job_seq.in_(_jobs(filter))),
        (filter.run_id, Proof.run_seq.in_(Run.select(Run.seq).where(Run.id == filter.run_id))),
        (
            filter.device_id,
            Proof.run_seq.in_(Run.select(Run.seq).where(Run.device_id == filter.device_id)),
        ),
        (filter.kinds, Proof.kind.in_(filter.kinds)),
        (filter.integrity, Proof.integrity.in_(filter.integrity)),
        (filter.captured_since is not None, Proof.captured_at >= filter.captured_since),
        (filter.captured_until is not None, Proof.captured_at < filter.captured_until),
        (filter.images_only, Proof.mime.in_(list(MAGIC))),
        (filter.text, _mentions(filter.text or "")),
    ]
    return [Proof.seq > 0, *(condition for given, condition in asked if given)]


def _jobs(filter: ProofFilter) -> Select:
    mine = (Job.id == filter.job_id) | (Job.parent_id == filter.job_id)
    return Job.select(Job.seq).where(mine)


def _mentions(text: str) -> Expression:
    titled = Job.select(Job.seq).where(Job.title.contains(text))
    return Proof.title.contains(text) | Proof.page_url.contains(text) | Proof.job_seq.in_(titled)
