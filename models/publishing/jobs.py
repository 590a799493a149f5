"""Jobs that publish, made from posts.

A target is published through one job; it gets another only when nothing of the first can be out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from models import json_text
from models.job_insert import NewRow, insert
from models.job_rows import load_all, select_jobs
from models.parents import follow
from models.phases import Phases
from models.posts import pacing
from models.publishing import targets
from models.publishing.inputs import (
    PUBLISH_POST,
    PUBLISH_VARIANT,
)
from models.publishing.targets import SentPost, Target
from models.rows import Database
from models.tables import Job
from models.views import JobView

MINUTE_MS: Final = 60_000
LEAST_GRACE_MS: Final = MINUTE_MS
"""A timer, a start or a busy disk may take so long; that is not late."""
PRIORITY: Final = 100
"""A publication has its time; searches can wait."""
PREPARE_MS: Final = 15 * MINUTE_MS
"""From a target's time to its permit, beyond the grace: the composer must be filled first."""
_BECOME: Final = """
UPDATE job SET type = 'PUBLISH_POST', input = ?, run_after = NULL, children_total = ?,
    slot = ?, updated_at = ? WHERE id = ?
"""


def publish(
    db: Database,
    post_id: str,
    variant_ids: Sequence[str] | None = None,
    slot: str | None = None,
    *,
    not_before: Mapping[str, int] | None = None,
    priority: int | None = None,
    max_attempts: int = 3,
    dedupe_key: str | None = None,
    device_id: str | None = None,
    actor: str,
    now: int,
) -> list[JobView]:
    """Send the targets (all that may be, when none is named): the parent, then its children.

    `not_before` says by variant id what is put off; None = as the accounts' pacing says. An open
    schedule of the post becomes this parent. Raises NotFound("post"), InvalidInput("targets"),
    RuleRefused("ALREADY_SENT").
    """
    post = targets.post_of(db, post_id)
    chosen = targets.chosen(db, post, variant_ids)
    scheduled = open_schedule(db, post)
    if scheduled is None:
        parent = NewRow(
            workspace_id=post.workspace_id,
            type=PUBLISH_POST,
            title=post.title,
            input=_parent_input(post, variant_ids),
            needs=(),
            priority=PRIORITY if priority is None else priority,
            created_by=actor,
            dedupe_key=dedupe_key,
            children=len(chosen),
            slot=slot or post.slot(None),
        )
        insert(db, [parent], now=now)
        targets.point_at(db, post, parent.id)
        parent_id = parent.id
    else:
        parent_id = scheduled
    return send(
        db,
        post,
        chosen,
        parent_id,
        slot or post.slot(None),
        named=variant_ids,
        not_before=not_before,
        base=None,
        priority=priority,
        max_attempts=max_attempts,
        device_id=device_id,
        actor=actor,
        now=now,
    )


def send(
    db: Database,
    post: SentPost,
    chosen: list[Target],
    parent_id: str,
    slot: str,
    *,
    named: Sequence[str] | None,
    not_before: Mapping[str, int] | None,
    base: int | None,
    priority: int | None,
    max_attempts: int,
    device_id: str | None,
    actor: str,
    now: int,
) -> list[JobView]:
    """Make the children of a parent that is there; `base` is the time a schedule was kept for."""
    rows = []
    if not_before is None:
        not_before = pacing.not_before(db, post.id, now)
    for target in chosen:
        later = not_before.get(target.id, 0)
        until = None
        if base is not None:
            grace = max(grace_ms(post.grace_minutes), LEAST_GRACE_MS)
            until = max(base, later) + grace + PREPARE_MS
        connector = targets.connector_of(db, target.platform)
        rows.append(
            NewRow(
                workspace_id=post.workspace_id,
                type=PUBLISH_VARIANT,
                title=f"{post.title}, {target.handle}",
                input=targets.input_of(db, post, target, connector),
                needs=(connector.id,),
                priority=PRIORITY if priority is None else priority,
                max_attempts=max_attempts,
                run_after=later if later > now else None,
                created_by=actor,
                device_id=device_id,
                parent_id=parent_id,
                account=target.account,
                slot=slot,
                publish_until=until,
            )
        )
    input = json_text.dump(_parent_input(post, named))
    db.execute_sql(_BECOME, (input, len(rows), slot, now, parent_id))
    insert(db, rows, now=now)
    for row, target in zip(rows, chosen, strict=True):
        db.execute_sql("UPDATE variant SET job_id = ? WHERE id = ?", (row.id, target.id))
    targets.record_post(
        db, "sent", post, actor=actor, now=now, job=parent_id, targets=[one.id for one in chosen]
    )
    phases = Phases(db, now)
    parent = follow(db, parent_id, phases, now=now)
    children = select_jobs().where(Job.parent_id == parent_id).order_by(Job.seq)
    return [parent, *load_all(db, children, phases)]


def open_schedule(db: Database, post: SentPost) -> str | None:
    """The SCHEDULE_POST of the post that still waits."""
    if post.job_id is None:
        return None
    sql = "SELECT id FROM job WHERE id = ? AND type = 'SCHEDULE_POST' AND status = 'PENDING'"
    row = db.execute_sql(sql, (post.job_id,)).fetchone()
    return None if row is None else str(row[0])


def _parent_input(post: SentPost, variant_ids: Sequence[str] | None) -> dict[str, Any]:
    targets = {} if variant_ids is None else {"targets": list(variant_ids)}
    return {"postId": post.id} | targets


def grace_ms(minutes: int) -> int:
    return max(minutes * MINUTE_MS, LEAST_GRACE_MS)
