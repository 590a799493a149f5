"""What became of a press: the site's answer, the post itself, the word for the hub."""

import asyncio
import contextlib
from dataclasses import dataclass

from hub.agent import matching, post_picture
from hub.agent.client import Refused
from hub.agent.journal import Entry, Journal
from hub.agent.report import Report
from hub.agent.site import SiteDown
from hub.agent.told import Told
from hub.agent.waits import Waits
from hub.agent.wall_site import Pressed, Shown, WallSite
from models.clock import now_ms

OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
REJECTED = "REJECTED_BY_SITE"


@dataclass(frozen=True, slots=True)
class Found:
    """The post, and the page that shows it."""

    post: Shown
    page: bytes


class Outcome:
    """Of one permit that was pressed, by this process or by one before it."""

    def __init__(
        self, entry: Entry, site: WallSite, report: Report, told: Told, journal: Journal,
        waits: Waits,
    ) -> None:  # fmt: skip
        self._entry = entry
        self._site = site
        self._report = report
        self._told = told
        self._journal = journal
        self._waits = waits

    async def settle(self, pressed: Pressed | None) -> str:
        """Look, tell the hub, close the journal. How it ended, in a word."""
        self._told.presses = True
        if pressed is not None:
            await self._after(pressed)
        found = await self._look(pressed)
        if found is not None:
            word = await self._published(found)
        else:
            word = await self._not_seen(pressed)
        # A journal that cannot be written keeps the entry open: it is told once more, no harm.
        with contextlib.suppress(OSError):
            self._journal.step(self._entry.permit, "settled", now_ms())
        return word

    async def _after(self, pressed: Pressed) -> None:
        said = "no answer" if pressed.status is None else f"{pressed.status} {pressed.words}"
        self._told.step("answered", status=pressed.status)
        await self._told.picture(
            post_picture.answer(self._entry.handle, said),
            kind="after",
            title=f"@{self._entry.handle}: after",
            page_url=self._site.address(),
        )

    async def _look(self, pressed: Pressed | None) -> Found | None:
        """The post where the site says it is, else the newest on the own profile that fits."""
        looks = self._waits.looks
        if pressed is not None and pressed.is_no:
            await asyncio.sleep(self._waits.after_no)
            looks = 1
        for number in range(looks):
            if number:
                await asyncio.sleep(self._waits.look_every)
            try:
                found = await self._seen(pressed)
            except SiteDown as down:
                self._told.step("looked", trouble=str(down))
                continue
            self._told.step("looked", found=found is not None)
            if found is not None:
                return found
        return None

    async def _seen(self, pressed: Pressed | None) -> Found | None:
        link = None if pressed is None else pressed.url
        if link is None:
            items, _ = await self._site.profile()
            entry = self._entry
            post = matching.find(items, entry.text, entry.media_count, entry.intended_at)
            if post is None:
                return None
            link = post.permalink
        shown, page = await self._site.post(link)
        same = matching.find(shown, self._entry.text, self._entry.media_count, None)
        return None if same is None else Found(same, page)

    async def _published(self, found: Found) -> str:
        post, told = found.post, self._told
        title = f"@{self._entry.handle}: the post"
        await told.posts(
            self._entry.handle, [post], kind="permalink", title=title, page_url=post.permalink
        )
        await told.page(found.page, title=title, page_url=post.permalink)
        told.step("published", permalink=post.permalink)
        await told.log(post.permalink)
        output = {
            "permalink": post.permalink,
            "platformPostId": post.id,
            "publishedAt": post.at,
            "proofs": self._report.proofs,
        }
        try:
            await self._report.done(output)
        except Refused as refused:
            return f"published, but the hub did not take it: {refused}"
        return f"published, {post.permalink}"

    async def _not_seen(self, pressed: Pressed | None) -> str:
        if pressed is not None and pressed.is_no:
            code, message = REJECTED, f"The site said no: {pressed.words}"
        else:
            code, message = OUTCOME_UNKNOWN, "It was pressed, and the post was not seen."
        self._told.step("not_seen", code=code)
        await self._told.log(self._site.address())
        with contextlib.suppress(Refused):
            await self._report.failed(code, message, retryable=False)
        return f"not seen: {message}"
