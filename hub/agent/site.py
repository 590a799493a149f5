"""The practice web as a program reads it: its lists as JSON, its pages as bytes."""

import asyncio
import json
import urllib.error
import urllib.request
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 60


class Trouble(Exception):
    """The site stands in the way: `kind` is captcha, consent or rate_limit."""

    def __init__(self, kind: str, page: str, retry_after: float) -> None:
        super().__init__(kind)
        self.kind = kind
        self.page = page
        self.retry_after = retry_after


class SiteDown(Exception):
    """The site does not answer as it should."""


class PracticeSite:
    """One practice web by its address (`http://127.0.0.1:…`)."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    async def places(self, query: str, hl: str, offset: int, limit: int) -> dict[str, Any]:
        """Some rows of the list: `{places, total, more, end, limited}`."""
        asked = {"query": query, "hl": hl, "offset": offset, "limit": limit}
        return await self._json(f"/practice/api/places?{urlencode(asked)}")

    async def results(self, query: str, hl: str, start: int) -> dict[str, Any]:
        """One page of the search: `{results, total, more}`."""
        return await self._json(
            f"/practice/api/results?{urlencode({'q': query, 'hl': hl, 'start': start})}"
        )

    async def page(self, path: str) -> bytes:
        """A page as it is delivered. Raises SiteDown."""
        return await asyncio.to_thread(self._get, path)

    async def _json(self, path: str) -> dict[str, Any]:
        body = await asyncio.to_thread(self._get, path)
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise SiteDown(f"{self.base} is not the practice web") from error
        if not isinstance(answer, dict):
            raise SiteDown(f"{self.base} is not the practice web")
        if "trouble" in answer:
            raise Trouble(
                answer["trouble"],
                self.base + answer.get("page", ""),
                answer.get("retryAfterSeconds", 0),
            )
        return answer

    def _get(self, path: str) -> bytes:
        try:
            # The address is loopback, and http: see `local_base`.
            with self._opener.open(self.base + path, timeout=SECONDS) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            with error:
                return error.read()
        except OSError as error:
            raise SiteDown(f"{self.base} does not answer: {error}") from error


def local_base(hosts: list[str]) -> str | None:
    """The address of the first host that is this machine, where the practice web may be."""
    for host in hosts:
        name = urlsplit(f"//{host}").hostname or ""
        if name == "localhost" or _is_loopback(name):
            return f"http://{host}"
    return None


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
