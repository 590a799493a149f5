"""Dry runs: everything up to the button, and never a permit."""

from models import workspaces
from models.ids import new_id
from models.job_insert import NewRow, insert
from models.job_rows import load
from models.moves import record
from models.phases import Phases
from models.posts import content
from models.publishing import targets
from models.publishing.inputs import (
    PUBLISH_VARIANT,
)
from models.rows import Database
from models.views import JobView


def dry_run(
    db: Database,
    platform: str,
    handle: str,
    text: str,
    *,
    link: str | None = None,
    connector_id: str | None = None,
    device_id: str | None,
    actor: str,
    now: int,
) -> JobView:
    """A publication that stops before the button; it never gets a permit and belongs to no post."""
    connector = targets.connector_of(db, platform)
    input = {
        "postId": new_id(),
        "variantId": new_id(),
        "account": {"platform": platform, "handle": handle},
        "text": text,
        **({"link": link} if link else {}),
        "media": [],
        "contentDigest": content.content_digest(text, link, []),
        "commit": connector.press,
        "dryRun": True,
    }
    row = NewRow(
        workspace_id=workspaces.default(db).id,
        type=PUBLISH_VARIANT,
        title=f"{platform}, {handle}",
        input=input,
        needs=(connector_id or connector.id,),
        max_attempts=1,
        created_by=actor,
        device_id=device_id,
    )
    insert(db, [row], now=now)
    record(db, "created", row.id, actor=actor, now=now, type=PUBLISH_VARIANT, dryRun=True)
    return load(db, row.id, Phases(db, now))
