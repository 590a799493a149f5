"""VERIFY_POST: a read-only look at a profile, and what the journal knows."""

from typing import Any

import msgspec

from hub.agent import matching
from hub.agent.journal import Journal
from hub.agent.report import Report
from hub.agent.told import Told
from hub.agent.wall_site import WallSite
from hub.wire import messages as m
from models.accounts.keys import key_of, normal_handle
from models.clock import parse_rfc3339


class LookWish(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The input of a VERIFY_POST."""

    account: m.Account
    text: str
    media_count: int
    after: str


class Look:
    """One look."""

    def __init__(self, wish: LookWish, site: WallSite, report: Report, journal: Journal) -> None:
        self._wish = wish
        self._site = site
        self._report = report
        self._journal = journal

    async def run(self) -> str:
        """How it ended, in a word. Raises SiteDown."""
        wish, told = self._wish, Told(self._report)
        after = parse_rfc3339(wish.after)
        handle = normal_handle(wish.account.handle)
        await self._report.progress(10, f"Looking at @{handle}", None)
        items, page = await self._site.profile()
        found = matching.find(items, wish.text, wish.media_count, after)
        title, address = f"@{handle}: a look", self._site.address()
        await told.posts(handle, items, kind="look", title=title, page_url=address)
        await told.page(page, title=title, page_url=address)
        journal = self._journal.about(
            key_of(wish.account.platform, handle), wish.text, after - matching.SLACK_MS
        )
        output: dict[str, Any] = {
            "found": found is not None,
            "checked": len(items),
            "newest": {"text": items[0].text, "at": items[0].at} if items else None,
            "journal": journal,
        }
        if found is not None:
            output |= {
                "permalink": found.permalink,
                "platformPostId": found.id,
                "publishedAt": found.at,
            }
        await self._report.done(output)
        return "found" if found is not None else "not found"
