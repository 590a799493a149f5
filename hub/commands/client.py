"""The command line as a client of the running hub's operator API."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from hub import announcement
from hub.commands.failed import CommandFailed
from hub.commands.options import data_dir

SECONDS = 30
PAGE = 200


class Client:
    """Speaks to the hub that runs on a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        said = announcement.read(folder)
        if said is None or not _is_held(folder):
            raise self._nobody()
        self._address = urlsplit(said.api_url).netloc
        try:
            self._token = (folder / "api-token").read_text("ascii").strip()
        except OSError as error:
            raise CommandFailed(
                f"The token {error.filename} cannot be read: {error.strerror}."
            ) from error

    def get(self, path: str, **query: object) -> Any:
        """One answer."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", f"{path}?{urlencode(given)}" if given else path)

    def post(self, path: str, body: object | None = None) -> Any:
        """One change."""
        return self._ask("POST", path, body)

    def send(self, path: str, data: bytes, **headers: str) -> Any:
        """Bytes as they are; `content_type="text/csv"` becomes the header Content-Type."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return self._ask("POST", path, data, named)

    def put(self, path: str, body: object) -> Any:
        """One change of what is there."""
        return self._ask("PUT", path, body)

    def items(self, path: str, limit: int, **query: object) -> Iterator[Any]:
        """Up to `limit` items of a list, page by page."""
        cursor = None
        while limit > 0:
            page = self.get(path, limit=min(limit, PAGE), cursor=cursor, **query)
            yield from page["items"]
            limit -= len(page["items"])
            cursor = page["nextCursor"]
            if cursor is None:
                return

    def _ask(
        self,
        method: str,
        path: str,
        body: object | None = None,
        others: Mapping[str, str] | None = None,
    ) -> Any:
        from http.client import HTTPConnection, HTTPException  # the window starts without it

        connection = HTTPConnection(self._address, timeout=SECONDS)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        headers |= others or {}
        sent = body if isinstance(body, bytes | None) else msgspec.json.encode(body)
        try:
            connection.request(method, path, sent, headers)
            response = connection.getresponse()
            answer = msgspec.json.decode(response.read())
        except ConnectionError as error:
            raise self._nobody() from error
        except (OSError, HTTPException, msgspec.DecodeError) as error:
            raise CommandFailed(f"The hub does not answer as it should ({error}).") from error
        finally:
            connection.close()
        if response.status >= 400:
            raise _refusal(response.status, answer)
        return answer

    def _nobody(self) -> CommandFailed:
        return CommandFailed(
            f"No hub is running on {self._folder}. Start Proofdesk, or `proofdesk hub`."
        )


def _is_held(folder: Path) -> bool:
    """Whether a process holds the data folder: what a dead hub announced may be anybody's port."""
    from models.lock import FileLock, Locked

    try:
        FileLock(folder / "lock").release()
    except Locked:
        return True
    except OSError as error:
        raise CommandFailed(f"{folder / 'lock'} cannot be opened: {error.strerror}.") from error
    return False


def connect(args: argparse.Namespace) -> Client:
    """The hub that the arguments mean."""
    return Client(data_dir(args))


def _refusal(status: int, answer: Any) -> CommandFailed:
    try:
        message = str(answer["error"]["message"])
    except (KeyError, TypeError):
        message = f"The hub answered {status}."
    return CommandFailed(message, code=2 if status in (400, 422) else 1)
