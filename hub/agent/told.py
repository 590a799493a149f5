"""The step log of a publication, and its pictures and pages on their way to the hub."""

import json
from collections.abc import Sequence
from typing import Any

from hub.agent import picture, post_picture
from hub.agent.client import Refused
from hub.agent.report import Report
from hub.agent.wall_site import Shown
from models.clock import now_ms, rfc3339


class Told:
    """What happened, step by step, and the proofs of it.

    Once `presses` is set a proof that the hub refuses costs that proof alone: the word of what
    became of the press must still come through.
    """

    def __init__(self, report: Report) -> None:
        self.presses = False
        self._report = report
        self.steps: list[dict[str, Any]] = []

    def step(self, name: str, **facts: Any) -> None:
        """A line of the log."""
        self.steps.append({"at": rfc3339(now_ms()), "step": name, **facts})

    async def picture(self, data: bytes, *, kind: str, title: str, page_url: str) -> None:
        """A drawn picture."""
        size = (picture.WIDTH, picture.HEIGHT)
        await self._proof(data, "image/png", kind, title, page_url, size)

    async def posts(
        self, handle: str, items: Sequence[Shown], *, kind: str, title: str, page_url: str
    ) -> None:
        """A picture of posts."""
        shown = [(one.at, one.text, one.pictures) for one in items]
        data = post_picture.posts(handle, shown)
        await self.picture(data, kind=kind, title=title, page_url=page_url)

    async def page(self, data: bytes, *, title: str, page_url: str) -> None:
        """A page as it came."""
        await self._proof(data, "text/html", "page", title, page_url, None)

    async def log(self, page_url: str) -> None:
        """The steps so far."""
        data = json.dumps({"steps": self.steps}, ensure_ascii=False, indent=1).encode()
        await self._proof(data, "application/json", "log", "Steps", page_url, None)

    async def _proof(
        self,
        data: bytes,
        mime: str,
        kind: str,
        title: str,
        page_url: str,
        size: tuple[int, int] | None,
    ) -> None:
        try:
            await self._report.proof(
                data, mime=mime, kind=kind, title=title, page_url=page_url, size=size
            )
        except Refused as refused:
            if not self.presses:
                raise
            self.step("proof_refused", kind=kind, code=refused.code)
