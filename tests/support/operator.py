"""The operator's HTTP door as a plain, blocking client, for tests of whole programs."""

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 30


@dataclass(frozen=True)
class Operator:
    """Somebody who holds the API token of a running hub."""

    api_url: str
    token: str

    @classmethod
    def of(cls, ready: dict[str, Any], folder: Path) -> "Operator":
        """From the hub's ready line and its data folder."""
        return cls(ready["apiUrl"], (folder / "api-token").read_text().strip())

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The JSON answer; an error status raises `urllib.error.HTTPError`."""
        return json.loads(self.download(path, method, body))

    def download(self, path: str, method: str = "GET", body: object = None) -> bytes:
        """The bytes of an answer."""
        data = None if body is None else json.dumps(body).encode()
        return self._send(path, method, data, {"Content-Type": "application/json"})

    def send_file(self, path: str, mime: str, name: str, data: bytes) -> Any:
        """POST a file; the JSON answer."""
        return json.loads(
            self._send(path, "POST", data, {"Content-Type": mime, "X-Filename": name})
        )

    def _send(self, path: str, method: str, data: bytes | None, headers: dict[str, str]) -> bytes:
        request = urllib.request.Request(
            self.api_url + path,
            method=method,
            data=data,
            headers={"Authorization": f"Bearer {self.token}"} | headers,
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as reply:
            answer: bytes = reply.read()
        return answer

    def everything(self, path: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self.ask("GET", f"{path}?limit=200" + (f"&cursor={cursor}" if cursor else ""))
            items += page["items"]
            cursor = page["nextCursor"]
        return items
