"""What the operator does with posts; the window, the API and the command line all come here."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from hub.events import JobChanged, JobCreated, PostChanged
from hub.exports import posts_csv
from hub.services.core import SYSTEM, Core
from models.posts import imports as post_import
from models.posts import posts, series
from models.posts.changes import NewPost, PostChange, PostDone
from models.posts.imports import ImportReport, ImportRow
from models.posts.views import PostView


class PostsService:
    """Write, change, plan, send, take away; series and imports too."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def create(self, new: NewPost, actor: str) -> PostView:
        """A draft; with a time it is planned, with a rule its further dates too."""
        return await self._do(posts.create, new, actor=actor)

    async def change(self, post_id: str, to: PostChange, actor: str) -> PostView:
        """What is named becomes another, the rest stays."""
        return await self._do(posts.change, post_id, to, actor=actor)

    async def duplicate(self, post_id: str, actor: str) -> PostView:
        """The same once more, as a draft."""
        return await self._do(posts.duplicate, post_id, actor=actor)

    async def remove(self, post_id: str, actor: str) -> PostView:
        """Out of every list; the post as it was."""
        return await self._do(posts.remove, post_id, actor=actor)

    async def schedule(
        self,
        post_id: str,
        wall: str | None,
        zone: str,
        actor: str,
        *,
        at: int | None = None,
        late_policy: str | None = None,
        grace_minutes: int | None = None,
        rule: str | None = None,
        allow_duplicate: bool = False,
    ) -> PostView:
        """Give it a time, or another one; `wall` of the result differs where it fell into a gap.

        `at` is the very moment instead of a wall time; with a rule it is the first of a series.
        """
        return await self._do(
            posts.schedule,
            post_id,
            wall,
            zone,
            at=at,
            late_policy=late_policy,
            grace_minutes=grace_minutes,
            rule=rule,
            allow_duplicate=allow_duplicate,
            actor=actor,
        )

    async def unschedule(self, post_id: str, actor: str) -> PostView:
        """Back to the drafts."""
        return await self._do(posts.unschedule, post_id, actor=actor)

    async def publish(
        self,
        post_id: str,
        actor: str,
        *,
        targets: Sequence[str] | None = None,
        allow_duplicate: bool = False,
    ) -> PostView:
        """Send it, or some of its targets, as soon as their devices can."""
        return await self._do(
            posts.publish_now, post_id, targets, allow_duplicate=allow_duplicate, actor=actor
        )

    async def end_series(self, post_id: str, actor: str) -> PostView:
        """No post behind this one."""
        return await self._do(posts.end_series, post_id, actor=actor)

    async def import_csv(
        self,
        data: bytes,
        actor: str,
        *,
        zone: str | None = None,
        allow_duplicates: bool = False,
        dry: bool = False,
    ) -> ImportReport:
        """All rows of a table become posts, or none does: then every row's problem is named.

        `zone` counts where a row names none; `dry` only says what would happen.
        """
        try:
            rows = await asyncio.to_thread(_rows, data)
        except posts_csv.Unreadable as error:
            return ImportReport(rows=0, post_ids=[], problems=[error.problem])
        report, done = await self._core.store.write(
            post_import.run,
            rows,
            zone=zone,
            allow_duplicates=allow_duplicates,
            dry=dry,
            actor=actor,
            now=self._core.now(),
        )
        for one in done:
            self._tell(one)
        return report

    async def grow_series(self) -> None:
        """The scheduler's chore: the weeks ahead of every series have their posts."""
        for series_id in await self._core.store.read(series.open_ids):
            made, jobs = await self._core.store.write(
                posts.grow_series, series_id, actor=SYSTEM, now=self._core.now()
            )
            for job in jobs:
                self._core.bus.publish(JobCreated(job=job))
            for post in made:
                self._core.bus.publish(PostChanged(post=post))

    async def _do(self, verb: Callable[..., PostDone], *args: Any, **facts: Any) -> PostView:
        done = await self._core.store.write(verb, *args, now=self._core.now(), **facts)
        self._tell(done)
        return done.post

    def _tell(self, done: PostDone) -> None:
        for job in done.created:
            self._core.bus.publish(JobCreated(job=job))
        for job in done.changed:
            self._core.bus.publish(JobChanged(job=job))
        for post in (done.post, *done.others):
            self._core.bus.publish(PostChanged(post=post))


def _rows(data: bytes) -> list[ImportRow]:
    """The table, and what checking it needs is loaded. Raises `posts_csv.Unreadable`."""
    rows = posts_csv.read(data)
    post_import.warm(rows)
    return rows
