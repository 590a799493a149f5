"""A publication as the store holds it: post, variant, account, job, run, permit, proofs.

Rows are written as the engine leaves them, so that what reads them can be tested without it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from models import audit, jobs, json_text, workspaces
from models.accounts import accounts
from models.ids import new_id
from models.posts.content import content_digest, publication_key
from models.rows import Database
from models.tables import Job, Post, PublishingRun, Run, Variant
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR

PERMALINK = "https://wall.example/ammandental/posts/80213"
TEXT = "Meet Dr. Lina, our new orthodontist. She joins the Abdoun clinic in December."


@dataclass(frozen=True)
class Publication:
    """The ids of one post with one target and one run."""

    post: str
    variant: str
    job: str
    run: str
    epoch: int
    device: str
    key: str


def a_post(db: Database, text: str = TEXT, **facts: Any) -> str:
    """A post without targets; its id."""
    post_id = new_id()
    known: dict[str, Any] = {
        "workspace_id": workspaces.default(db).id, "title": text[:40], "title_folded": "",
        "link": None, "media": "[]", "late_policy": "publish", "grace_minutes": 20,
        "created_by_id": OPERATOR, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    Post.insert(id=post_id, text=text, **known | facts).execute(db)
    audit.append(
        db, actor=OPERATOR, action="post.created", subject_type="post", subject_id=post_id, now=NOW
    )
    return post_id


def a_publication(
    db: Database,
    device: DeviceView,
    *,
    post_id: str | None = None,
    handle: str = "ammandental",
    platform: str = "practice",
    state: str = "published",
    now: int = NOW,
    **facts: Any,
) -> Publication:
    """A target with a run in this state; the device is free again afterwards."""
    post_id = post_id or a_post(db)
    account = accounts.ensure(db, platform, handle, actor=OPERATOR, now=now)
    claimed = stores.a_claim(db, device, f"post of {new_id()}", now=now)
    job, run = claimed.job, claimed.run
    variant_id = new_id()
    Variant.insert(
        id=variant_id, post_id=post_id, account_id=account.id, position=0, job_id=job.id
    ).execute(db)
    text = Post.select(Post.text).where(Post.id == post_id).tuples().execute(db)[0][0]
    digest = content_digest(text, None, [])
    input = {
        "postId": post_id, "variantId": variant_id, "text": text, "media": [],
        "account": {"platform": platform, "handle": handle},
        "contentDigest": digest, "commit": "agent",
    }  # fmt: skip
    Job.update(
        type="PUBLISH_VARIANT",
        account=account.key,
        input=json_text.dump(input),
        slot=f"post:{post_id}",
    ).where(Job.id == job.id).execute(db)
    seq = Run.select(Run.seq).where(Run.id == run.id).tuples().execute(db)[0][0]
    known: dict[str, Any] = {
        "account_key": account.key, "content_digest": digest, "commit_by": "agent",
        "publication_key": publication_key(digest, account.key, f"post:{post_id}"),
        "permit_count": 1, "permit": new_id(), "permitted_at": now + 2_771,
        "permit_until": now + 17_771, "account_seen": handle, "digest_seen": digest,
        "pressed_at": now + 4_018, "submitted_at": now + 4_140, "recovered": False,
        "published_at": now + 9_412, "permalink": PERMALINK, "platform_post_id": "80213",
        "state_at": now + 9_530,
    }  # fmt: skip
    PublishingRun.insert(run_seq=seq, variant_id=variant_id, state=state, **known | facts).execute(
        db
    )
    for action, at in (("publication.permitted", now + 2_771), ("publication.published", NOW)):
        audit.append(
            db, actor=f"device:{device.id}", action=action, subject_type="run",
            subject_id=run.id, detail={"account": account.key, "digest": digest}, now=at,
        )  # fmt: skip
    return Publication(post_id, variant_id, job.id, run.id, run.epoch, device.id, account.key)


def finish(db: Database, made: Publication, *, now: int = NOW) -> None:
    """The agent is through; the run stays in the state in which it was made."""
    with _as_it_was(db, made):
        jobs.complete(db, made.device, made.job, made.epoch, {"permalink": PERMALINK}, now=now)


def lose(db: Database, made: Publication, *, now: int = NOW) -> None:
    """The agent lost its lease; the run stays in the state in which it was made."""
    with _as_it_was(db, made):
        jobs.lease_lost(db, made.job, made.epoch, now=now, jitter=0)


@contextmanager
def _as_it_was(db: Database, made: Publication) -> Iterator[None]:
    seq = Run.select(Run.seq).where(Run.id == made.run)
    mine = PublishingRun.run_seq.in_(seq)
    columns = [field for field in PublishingRun._meta.sorted_fields if field.name != "seq"]
    row = PublishingRun.select(*columns).where(mine).dicts().execute(db)[0]
    yield
    PublishingRun.update(row).where(mine).execute(db)


def free(db: Database, made: Publication) -> None:
    """The job is over, whatever state its run is in; the device may take another."""
    Job.update(status="COMPLETED").where(Job.id == made.job).execute(db)
    Run.update(state="completed", ended_at=NOW).where(Run.id == made.run).execute(db)
