"""Permits for the wire, words of the operator, and what the clock says of both.

The store decides; what is here in memory only says when to ask it.
"""

import asyncio
import logging
import shutil
from collections.abc import Iterable
from typing import Any, TypeVar

from hub.events import Event, JobChanged, JobCreated, PostChanged, RunChanged
from hub.services.core import SYSTEM, Core
from hub.services.leases import Leases
from hub.services.offers import Offers
from hub.services.switchboard import Switchboard
from hub.wire import messages as m
from hub.wire.ports import Device
from models import identity
from models.clock import parse_rfc3339
from models.errors import NotFound, StorageFull, StoreError
from models.folder import DataFolder
from models.posts.views import PostView, PublishingRunView
from models.publishing import door as publishing
from models.publishing import holding, ledger_mark, permits
from models.publishing.inputs import PUBLISH_VARIANT, TYPES, VERIFY_POST
from models.publishing.ledger_mark import Mark
from models.publishing.permits import Permit, PermitRefused
from models.queries import jobs as job_queries
from models.queries import posts as post_queries
from models.states import FINISHED, RUNNING
from models.views import JobView

log = logging.getLogger(__name__)

V = TypeVar("V")

FLOOR_BYTES = 200 * 1024 * 1024
"""With less space than this on the disk nothing is published: its proof could not be kept."""
EVERY_SECONDS = 0.05
REMEMBERED = 2_000
NOT_NEEDED = "It is not needed any more."
FULL_TEXT = "The disk of {path} is nearly full. Free some space; nothing is published until then."


class PublishingService:
    """The session's `PublishingPort`, and what the operator does with publications."""

    def __init__(
        self, core: Core, leases: Leases, offers: Offers, wire: Switchboard, folder: DataFolder
    ) -> None:
        self._core = core
        self._leases = leases
        self._offers = offers
        self._wire = wire
        self._folder = folder
        self._mark: Mark | None = None
        self._marked = -1
        self._asked: dict[str, tuple[Device, m.JobPermit]] = {}
        self._until: dict[str, int] = {}
        self._posts: set[str] = set()
        self._shown: dict[str, PostView] = {}
        self._told: dict[str, PublishingRunView] = {}
        self._telling: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ for the wire

    async def permit(self, device: Device, epoch: int, message: m.JobPermit) -> m.JobPermitAck:
        """Leave to press once. The same request on the same connection gets the same permit."""
        job_id, now = message.job_id, self._core.now()
        await self._refuse_full_disk()
        try:
            granted = await self._core.store.write(
                publishing.grant,
                device.id,
                job_id,
                epoch,
                digest=message.content_digest,
                platform=message.account.platform,
                handle=message.account.handle,
                now=now,
            )
        except PermitRefused as refusal:
            known = await self._known(device, epoch, message)
            if refusal.reason != "sibling" or known is None:
                raise
            return _permit_ack(known)
        self._asked[job_id] = (device, message)
        self._until[job_id] = granted.permit.until + permits.OVERTIME_MS
        await self._remember(granted.entries)
        await self._announce([job_id])
        return _permit_ack(granted.permit)

    async def permit_return(
        self, device: Device, epoch: int, message: m.JobPermitReturn
    ) -> m.JobPermitReturnAck:
        """The permit lapsed unpressed, and the agent can vouch for it."""
        job_id = message.job_id
        returned = await self._core.store.write(
            publishing.give_back, device.id, job_id, epoch, message.permit, now=self._core.now()
        )
        self._forget(job_id)
        self._tell(returned.jobs)
        if returned.refusal is not None:
            raise returned.refusal
        return m.JobPermitReturnAck()

    async def submitted(
        self, device: Device, epoch: int, message: m.JobSubmitted
    ) -> m.JobSubmittedAck:
        """The button was pressed."""
        moved = await self._core.store.write(
            publishing.submitted,
            device.id,
            message.job_id,
            epoch,
            message.permit,
            parse_rfc3339(message.at),
            now=self._core.now(),
        )
        self._forget(message.job_id)
        self._tell(moved)
        return m.JobSubmittedAck()

    # ------------------------------------------------------------ for the operator

    async def resolve(
        self,
        run_id: str,
        outcome: str,
        permalink: str | None,
        note: str | None,
        actor: str,
    ) -> JobView:
        """The operator's word on an outcome nobody knows; the publication's job."""
        return self._first(
            await self._core.store.write(
                publishing.resolve,
                run_id,
                outcome,
                permalink,
                note,
                actor=actor,
                now=self._core.now(),
            )
        )

    async def look_again(self, run_id: str, actor: str) -> JobView:
        """Look for it now; the publication's job."""
        return self._first(
            await self._core.store.write(
                publishing.look_again, run_id, actor=actor, now=self._core.now()
            )
        )

    async def release(self, job_id: str | None, actor: str) -> list[JobView]:
        """What was held after a restore may go out: one post's job, or all."""
        released = await self._core.store.write(
            holding.release, job_id, actor=actor, now=self._core.now()
        )
        self._tell(released)
        return released

    async def hold(self, job_id: str, actor: str) -> list[JobView]:
        """Keep back what waits of one post, until it is released."""
        held = await self._core.store.write(holding.hold, job_id, actor=actor, now=self._core.now())
        self._tell(held)
        return held

    # ------------------------------------------------------------ for the hub

    async def start(self) -> None:
        """A database from a backup is held; permits that were out when the hub stopped are in
        doubt."""
        now = self._core.now()
        seen = await asyncio.to_thread(ledger_mark.read, self._folder.path)
        await self._core.store.write(_judge, seen, now=now)
        await self._core.store.write(publishing.interrupted, now=now)
        who = await self._core.store.read(identity.read)
        entries = await self._core.store.read(holding.entries_of)
        self._mark = Mark(hub_id=who.hub_id, epoch=who.hub_epoch, entries=entries)
        await self._remember(entries)

    async def stop(self) -> None:
        """Nobody listens any more."""
        telling, self._telling = self._telling, None
        if telling is not None:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def keep_mark(self) -> None:
        """A chore: remember how far the ledger is."""
        await self._remember(await self._core.store.read(holding.entries_of))

    async def miss_overdue(self) -> None:
        """A chore: scheduled targets that no device took in time ask the operator."""
        self._tell(await self._core.store.write(publishing.miss_overdue, now=self._core.now()))

    async def look(self) -> None:
        """With each tick: permits whose time is over, and nothing was said."""
        now = self._core.now()
        if any(until < now for until in self._until.values()):
            self._until = {id: until for id, until in self._until.items() if until >= now}
            self._tell(await self._core.store.write(publishing.permits_over, now=now))

    async def fall_due(self, job_id: str) -> None:
        """The time of a schedule is here."""
        self._tell(await self._core.store.write(publishing.fall_due, job_id, now=self._core.now()))

    def device_gone(self, device_id: str) -> "asyncio.Future[list[JobView]] | None":
        """Its connection ended: queued at once. The caller hands the answer to `tell`."""
        if not self._leases.of_device(device_id):
            return None
        return self._core.store.write(publishing.connection_lost, device_id, now=self._core.now())

    async def device_back(self, device_id: str, running: Iterable[tuple[str, int]]) -> None:
        """It is connected anew, and names what it knows of."""
        self._tell(
            await self._core.store.write(
                publishing.device_back, device_id, list(running), now=self._core.now()
            )
        )

    def tell(self, moved: list[JobView]) -> None:
        """Announce jobs that changed."""
        self._tell(moved)

    def hear(self, event: Event) -> None:
        """Listens to the bus: whoever moved a publication, its post and its lease follow."""
        if isinstance(event, PostChanged):
            _keep(self._shown, event.post.id, event.post)
        if not isinstance(event, JobCreated | JobChanged) or event.job.type not in TYPES:
            return
        job = event.job
        self._free(job)
        post_id = job.input.get("postId")
        if post_id is not None and not job.input.get("dryRun"):
            self._posts.add(post_id)
            if self._telling is None:
                self._telling = asyncio.get_running_loop().create_task(self._tell_posts())

    def _free(self, job: JobView) -> None:
        """A lease that is over without its holder's word; a wish to stop that the holder must
        hear."""
        lease = self._leases.of_job(job.id)
        if (
            lease is None
            or lease.epoch != job.epoch
            or job.type
            not in (
                PUBLISH_VARIANT,
                VERIFY_POST,
            )
        ):
            return
        if job.status in FINISHED or (job.status == RUNNING and job.assigned_agent_id is None):
            self._leases.release(job.id, lease.epoch)
            self._forget(job.id)
            self._offers.freed(lease.device_id)
        elif job.cancel_requested and not lease.cancelled:
            lease.cancelled = True
            wish = m.JobCancel(job_id=job.id, epoch=lease.epoch, reason=NOT_NEEDED)
            self._wire.push(lease.device_id, "job:cancel", wish)

    async def _tell_posts(self) -> None:
        """As long as something moves; what moves together is read once."""
        try:
            while self._posts:
                await asyncio.sleep(EVERY_SECONDS)
                ids, self._posts = self._posts, set()
                for id in ids:
                    await self._tell_post(id)
        except StoreError as error:
            log.info("Posts that moved could not be read: %s", error)
        finally:
            self._telling = None

    async def _tell_post(self, post_id: str) -> None:
        try:
            post: PostView = await self._core.store.read(
                post_queries.get, post_id, now=self._core.now()
            )
        except NotFound:
            return
        if self._shown.get(post_id) != post:  # whoever changed it may have told already
            self._core.bus.publish(PostChanged(post=post))
        for run in (run for target in post.targets for run in target.runs):
            if self._told.get(run.id) != run:
                _keep(self._told, run.id, run)
                self._core.bus.publish(RunChanged(run=run, post_id=post.id))

    async def _known(self, device: Device, epoch: int, message: m.JobPermit) -> Permit | None:
        """The permit that this very connection was given for this very request."""
        asked = self._asked.get(message.job_id)
        if asked is None or asked[0] is not device or asked[1] != message:
            return None
        return await self._core.store.read(
            permits.live, message.job_id, epoch, now=self._core.now()
        )

    async def _refuse_full_disk(self) -> None:
        usage = await asyncio.to_thread(shutil.disk_usage, self._folder.path)
        if usage.free < FLOOR_BYTES:
            raise StorageFull(FULL_TEXT.format(path=self._folder.path))

    async def _remember(self, entries: int) -> None:
        if self._mark is None or entries <= self._marked:
            return
        self._mark = Mark(hub_id=self._mark.hub_id, epoch=self._mark.epoch, entries=entries)
        try:
            await asyncio.to_thread(ledger_mark.write, self._folder.path, self._mark)
            self._marked = entries
        except OSError as error:
            log.warning("The mark beside the database was not written: %s", error)

    async def _announce(self, job_ids: list[str]) -> None:
        """Tell of jobs whose rows are as they were, but whose runs took a step."""
        self._tell(await self._core.store.read(job_queries.some, job_ids, now=self._core.now()))

    def _first(self, moved: list[JobView]) -> JobView:
        self._tell(moved)
        return moved[0]

    def _tell(self, moved: list[JobView]) -> None:
        for job in moved:
            self._core.bus.publish(JobChanged(job=job))

    def _forget(self, job_id: str) -> None:
        self._asked.pop(job_id, None)
        self._until.pop(job_id, None)


def _keep(known: dict[str, V], key: str, value: V) -> None:
    """The newest last; the oldest are forgotten."""
    known.pop(key, None)
    known[key] = value
    if len(known) > REMEMBERED:
        del known[next(iter(known))]


def _permit_ack(permit: Permit) -> m.JobPermitAck:
    return m.JobPermitAck(permit=permit.permit, ttl_seconds=permit.ttl_seconds)


def _judge(db: Any, seen: Mark | None, *, now: int) -> None:
    """Hold everything when the database is behind what was once written down of it."""
    if seen is None or not holding.is_behind(db, seen.hub_id, seen.epoch, seen.entries):
        return
    log.warning("The database came from a backup; what was not sent is held.")
    holding.restored(db, beyond_epoch=seen.epoch, actor=SYSTEM, now=now)
