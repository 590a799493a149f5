"""The same content on the same account near in time: told before it is sent twice by mistake."""

from typing import Any, Final

import msgspec

from models import json_text, settings
from models.accounts.keys import key_of
from models.errors import RuleRefused
from models.posts.content import canonical_text, content_digest
from models.posts.rows import media_uses
from models.posts.views import MediaUse, PostView, TargetView
from models.rows import Database

HOUR_MS: Final = 60 * 60_000

_PLANNED: Final = """
SELECT post.id, post.title, coalesce(post.at, job.started_at, job.created_at) AS moment,
    coalesce(variant.text, post.text), coalesce(variant.link, post.link),
    coalesce(variant.media, post.media)
FROM post JOIN variant ON variant.post_id = post.id
JOIN job ON job.id = post.job_id
LEFT JOIN job AS own ON own.id = variant.job_id
WHERE variant.account_id = ? AND post.id != ? AND post.removed_at IS NULL
    AND (post.series_id IS NULL OR post.series_id IS NOT ?)
    AND moment BETWEEN ? AND ?
    AND coalesce(own.status, job.status) NOT IN ('CANCELLED', 'FAILED')
ORDER BY abs(moment - ?)
"""
_SENT: Final = """
SELECT post.id, post.title, coalesce(publishing_run.submitted_at, publishing_run.permitted_at)
FROM publishing_run
JOIN variant ON variant.id = publishing_run.variant_id
JOIN post ON post.id = variant.post_id
WHERE publishing_run.account_key = ? AND publishing_run.content_digest = ?
    AND publishing_run.permitted_at BETWEEN ? AND ? AND publishing_run.returned_at IS NULL
    AND publishing_run.state NOT IN ('failed', 'not_published') AND post.id != ?
    AND (post.series_id IS NULL OR post.series_id IS NOT ?)
ORDER BY abs(publishing_run.permitted_at - ?)
"""
_DIGESTS: Final = "SELECT id, sha256 FROM media WHERE id IN (SELECT value FROM json_each(?))"


class Duplicate(msgspec.Struct, frozen=True, kw_only=True):
    """Another post with the same content for one of the accounts."""

    variant_id: str
    platform: str
    handle: str
    post_id: str
    title: str
    at: int
    """When that one was sent, or is to be."""


def near(
    db: Database, post: PostView, at: int, variant_ids: list[str] | None = None
) -> list[Duplicate]:
    """At most one for each target: the nearest within the hours that the setting says."""
    span = settings.number(db, "publishing.duplicate_hours") * HOUR_MS
    found = []
    for target in post.targets if span else ():
        if variant_ids is None or target.variant_id in variant_ids:
            one = _nearest(db, post, target, at, span)
            if one is not None:
                found.append(one)
    return found


def refusal(found: list[Duplicate]) -> RuleRefused:
    """Says which, for a person; and as data, for a program that asks whether it is meant."""
    first = found[0]
    return RuleRefused(
        "DUPLICATE",
        f"“{first.title}” says the same on {first.platform} {first.handle} near that time. "
        "Change the text, take another time, or say that it is meant (allowDuplicate).",
        details={"duplicates": [as_data(one) for one in found]},
    )


def as_data(one: Duplicate) -> dict[str, Any]:
    """For the details of the refusal and for the ledger."""
    return {
        "variantId": one.variant_id,
        "platform": one.platform,
        "handle": one.handle,
        "postId": one.post_id,
        "title": one.title,
        "at": one.at,
    }


def digest_of(db: Database, text: str, link: str | None, media: list[MediaUse]) -> str:
    """The content digest of what a target says."""
    if not media:
        return content_digest(text, link, [])
    ids = [use.id for use in media]
    by_id: dict[str, str] = dict(db.execute_sql(_DIGESTS, (json_text.dump(ids),)).fetchall())
    return content_digest(text, link, [by_id[id] for id in ids])


def _nearest(
    db: Database, post: PostView, target: TargetView, at: int, span: int
) -> Duplicate | None:
    digest = digest_of(db, target.text, target.link, target.media)
    key = key_of(target.platform, target.handle)
    since, until = at - span, at + span
    sent = db.execute_sql(_SENT, (key, digest, since, until, post.id, post.series_id, at))
    row = sent.fetchone()
    if row is None:
        row = _planned(db, post, target, digest, at, span)
    if row is None:
        return None
    return Duplicate(
        variant_id=target.variant_id,
        platform=target.platform,
        handle=target.handle,
        post_id=row[0],
        title=row[1],
        at=row[2],
    )


def _planned(
    db: Database, post: PostView, target: TargetView, digest: str, at: int, span: int
) -> tuple[str, str, int] | None:
    known = (target.account_id, post.id, post.series_id, at - span, at + span, at)
    said, its_link = canonical_text(target.text), target.link or ""
    for post_id, title, moment, text, link, media in db.execute_sql(_PLANNED, known).fetchall():
        # Most differ in their words: that is seen sooner than by a digest.
        if (link or "") != its_link or (text != target.text and canonical_text(text) != said):
            continue
        if digest_of(db, text, link or None, media_uses(media)) == digest:
            return post_id, title, moment
    return None
