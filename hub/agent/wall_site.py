"""The practice wall as a program uses it: who is signed in, pictures, the press, what is seen."""

import asyncio
import json
import urllib.error
import urllib.request
from asyncio import Future
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hub.agent.site import PracticeSite, SiteDown, Trouble
from models.accounts.keys import normal_handle

LIMIT_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as its page shows it. `at` is RFC 3339."""

    id: str
    text: str
    at: str
    permalink: str
    pictures: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the site answered to a press; `status` None: nothing."""

    status: int | None
    said: dict[str, Any]

    @property
    def is_no(self) -> bool:
        """Whether the site says that it did not take the post."""
        return self.status is not None and 400 <= self.status < 500

    @property
    def words(self) -> str:
        """What the site says to the person."""
        return str(self.said.get("error") or self.said.get("url") or "")

    @property
    def url(self) -> str | None:
        """The address of the post, if the site gave one."""
        url = self.said.get("url")
        return url if self.status == 201 and isinstance(url, str) else None


class WallSite:
    """One wall on one practice web, as one handle."""

    def __init__(self, site: PracticeSite, handle: str, answer_seconds: float) -> None:
        self._base = site.base
        self._handle = normal_handle(handle)
        self._answer_seconds = answer_seconds
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    async def me(self) -> str | None:
        """Who is signed in, None for nobody. Raises Trouble, SiteDown."""
        status, body = await self._ask("/wall/api/me")
        answer = _json(body)
        if status != 200 or "handle" not in answer:
            raise SiteDown(f"{self._base} has no wall")
        trouble = answer.get("trouble")
        if trouble == "wall_rate_limited":
            raise Trouble("rate_limit", f"{self._base}/wall", LIMIT_SECONDS)
        if trouble == "wall_checkpoint":
            raise Trouble("other", f"{self._base}/wall/checkpoint", 0)
        handle: str | None = answer["handle"]
        return handle

    async def upload(self, data: bytes, mime: str) -> str:
        """The id of a picture for a post to come. Raises SiteDown, ValueError when refused."""
        status, body = await self._ask("/wall/api/media", data, mime)
        answer = _json(body)
        if status != 201:
            raise ValueError(str(answer.get("error", "The wall does not take this file.")))
        return str(answer["id"])

    def press(self, text: str, media: list[str], press: str) -> "Future[Pressed]":
        """Press: on its way when this returns. What it brings raises nothing."""
        body = json.dumps({"text": text, "media": media, "press": press}).encode()
        return asyncio.get_running_loop().run_in_executor(None, self._press, body)

    async def profile(self) -> tuple[list[Shown], bytes]:
        """The posts of this handle, newest first, and the page. Raises SiteDown."""
        return await self._shown(f"/wall/@{quote(self._handle, safe='')}")

    async def post(self, permalink: str) -> tuple[list[Shown], bytes]:
        """The one post of an address (none when it is not there), and the page."""
        return await self._shown(permalink.removeprefix(self._base))

    def address(self) -> str:
        """Of the profile."""
        return f"{self._base}/wall/@{quote(self._handle, safe='')}"

    def _press(self, body: bytes) -> Pressed:
        try:
            status, answer = self._send("/wall/api/posts", body, "application/json")
        except OSError:
            return Pressed(None, {})
        return Pressed(status, _json(answer))

    async def _shown(self, path: str) -> tuple[list[Shown], bytes]:
        status, body = await self._ask(path)
        if status == 404:
            return [], body
        start, end = body.find(b'id="data">'), body.find(b"</script>")
        items = _json(body[start + 10 : end]).get("items") if status == 200 else None
        if items is None:
            raise SiteDown(f"{self._base}{path} shows no posts")
        shown = [
            Shown(one["id"], one["text"], one["at"], self._base + one["href"], len(one["pictures"]))
            for one in items
        ]
        return shown, body

    async def _ask(
        self, path: str, data: bytes | None = None, mime: str | None = None
    ) -> tuple[int, bytes]:
        try:
            return await asyncio.to_thread(self._send, path, data, mime)
        except OSError as error:
            raise SiteDown(f"{self._base} does not answer: {error}") from error

    def _send(self, path: str, data: bytes | None, mime: str | None) -> tuple[int, bytes]:
        headers = {"X-Wall-Handle": quote(self._handle, safe="")}
        if mime is not None:
            headers["Content-Type"] = mime
        # The address is loopback, and http: see `local_base`.
        request = urllib.request.Request(self._base + path, data, headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._answer_seconds) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
