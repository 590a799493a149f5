"""What a search needs besides the site: its words in the job's language, and patience at a gate."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from hub.agent.report import Report
from hub.agent.site import Trouble

LOOK_AGAIN_SECONDS = 1.0

Answer = TypeVar("Answer")


class RateLimited(Exception):
    """The site has had enough; try again after so many seconds."""

    def __init__(self, seconds: float, message: str) -> None:
        super().__init__(message)
        self.seconds = seconds


class Words:
    """The messages of a recipe, by the code or reason that they belong to."""

    def __init__(self, recipe: Mapping[str, Any], hl: str) -> None:
        self._hl = hl
        self._texts: dict[str, Mapping[str, str]] = {}
        self._collect(recipe)

    def of(self, name: str) -> str:
        """The message in the language, else in English, else the name itself."""
        texts = self._texts.get(name, {})
        return texts.get(self._hl) or texts.get("en") or name.replace("_", " ")

    def _collect(self, value: object) -> None:
        if isinstance(value, Mapping):
            name, message = value.get("code") or value.get("reason"), value.get("message")
            if isinstance(name, str) and isinstance(message, Mapping):
                self._texts.setdefault(name, message)
            for inner in value.values():
                self._collect(inner)
        elif isinstance(value, list):
            for inner in value:
                self._collect(inner)


class Gate:
    """Asks the site, and when it stands in the way asks the person and waits."""

    def __init__(self, report: Report, words: Words, pause: float = LOOK_AGAIN_SECONDS) -> None:
        self._report = report
        self._words = words
        self._pause = pause

    async def through(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The site's answer, however long the person takes. Raises RateLimited."""
        asked_for = ""
        while True:
            try:
                return await ask()
            except Trouble as trouble:
                if trouble.kind == "rate_limit":
                    message = self._words.of("RATE_LIMITED")
                    raise RateLimited(trouble.retry_after, message) from trouble
                if trouble.kind != asked_for:
                    asked_for = trouble.kind
                    message = f"{self._words.of(trouble.kind)} {trouble.page}"
                    await self._report.needs_user(trouble.kind, message)
            # The person may say so in the desk, or simply have dealt with it in the browser.
            try:
                async with asyncio.timeout(self._pause):
                    await self._report.resumed.wait()
                self._report.resumed.clear()
            except TimeoutError:
                continue
