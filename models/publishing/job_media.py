"""Which files of a post a device may fetch: those of the job whose lease it holds."""

from models import json_text, leases
from models.errors import RuleRefused
from models.posts.views import MediaView
from models.rows import Database, fetch_one, scalar
from models.tables import Job, Media


def of_lease(db: Database, device_id: str, job_id: str, epoch: int, media_id: str) -> MediaView:
    """Raises NotFound("job"), RuleRefused LEASE_LOST, JOB_NOT_RUNNING, or INVALID for a file that
    is none of this job's."""
    leases.held(db, device_id, job_id, epoch)
    input = json_text.load(scalar(db, Job.select(Job.input).where(Job.id == job_id)))
    names = MediaView.__struct_fields__
    columns = [getattr(Media, name) for name in names]
    row = fetch_one(db, Media.select(*columns).where(Media.id == media_id))
    mine = any(one["mediaId"] == media_id for one in input.get("media", ()))
    if row is None or not mine:
        raise RuleRefused("INVALID", f"The job has no file {media_id}.")
    return MediaView(**dict(zip(names, row, strict=True)))
