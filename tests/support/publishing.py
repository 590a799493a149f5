"""Posts on their way through the engine: a connector, a bound device, a target a line away."""

from typing import Any

from models import connectors, devices, jobs
from models.accounts import accounts
from models.devices import Binding
from models.ids import new_id
from models.publishing import attempts, permits
from models.publishing import jobs as publishing_jobs
from models.publishing.attempts import Attempt
from models.queries import jobs as job_queries
from models.rows import Database
from models.tables import Variant
from models.views import DeviceView, JobView
from tests.support import publications, stores
from tests.support.stores import NOW, OPERATOR

WALL = "practice_wall"
HANDLE = "AmmanDental"
KEY = "practice:ammandental"
PERMALINK = "https://wall.example/wall/@ammandental/7"
MINUTE = 60_000


def with_wall(db: Database, commit: str = "agent") -> None:
    """The connector that publishes on the practice wall."""
    recipe = stores.recipe(WALL, platform="practice", kind="publish")
    connectors.install(db, recipe | {"commit": commit}, now=NOW)


def a_profile(db: Database, name: str = "Profile", *handles: str) -> DeviceView:
    """A connected device that publishes, logged in to the accounts."""
    device = stores.a_device(db, name, WALL)
    bound = [Binding(platform="practice", handle=one) for one in handles or (HANDLE,)]
    return devices.set_bindings(db, device.id, bound, actor=OPERATOR, now=NOW)


def a_post(db: Database, *handles: str, **facts: Any) -> str:
    """A post with a target for each handle; its id."""
    post_id = publications.a_post(db, **facts)
    for position, handle in enumerate(handles or (HANDLE,)):
        account = accounts.ensure(db, "practice", handle, actor=OPERATOR, now=NOW)
        Variant.insert(
            id=new_id(), post_id=post_id, account_id=account.id, position=position
        ).execute(db)
    return post_id


def sent(db: Database, post_id: str | None = None, **options: Any) -> list[JobView]:
    """The parent and its children of a post that is sent now."""
    return publishing_jobs.publish(
        db, post_id or a_post(db), actor=OPERATOR, **({"now": NOW} | options)
    )


def claimed(db: Database, device: DeviceView, **options: Any) -> JobView:
    """A target in this device's hands, preparing."""
    child = sent(db, **options)[1]
    job = jobs.claim(db, child.id, device.id, now=options.get("now", NOW)).job
    jobs.progress(db, device.id, job.id, job.epoch, 10, None, None, now=NOW)
    return job_queries.get(db, job.id, now=NOW)


def granted(
    db: Database, device: DeviceView, job: JobView, *, now: int = NOW, **seen: Any
) -> permits.Permit:
    """A permit for what the job says."""
    asked = {
        "digest": job.input["contentDigest"],
        "platform": job.input["account"]["platform"],
        "handle": job.input["account"]["handle"],
    }
    return permits.grant(db, device.id, job.id, job.epoch, now=now, **(asked | seen))


def attempt(db: Database, job: JobView, epoch: int | None = None) -> Attempt:
    """The publishing run of a job's lease."""
    found = attempts.of_epoch(db, job.id, job.epoch if epoch is None else epoch)
    assert found is not None
    return found


def job_now(db: Database, job: JobView, *, now: int = NOW) -> JobView:
    """The job as it stands."""
    return job_queries.get(db, job.id, now=now)


def looks(db: Database, *, now: int = NOW) -> list[JobView]:
    """All VERIFY_POST jobs, oldest first."""
    chosen = job_queries.JobFilter(types=("VERIFY_POST",))
    return sorted(job_queries.listed(db, chosen, now=now), key=lambda job: job.seq)
