"""A post's targets as they are sent: which may be, and what an agent is told of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from models import audit, json_text
from models.errors import InvalidInput, NotFound, RuleRefused
from models.posts import content
from models.rows import Database
from models.states import CANCELLED, FAILED

_POST: Final = """
SELECT id, workspace_id, title, text, link, media, late_policy, grace_minutes, job_id,
    duplicate_of
FROM post WHERE id = ? AND removed_at IS NULL
"""
_VARIANTS: Final = """
SELECT variant.id, account.platform, account.handle, account.key, account.press,
    variant.text, variant.link, variant.media, job.id, job.status,
    EXISTS (SELECT 1 FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
        WHERE run.job_seq = job.seq AND (publishing_run.unknown_at IS NOT NULL
            OR (publishing_run.permit IS NOT NULL AND publishing_run.returned_at IS NULL)))
FROM variant
JOIN account ON account.id = variant.account_id
LEFT JOIN job ON job.id = variant.job_id
WHERE variant.post_id = ? ORDER BY variant.position, variant.seq
"""
_CONNECTOR: Final = """
SELECT id, coalesce(press, recipe ->> '$.commit', 'operator') FROM connector
WHERE kind = 'publish' AND platform = ? ORDER BY enabled DESC, id LIMIT 1
"""
_MEDIA: Final = "SELECT mime, name, size_bytes, sha256 FROM media WHERE id = ?"


class Connector(msgspec.Struct, frozen=True, kw_only=True):
    """What publishes on a platform, and who presses unless the account says otherwise."""

    id: str
    press: str


class SentPost(msgspec.Struct, frozen=True):
    id: str
    workspace_id: str
    title: str
    text: str
    link: str | None
    media: str
    late_policy: str
    grace_minutes: int
    job_id: str | None
    duplicate_of: str | None

    def slot(self, at: int | None) -> str:
        """What a publication of it is told apart by, beside content and account.

        The same content in the same minute is one publication, unless the operator meant two.
        """
        if at is None:
            return f"post:{self.id}"
        return str(at) if self.duplicate_of is None else f"{at}:{self.id}"


class Target(msgspec.Struct, frozen=True):
    id: str
    platform: str
    handle: str
    account: str
    press: str | None
    text: str | None
    link: str | None
    media: str | None
    job_id: str | None
    job_status: str | None
    had_permit: int

    def obstacle(self) -> str | None:
        """Why it may not be given a (new) job, None when it may."""
        if self.job_id is None:
            return None
        if self.job_status not in (FAILED, CANCELLED):
            over = self.job_status == "COMPLETED"
            return "was published already" if over else "is being published already"
        if self.had_permit:
            return "was sent once, and only a new attempt of that job can follow"
        return None


def connector_of(db: Database, platform: str) -> Connector:
    """What publishes there, an enabled one first. Raises InvalidInput("targets")."""
    row = db.execute_sql(_CONNECTOR, (platform,)).fetchone()
    if row is None:
        raise InvalidInput("targets", f'no installed connector publishes on "{platform}"')
    id, press = row
    return Connector(id=id, press=press)


def input_of(db: Database, post: SentPost, target: Target, connector: Connector) -> dict[str, Any]:
    """The input of a PUBLISH_VARIANT, exactly as protocol section 9 says."""
    text = post.text if target.text is None else target.text
    link = post.link if target.link is None else target.link
    media = _media(db, post.media if target.media is None else target.media)
    return {
        "postId": post.id,
        "variantId": target.id,
        "account": {"platform": target.platform, "handle": target.handle},
        "text": text,
        **({"link": link} if link else {}),
        "media": media,
        "contentDigest": content.content_digest(text, link, [one["sha256"] for one in media]),
        "commit": target.press or connector.press,
    }


def _media(db: Database, uses: str) -> list[dict[str, Any]]:
    found = []
    for use in json_text.load(uses):
        row = db.execute_sql(_MEDIA, (use["id"],)).fetchone()
        if row is None:
            raise InvalidInput("media", f"there is no media {use['id']}")
        mime, name, size, sha256 = row
        alt = {"altText": use["alt"]} if use.get("alt") else {}
        about = {"mediaId": use["id"], "mime": mime, "name": name, "sizeBytes": size}
        found.append(about | {"sha256": sha256} | alt)
    return found


def chosen(db: Database, post: SentPost, variant_ids: Sequence[str] | None) -> list[Target]:
    """The named targets, each of which must be free; or all that are."""
    targets = [Target(*row) for row in db.execute_sql(_VARIANTS, (post.id,))]
    if variant_ids is not None:
        known = {one.id for one in targets}
        for id in variant_ids:
            if id not in known:
                raise InvalidInput("targets", f"{id} is no target of this post")
        targets = [one for one in targets if one.id in set(variant_ids)]
    if not targets:
        raise InvalidInput("targets", "must name at least one account")
    obstacles = {one.id: why for one in targets if (why := one.obstacle())}
    free = [one for one in targets if one.id not in obstacles]
    if not free or (variant_ids is not None and obstacles):
        raise _already(targets, obstacles)
    for one in free:
        connector_of(db, one.platform)
    return free


def _already(targets: Iterable[Target], obstacles: Mapping[str, str]) -> RuleRefused:
    first = next(one for one in targets if one.id in obstacles)
    return RuleRefused(
        "ALREADY_SENT", f"The post {obstacles[first.id]} on {first.platform} {first.handle}."
    )


def post_of(db: Database, post_id: str) -> SentPost:
    row = db.execute_sql(_POST, (post_id,)).fetchone()
    if row is None:
        raise NotFound("post", post_id)
    return SentPost(*row)


def point_at(db: Database, post: SentPost, job_id: str) -> None:
    db.execute_sql("UPDATE post SET job_id = ? WHERE id = ?", (job_id, post.id))


def record_post(
    db: Database, action: str, post: SentPost, *, actor: str, now: int, **detail: Any
) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"post.{action}",
        subject_type="post",
        subject_id=post.id,
        detail=detail,
        now=now,
    )
