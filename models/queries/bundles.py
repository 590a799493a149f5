"""All that a proof bundle says of a post: targets, the run that counts of each, proofs, ledger.

The run that counts is the one that published, else the newest one. Its looks belong to it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from peewee import JOIN, fn

from models import identity, json_text, workspaces
from models.errors import NotFound
from models.identity import Identity
from models.posts.views import MediaUse, MediaView
from models.proof_rows import proof_view, select_proofs
from models.proofs import STORED
from models.queries import completeness
from models.rows import Database, Row, each, fetch, fetch_one, scalar
from models.tables import (
    Account,
    AuditHead,
    Device,
    Job,
    Log,
    Look,
    Media,
    Post,
    Proof,
    PublishingRun,
    Run,
    Variant,
)
from models.views import ProofView

_LEDGER: Final = """
SELECT seq, at, actor, action, subject_type, subject_id, detail, previous_hash, hash FROM audit
WHERE subject_id IN (SELECT value FROM json_each(?)) ORDER BY seq
"""
_RUN: Final = (
    PublishingRun.seq,
    Run.seq,
    Job.seq,
    Run.id,
    Job.id,
    Run.attempt,
    Run.device_id,
    Device.name,
    Device.browser,
    PublishingRun.state,
    PublishingRun.commit_by,
    PublishingRun.account_key,
    PublishingRun.content_digest,
    PublishingRun.digest_seen,
    PublishingRun.permit,
    PublishingRun.permit_count,
    PublishingRun.permitted_at,
    PublishingRun.account_seen,
    PublishingRun.pressed_at,
    PublishingRun.submitted_at,
    PublishingRun.published_at,
    PublishingRun.permalink,
    PublishingRun.platform_post_id,
    PublishingRun.unknown_at,
    PublishingRun.recovered,
    PublishingRun.resolved_by,
    PublishingRun.resolved_at,
    PublishingRun.note,
)
_POST: Final = (
    Post.id,
    Post.workspace_id,
    Post.title,
    Post.text,
    Post.link,
    Post.media,
    Post.wall,
    Post.zone,
    Post.at,
    Post.job_id,
)


class LookFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A read-only look at the account after the outcome was in doubt."""

    job_id: str
    device_name: str
    outcome: str
    """found | not_found"""
    at: int
    permalink: str | None
    proofs: list[ProofView]


class LineFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the run's log."""

    at: int
    level: str
    message: str


class RunFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The run that counts. Times are milliseconds; all by the hub's clock but `pressed_at`."""

    seq: int
    run_seq: int
    job_seq: int
    id: str
    job_id: str
    attempt: int
    device_id: str
    device_name: str | None
    browser: str | None
    state: str
    commit_by: str
    account_key: str
    content_digest: str
    digest_seen: str | None
    permit: str | None
    permit_count: int
    permitted_at: int | None
    account_seen: str | None
    pressed_at: int | None
    submitted_at: int | None
    published_at: int | None
    permalink: str | None
    platform_post_id: str | None
    unknown_at: int | None
    recovered: bool
    resolved_by: str | None
    resolved_at: int | None
    note: str | None
    proofs: list[ProofView]
    """Stored ones, redacted copies too, oldest first."""
    looks: list[LookFacts]
    log: list[LineFacts]
    parts: list[str]
    """Which of PROOF_PARTS are there."""


class TargetFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A target; `text`, `link` and `media` are what counts for it."""

    variant_id: str
    platform: str
    handle: str
    display_name: str | None
    text: str
    link: str | None
    media: list[MediaUse]
    first_comment: str | None
    run: RunFacts | None
    """None when nothing was attempted yet."""


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as its hash is made: `detail` is the stored text, not what it means."""

    seq: int
    at: int
    actor: str
    action: str
    subject_type: str | None
    subject_id: str | None
    detail: str
    previous_hash: str
    hash: str


class PostFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A post as a bundle tells of it, as of one moment."""

    hub: Identity
    workspace_id: str
    workspace: str
    id: str
    title: str
    text: str
    link: str | None
    wall: str | None
    zone: str | None
    at: int | None
    media: dict[str, MediaView]
    """By id: every file that a target uses."""
    targets: list[TargetFacts]
    ledger: list[LedgerEntry]
    """Of this publication, oldest first."""
    head_entries: int
    head_hash: str | None


def facts(db: Database, post_id: str) -> PostFacts:
    """Raises NotFound("post")."""
    row = fetch_one(db, Post.select(*_POST).where(Post.id == post_id, Post.removed_at.is_null()))
    if row is None:
        raise NotFound("post", post_id)
    _, workspace_id, title, text, link, media, wall, zone, at, job_id = row
    targets = _targets(db, post_id, text, link, media)
    jobs = [job_id, *(id for (id,) in fetch(db, _job_ids(post_id)))]
    head = fetch_one(db, AuditHead.select(AuditHead.entries, AuditHead.hash)) or (0, None)
    return PostFacts(
        hub=identity.read(db),
        workspace_id=workspace_id,
        workspace=workspaces.get(db, workspace_id).name,
        id=post_id,
        title=title,
        text=text,
        link=link,
        wall=wall,
        zone=zone,
        at=at,
        media=_media(db, {use.id for target in targets for use in target.media}),
        targets=targets,
        ledger=_ledger(db, {post_id, *jobs, *_subjects(targets)}),
        head_entries=head[0],
        head_hash=head[1],
    )


def copies(db: Database, post_id: str) -> int:
    """How many pictures of a post's runs have a redacted copy."""
    runs = Run.select(Run.seq).join(Job, on=(Run.job_seq == Job.seq))
    of_post = Variant.select(Variant.job_id).where(Variant.post_id == post_id)
    mine = Proof.run_seq.in_(runs.where(Job.id.in_(of_post)))
    query = Proof.select(fn.COUNT(Proof.parent_id.distinct())).where(mine)
    return int(scalar(db, query))


def media_files(db: Database) -> Iterator[tuple[str, str, str]]:
    """Id, name and SHA-256 of every file of posts."""
    yield from each(db, Media.select(Media.id, Media.name, Media.sha256).order_by(Media.seq))


def _targets(
    db: Database, post_id: str, text: str, link: str | None, media: str
) -> list[TargetFacts]:
    query = (
        Variant.select(
            Variant.id,
            Account.platform,
            Account.handle,
            Account.display_name,
            Variant.text,
            Variant.link,
            Variant.media,
            Variant.first_comment,
        )
        .join(Account, on=(Variant.account_id == Account.id))
        .where(Variant.post_id == post_id)
        .order_by(Variant.position, Variant.seq)
    )
    return [
        TargetFacts(
            variant_id=variant_id,
            platform=platform,
            handle=handle,
            display_name=name,
            text=text if own_text is None else own_text,
            link=link if own_link is None else own_link,
            media=msgspec.convert(json_text.load(own_media or media), list[MediaUse]),
            first_comment=comment,
            run=_run(db, variant_id),
        )
        for variant_id, platform, handle, name, own_text, own_link, own_media, comment in fetch(
            db, query
        )
    ]


def _run(db: Database, variant_id: str) -> RunFacts | None:
    published = (PublishingRun.state == "published").desc()
    query = (
        PublishingRun.select(*_RUN)
        .join(Run, on=(PublishingRun.run_seq == Run.seq))
        .join(Job, on=(Run.job_seq == Job.seq))
        .switch(Run)
        .join(Device, JOIN.LEFT_OUTER, on=(Run.device_id == Device.id))
        .where(PublishingRun.variant_id == variant_id)
        .order_by(published, PublishingRun.seq.desc())
    )
    row = fetch_one(db, query)
    if row is None:
        return None
    names = RunFacts.__struct_fields__[: len(row)]
    known: dict[str, Any] = dict(zip(names, row, strict=True))
    run_id, seq, run_seq = known["id"], known["seq"], known["run_seq"]
    lines = Log.select(Log.at, Log.level, Log.message).where(
        Log.job_seq == known["job_seq"], Log.run_seq == run_seq
    )
    return RunFacts(
        **known | {"recovered": bool(known["recovered"])},
        proofs=_proofs(db, Run.seq == run_seq),
        looks=_looks(db, seq),
        log=[
            LineFacts(at=at, level=level, message=message)
            for at, level, message in fetch(db, lines.order_by(Log.seq))
        ],
        parts=completeness.parts(db, [run_id])[run_id],
    )


def _looks(db: Database, publishing_run_seq: int) -> list[LookFacts]:
    query = (
        Look.select(Look.job_id, Device.name, Look.outcome, Look.at, Look.permalink)
        .join(Device, on=(Look.device_id == Device.id))
        .where(Look.publishing_run_seq == publishing_run_seq)
        .order_by(Look.seq)
    )
    return [
        LookFacts(
            job_id=job_id,
            device_name=device,
            outcome=outcome,
            at=at,
            permalink=permalink,
            proofs=_proofs(db, Job.id == job_id),
        )
        for job_id, device, outcome, at, permalink in fetch(db, query)
    ]


def _proofs(db: Database, condition: Any) -> list[ProofView]:
    query = select_proofs().where(condition, Proof.state == STORED)
    return [proof_view(row) for row in fetch(db, query.order_by(Proof.captured_at, Proof.seq))]


def _media(db: Database, ids: Iterable[str]) -> dict[str, MediaView]:
    names = MediaView.__struct_fields__
    columns = [getattr(Media, name) for name in names]
    query = Media.select(*columns).where(Media.id.in_(list(ids)))
    return {row[0]: MediaView(**dict(zip(names, row, strict=True))) for row in fetch(db, query)}


def _job_ids(post_id: str) -> Any:
    """Jobs of the post's targets, and the parents of those."""
    child = Variant.select(Variant.job_id).where(Variant.post_id == post_id)
    parent = Job.select(Job.parent_id).where(Job.id.in_(child))
    return Job.select(Job.id).where(Job.id.in_(child) | Job.id.in_(parent))


def _subjects(targets: Sequence[TargetFacts]) -> set[str]:
    """Whom the ledger's entries about these targets are about."""
    found: set[str] = set()
    for target in targets:
        found.add(target.variant_id)
        run = target.run
        if run is not None:
            found |= {run.id, run.job_id, *(proof.id for proof in run.proofs)}
            for look in run.looks:
                found |= {look.job_id, *(proof.id for proof in look.proofs)}
    return found


def _ledger(db: Database, subjects: Iterable[str | None]) -> list[LedgerEntry]:
    names = LedgerEntry.__struct_fields__
    asked = json.dumps(sorted(filter(None, subjects)))
    rows: list[Row] = db.execute_sql(_LEDGER, (asked,)).fetchall()
    return [LedgerEntry(**dict(zip(names, row, strict=True))) for row in rows]
