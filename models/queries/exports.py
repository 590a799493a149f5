"""Streams for exports: rows in the order of the contract's columns, never all in memory."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from peewee import JOIN, SQL, Field, Function, ModelSelect, Select, fn

from models.proofs import STORED
from models.queries.evidence_filter import EvidenceFilter, base
from models.rows import Database, each
from models.tables import Device, Evidence, Job, Proof, Run, Workspace

EVIDENCE_COLUMNS: Final = (
    "id",
    "workspace",
    "job_id",
    "job_type",
    "type",
    "title",
    "source",
    "url",
    "confidence",
    "phone",
    "website",
    "address",
    "category",
    "rating",
    "reviews",
    "latitude",
    "longitude",
    "snippet",
    "hash",
    "size_bytes",
    "collected_at",
    "received_at",
    "device",
    "proof_sha256",
)
NUMBER_COLUMNS: Final = frozenset(
    {"rating", "reviews", "latitude", "longitude", "size_bytes", "collected_at", "received_at"}
)
"""Columns whose values the application made itself: numbers, and times as RFC 3339 texts."""

_AT_ONCE: Final = 20_000

EvidenceRow = tuple[str | int | float | None, ...]


def evidence_rows(db: Database, filter: EvidenceFilter) -> Iterator[EvidenceRow]:
    """Oldest first, in the order of EVIDENCE_COLUMNS; times are RFC 3339 texts."""
    yield from each(db, evidence_query(filter))


def evidence_rows_of(db: Database, seqs: Sequence[int]) -> Iterator[EvidenceRow]:
    """These rows in the order given, as `evidence_rows` gives them; gone ones are left out."""
    for query in _picked(seqs):
        yield from each(db, query)


def evidence_lines(db: Database, filter: EvidenceFilter, form: str) -> Iterator[str]:
    """The rows of `evidence_rows`, each as one text.

    `form` has a place for each of EVIDENCE_COLUMNS, as SQLite's printf writes them (`%w` doubles
    quotation marks); what is absent is an empty text. Quicker than rows where millions are written.
    """
    return _as_lines(db, evidence_query(filter), form)


def evidence_lines_of(db: Database, seqs: Sequence[int], form: str) -> Iterator[str]:
    """The rows of `evidence_rows_of`, as `evidence_lines` gives them."""
    for query in _picked(seqs):
        yield from _as_lines(db, query, form)


def _picked(seqs: Sequence[int]) -> "Iterator[ModelSelect[Evidence]]":
    for start in range(0, len(seqs), _AT_ONCE):
        numbers = json.dumps(list(seqs[start : start + _AT_ONCE]))
        picked = Select([fn.json_each(numbers)], [SQL("key"), SQL("value")]).alias("picked")
        query = evidence_query(EvidenceFilter()).switch(Evidence)
        query = query.join(picked, on=(Evidence.seq == picked.c.value))
        yield query.order_by(picked.c.key)


def _as_lines(db: Database, query: "ModelSelect[Evidence]", form: str) -> Iterator[str]:
    cells = [fn.ifnull(column, "") for column in query.selected_columns]
    return (line for (line,) in each(db, query.columns(fn.printf(form, *cells))))


def evidence_query(filter: EvidenceFilter) -> "ModelSelect[Evidence]":
    """One row a finding, one column each of EVIDENCE_COLUMNS."""
    shown = _shown_proofs().alias("shown")
    query = (
        Evidence.select(
            Evidence.id,
            Workspace.name,
            Job.id,
            Job.type,
            Evidence.type,
            Evidence.title,
            Evidence.source,
            Evidence.url,
            Evidence.confidence,
            Evidence.phone,
            Evidence.website,
            Evidence.address,
            Evidence.category,
            Evidence.rating,
            Evidence.reviews,
            Evidence.latitude,
            Evidence.longitude,
            Evidence.snippet,
            fn.lower(fn.hex(Evidence.hash)),
            Evidence.size_bytes,
            _time(Evidence.collected_at),
            _time(Evidence.received_at),
            Device.name,
            shown.c.sha256,
        )
        .join(Job, on=(Evidence.job_seq == Job.seq))
        .switch(Evidence)
        .join(Run, on=(Evidence.run_seq == Run.seq))
        .join(Device, JOIN.LEFT_OUTER, on=(Run.device_id == Device.id))
        .switch(Evidence)
        .join(Workspace, on=(Evidence.workspace_seq == Workspace.seq))
        .switch(Evidence)
        .join(shown, JOIN.LEFT_OUTER, on=(Evidence.run_seq == shown.c.run_seq))
    )
    return base(filter, query).order_by(Evidence.seq)


def _shown_proofs() -> "ModelSelect[Proof]":
    """One proof a run: its first capture of results, else its first capture."""
    # SQLite takes the other columns from the row that has the minimum.
    rank = fn.MIN(fn.IIF(Proof.kind == "results", 0, 1) * _LATER + Proof.captured_at)
    return (
        Proof.select(Proof.run_seq, Proof.sha256, rank)
        .where(Proof.state == STORED, Proof.parent_id.is_null())
        .group_by(Proof.run_seq)
    )


_LATER: Final = 10**15
"""More milliseconds than any capture has."""


def _time(column: Field) -> Function:
    return fn.strftime("%Y-%m-%dT%H:%M:%fZ", column.cast("REAL") / 1000, "unixepoch")
