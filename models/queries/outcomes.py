"""Publications whose outcome was in doubt: which they are, and all that is known about each."""

from collections import defaultdict
from typing import Any, Final

import msgspec
from peewee import SQL, Expression

from models import json_text
from models.clock import now_ms
from models.errors import NotFound
from models.posts.rows import load_post, run_view, select_publishing_runs
from models.posts.views import LookView, OutcomeView, PublishingRunView, TargetView
from models.proof_rows import proof_view, select_proofs
from models.publishing import attempts
from models.publishing.decisions import decidable
from models.publishing.states import FAILED
from models.queries import posts
from models.rows import Database, fetch
from models.tables import Job, Post, Proof, PublishingRun, Run, Variant
from models.views import ProofView

MONTH_MS: Final = 31 * 86_400_000
"""So long a decided outcome is listed."""
_DOUBT: Final = ("unknown", "verifying", "not_found")

_PLACES: Final = """
SELECT variant.id, post.id, post.title, post.workspace_id
FROM variant JOIN post ON post.id = variant.post_id
WHERE variant.id IN (SELECT value FROM json_each(?))
"""
_LOOKS: Final = """
SELECT run.id, look.job_id, look.device_id, coalesce(device.name, ''), look.outcome, look.at,
    look.read_count, look.newest, look.permalink, look.detail
FROM look
JOIN publishing_run ON publishing_run.seq = look.publishing_run_seq
JOIN run ON run.seq = publishing_run.run_seq
LEFT JOIN device ON device.id = look.device_id
WHERE run.id IN (SELECT value FROM json_each(?))
ORDER BY look.seq
"""
_DOUBTED: Final = SQL(
    "(SELECT seq FROM publishing_run"
    " WHERE state IN ('permitted', 'submitted', 'unknown', 'verifying', 'not_found')"
    " AND state IN ('unknown', 'verifying', 'not_found'))"
)
"""As the index over open runs says it."""
_LISTED: Final = """(
SELECT seq FROM publishing_run WHERE unknown_at IS NOT NULL
    AND (state IN ('unknown', 'verifying', 'not_found') OR state_at >= ?)
)"""
_OPEN: Final = """
SELECT input ->> '$.runId' FROM job
WHERE type = 'VERIFY_POST' AND status IN ('PENDING', 'RUNNING')
"""


class OutcomeCounts(msgspec.Struct, frozen=True, kw_only=True):
    """For tabs, the sidebar and Overview."""

    to_decide: int
    looking: int


class _Place(msgspec.Struct, frozen=True):
    post_id: str
    title: str
    workspace_id: str


def listed(
    db: Database, workspace_id: str | None = None, *, now: int | None = None
) -> list[OutcomeView]:
    """All that are in doubt and what was decided in the last month, newest doubt first.

    Light: targets carry no runs, looks and runs no proofs.
    """
    at = now_ms() if now is None else now
    runs = _runs(db, PublishingRun.seq.in_(SQL(_LISTED, (at - MONTH_MS,))))
    places = _places(db, runs)
    runs = [run for run in runs if workspace_id in (None, places[run.variant_id].workspace_id)]
    targets = _targets(db, {places[run.variant_id].post_id for run in runs}, at)
    found = [run for run in runs if run.variant_id in targets]
    looks = _looks(db, [run.id for run in found])
    waiting = _looked_for(db)
    return [
        _outcome(
            run, places[run.variant_id], targets[run.variant_id], looks[run.id], waiting=waiting
        )
        for run in found
    ]


def get(db: Database, run_id: str, *, now: int | None = None) -> OutcomeView:
    """One, with the proofs of the run and of its looks; also one that was never in doubt.

    What the site refused after a permit is the operator's to decide. Raises NotFound("run", id).
    """
    at = now_ms() if now is None else now
    found = _runs(db, Run.id == run_id)
    if not found:
        raise NotFound("run", run_id)
    run = found[0]
    place = _places(db, [run])[run.variant_id]
    post = load_post(db, place.post_id, now=at)
    target = next(one for one in post.targets if one.variant_id == run.variant_id)
    looks = [
        msgspec.structs.replace(look, proofs=_proofs(db, Job.id == look.job_id))
        for look in _looks(db, [run_id])[run_id]
    ]
    outcome = _outcome(
        run, place, target, looks, waiting=_looked_for(db), proofs=_proofs(db, Run.id == run_id)
    )
    refused = run.state == FAILED and decidable(attempts.of_run(db, run_id))
    return msgspec.structs.replace(outcome, group="to_decide") if refused else outcome


def counts(db: Database, workspace_id: str | None = None) -> OutcomeCounts:
    """How many wait for the operator's word, and how many are looked for."""
    mine = Post.removed_at.is_null()
    if workspace_id is not None:
        mine &= Post.workspace_id == workspace_id
    doubtful = (
        PublishingRun.select(Run.id, PublishingRun.state)
        .join(Run, on=(PublishingRun.run_seq == Run.seq))
        .switch(PublishingRun)
        .join(Variant, on=(PublishingRun.variant_id == Variant.id))
        .join(Post, on=(Variant.post_id == Post.id))
        .where(PublishingRun.seq.in_(_DOUBTED), mine)
    )
    waiting = _looked_for(db)
    groups = [_group(run_id, state, waiting) for run_id, state in fetch(db, doubtful)]
    return OutcomeCounts(to_decide=groups.count("to_decide"), looking=groups.count("looking"))


def _group(run_id: str, state: str, waiting: set[str]) -> str:
    """While a look waits or goes on, nobody needs to decide yet."""
    if state not in _DOUBT:
        return "decided"
    return "looking" if state != "not_found" and run_id in waiting else "to_decide"


def _outcome(
    run: PublishingRunView,
    place: _Place,
    target: TargetView,
    looks: list[LookView],
    *,
    waiting: set[str],
    proofs: list[ProofView] | None = None,
) -> OutcomeView:
    return OutcomeView(
        post_id=place.post_id,
        post_title=place.title,
        workspace_id=place.workspace_id,
        target=target,
        run=run,
        group=_group(run.id, run.state, waiting),
        looks=looks,
        proofs=proofs or [],
    )


def _runs(db: Database, *conditions: Expression) -> list[PublishingRunView]:
    query = select_publishing_runs().where(*conditions).order_by(PublishingRun.seq.desc())
    return [run_view(row) for row in fetch(db, query)]


def _places(db: Database, runs: list[PublishingRunView]) -> dict[str, _Place]:
    """Of each variant its post."""
    ids = json_text.dump(sorted({run.variant_id for run in runs}))
    return {id: _Place(*rest) for id, *rest in db.execute_sql(_PLACES, (ids,)).fetchall()}


def _targets(db: Database, post_ids: set[str], now: int) -> dict[str, TargetView]:
    """By variant; those of removed posts are not there."""
    found = posts.some(db, sorted(post_ids), now=now)
    return {target.variant_id: target for post in found for target in post.targets}


def _looks(db: Database, run_ids: list[str]) -> defaultdict[str, list[LookView]]:
    """By run, oldest first."""
    found: defaultdict[str, list[LookView]] = defaultdict(list)
    for run_id, *row in db.execute_sql(_LOOKS, (json_text.dump(run_ids),)).fetchall():
        values: dict[str, Any] = dict(zip(_LOOK_NAMES, row, strict=True))
        values["detail"] = json_text.load(values["detail"])
        found[run_id].append(LookView(**values, proofs=[]))
    return found


_LOOK_NAMES: Final = (
    "job_id",
    "device_id",
    "device_name",
    "outcome",
    "at",
    "read_count",
    "newest",
    "permalink",
    "detail",
)


def _looked_for(db: Database) -> set[str]:
    """Runs for which a look waits or goes on."""
    return {run_id for (run_id,) in db.execute_sql(_OPEN).fetchall()}


def _proofs(db: Database, condition: Expression) -> list[ProofView]:
    """Stored ones, in the order of time."""
    query = select_proofs().where(condition, Proof.state == "stored", Proof.parent_id.is_null())
    return [proof_view(row) for row in fetch(db, query.order_by(Proof.captured_at, Proof.seq))]
