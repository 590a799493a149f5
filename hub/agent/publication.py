"""A publication on the practice wall, at most once (protocol 5).

Everything before the permit may be lost and done again. From the line of the journal on nothing is:
what is unclear afterwards is said to be unclear.
"""

import asyncio
import contextlib
import hashlib
from asyncio import Future
from typing import Any

import msgspec

from hub.agent import matching, post_picture
from hub.agent.client import Refused
from hub.agent.gate import Gate
from hub.agent.journal import Entry, Journal
from hub.agent.outcome import OUTCOME_UNKNOWN, Outcome
from hub.agent.report import Cancelled, Permit, Report
from hub.agent.site import Trouble
from hub.agent.told import Told
from hub.agent.waits import Waits
from hub.agent.wall_site import Pressed, WallSite
from hub.wire import messages as m
from models.accounts.keys import normal_handle
from models.clock import now_ms
from models.posts.content import content_digest

ASKED_AGAIN = 3
"""So often a permit is asked for that was not used, or not given for now."""
FOR_NOW = ("paused", "pacing", "parked")
"""Reasons that pass by themselves."""
CODES = {"account": "ACCOUNT_MISMATCH", "digest": "text_not_accepted"}
"""What a refused permit means for the job."""


class NotPublished(Exception):
    """It ended before anything was pressed; `code` says why."""

    def __init__(self, code: str, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.retryable = retryable


class MediaItem(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A file of the post."""

    media_id: str
    sha256: str


class PublishWish(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the agent needs of the input of a PUBLISH_VARIANT."""

    account: m.Account
    text: str
    media: list[MediaItem]
    commit: str
    link: str | None = None
    dry_run: bool = False


class Publication:
    """One target, from the account check to the permalink."""

    def __init__(
        self, job: m.JobRef, wish: PublishWish, site: WallSite, report: Report, journal: Journal,
        gate: Gate, waits: Waits,
    ) -> None:  # fmt: skip
        self._job = job
        self._wish = wish
        self._handle = normal_handle(wish.account.handle)
        self._site = site
        self._report = report
        self._journal = journal
        self._gate = gate
        self._waits = waits
        self._told = Told(report)
        self._seen: str | None = None
        self._media: list[str] = []
        self._body = matching.body(wish.text, wish.link)
        self.is_committed = False
        """Pressed: nobody calls it back any more, it goes on until it has said what it saw."""

    async def run(self) -> str:
        """How it ended, in a word. Raises NotPublished, Cancelled, RateLimited, SiteDown."""
        if self._wish.commit != "agent" and not self._wish.dry_run:
            raise NotPublished(
                "NOT_SUPPORTED",
                "The operator presses here, in a browser; the script agent has none.",
            )
        began = now_ms()
        digest = await self._fill()
        if self._wish.dry_run:
            await self._told.log(self._site.address())
            await self._report.done(self._tried(now_ms() - began))
            return "done, a dry run that posted nothing"
        entry, pressing = await self._press(digest)
        with contextlib.suppress(Refused):
            await self._report.submitted(entry.permit, entry.pressed_at or entry.at)
        outcome = Outcome(entry, self._site, self._report, self._told, self._journal, self._waits)
        return await outcome.settle(await pressing)

    def _tried(self, ms: int) -> dict[str, Any]:
        """What a dry run found. Its composer is its own memory, its button a request."""
        return {
            "dryRun": True,
            "account": self._seen,
            "text": True,
            "button": True,
            "notes": [],
            "steps": self._told.steps,
            "ms": ms,
        }

    # ------------------------------------------------------------ the composer

    async def _fill(self) -> str:
        """Account, files, text, picture; the digest of what stands there."""
        wish, told = self._wish, self._told
        await self._report.progress(5, f"Publishing as @{self._handle}", None)
        seen = await self._gate.through(self._signed_in)
        self._seen = seen
        told.step("account", seen=seen)
        if normal_handle(seen) != self._handle and not wish.dry_run:
            raise NotPublished("ACCOUNT_MISMATCH", f"@{seen} is signed in, not @{self._handle}.")
        hashes = [await self._attach(item) for item in wish.media]
        digest = content_digest(wish.text, wish.link, hashes)
        told.step("composer", digest=digest)
        await self._report.progress(40, "The composer is filled", None)
        await told.picture(
            post_picture.composer(self._handle, self._body, len(self._media)),
            kind="before",
            title=f"@{self._handle}: before",
            page_url=self._site.address(),
        )
        return digest

    async def _signed_in(self) -> str:
        handle = await self._site.me()
        if handle is None:
            raise Trouble("login", self._site.address(), 0)
        return handle

    async def _attach(self, item: MediaItem) -> str:
        """Bring a file of the post to the site; its hash as received."""
        declared, data = await self._report.media(item.media_id)
        received = hashlib.sha256(data).hexdigest()
        if received != item.sha256:
            raise NotPublished(
                "media_damaged", f"The file {declared.name} came damaged.", retryable=True
            )
        try:
            self._media.append(await self._site.upload(data, declared.mime))
        except ValueError as refused:
            raise NotPublished("NOT_SUPPORTED", str(refused)) from refused
        self._told.step("attached", sha256=received)
        return received

    # ------------------------------------------------------------ the press

    async def _press(self, digest: str) -> "tuple[Entry, Future[Pressed]]":
        """Ask for leave, and press while it lives."""
        for _ in range(ASKED_AGAIN):
            permit = await self._permit(digest)
            if permit is None:
                await asyncio.sleep(self._waits.permit_again)
                continue
            entry = self._intend(permit)
            if entry is not None and permit.lives():
                return self._press_now(entry)
            await self._return(permit)
        raise NotPublished("PERMIT_REFUSED", "No permit was given in time.", retryable=True)

    async def _permit(self, digest: str) -> Permit | None:
        """The hub's leave; None when it may come later."""
        account = m.Account(platform=self._wish.account.platform, handle=self._handle)
        try:
            permit = await self._report.permit(digest, account)
        except Refused as refused:
            if refused.code != "PERMIT_REFUSED":
                raise
            reason = _reason(refused)
            self._told.step("permit_refused", reason=reason)
            if reason == "cancelled":
                raise Cancelled from refused
            if reason in FOR_NOW:
                return None
            code = CODES.get(reason, "PERMIT_REFUSED")
            raise NotPublished(code, str(refused)) from refused
        self._told.step("permit", permit=permit.permit)
        return permit

    def _intend(self, permit: Permit) -> Entry | None:
        """The line before the press; None when it could not be written."""
        now = now_ms()
        entry = Entry(
            permit=permit.permit,
            job_id=self._job.job_id,
            epoch=self._job.epoch,
            platform=self._wish.account.platform,
            handle=self._handle,
            text=self._body,
            media_count=len(self._media),
            state="intent",
            at=now,
            intended_at=now,
        )
        try:
            self._journal.intend(entry)
        except OSError as error:
            self._told.step("journal_failed", error=str(error))
            return None
        return entry

    def _press_now(self, entry: Entry) -> "tuple[Entry, Future[Pressed]]":
        """Once. The clocks were looked at in the same task: nothing came between."""
        self.is_committed = True
        pressing = self._site.press(self._body, self._media, entry.permit)
        # Without this line the journal says "intent", and the agent that it does not know.
        with contextlib.suppress(OSError):
            entry = self._journal.step(entry.permit, "pressed", now_ms())
        self._told.step("pressed")
        return entry, pressing

    async def _return(self, permit: Permit) -> None:
        """Nothing was pressed, and with this permit nothing can be any more."""
        with contextlib.suppress(OSError, KeyError):
            self._journal.step(permit.permit, "void", now_ms())
        try:
            await self._report.return_permit(permit.permit)
        except Refused as refused:
            message = f"Nothing was pressed, but the permit could not be returned: {refused}"
            raise NotPublished(OUTCOME_UNKNOWN, message) from refused
        self._told.step("permit_returned")


def _reason(refused: Refused) -> str:
    details = refused.error.details
    return str(details.get("reason", "")) if isinstance(details, dict) else ""
