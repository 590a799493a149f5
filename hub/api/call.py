"""One request as an endpoint sees it: the hub, the path, the query, the decoded body."""

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from hub.api.failures import Refused
from models.clock import parse_rfc3339
from models.errors import InvalidInput

if TYPE_CHECKING:
    from hub.service import HubService

B = TypeVar("B")

MOST_BODY_BYTES = 1024 * 1024
MOST_ITEMS = 500
USUAL_ITEMS = 50


class Call:
    """Reads what came in and names the field that is wrong."""

    def __init__(self, hub: "HubService", request: Request) -> None:
        self.hub = hub
        self.request = request
        self.actor = hub.operator_id
        """Whoever holds the token acts as the operator of this desk."""

    @property
    def id(self) -> str:
        """The `{id}` of the path."""
        return str(self.request.path_params["id"])

    def query(self, name: str) -> str | None:
        """A query parameter; an empty one counts as absent."""
        return self.request.query_params.get(name) or None

    def choices(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A parameter with one of these values, or several between commas."""
        given = self.query(name)
        values = tuple(given.split(",")) if given else ()
        for value in values:
            if value not in allowed:
                raise InvalidInput(name, f"is one of {', '.join(allowed)}")
        return values

    def flag(self, name: str) -> bool:
        """A parameter that is 1 or true, else 0, false or absent."""
        given = self.query(name)
        if given not in (None, "0", "1", "true", "false"):
            raise InvalidInput(name, "is true or false")
        return given in ("1", "true")

    @property
    def limit(self) -> int:
        """How many items a page may have."""
        given = self.query("limit")
        if given is None:
            return USUAL_ITEMS
        if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= MOST_ITEMS:
            raise InvalidInput("limit", f"is a number from 1 to {MOST_ITEMS}")
        return int(given)

    @property
    def cursor(self) -> str | None:
        """Where the page before this one ended."""
        return self.query("cursor")

    async def body(self, shape: type[B], *, optional: bool = False) -> B:
        """The JSON body; a wrong field is refused by its name. `optional`: nothing is `{}`."""
        raw = await self.raw() or (b"{}" if optional else b"")
        try:
            return msgspec.json.decode(raw, type=shape)
        except msgspec.ValidationError as error:
            raise _wrong_field(error) from error
        except (msgspec.DecodeError, RecursionError) as error:
            raise Refused(
                HTTPStatus.BAD_REQUEST, "BAD_JSON", f"The body is not JSON ({error})."
            ) from error

    async def raw(self, most: int = MOST_BODY_BYTES) -> bytes:
        """The body as it came, of at most so many bytes."""
        body = bytearray()
        try:
            async for part in self.request.stream():
                body += part
                if len(body) > most:
                    raise Refused(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                        "TOO_LARGE",
                        f"A body may have {most} bytes.",
                    )
        except ClientDisconnect as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "GONE", "The request broke off.") from error
        return bytes(body)


def time_field(name: str, text: str | None) -> int | None:
    """A time of a body or a query, by its field's name."""
    try:
        return None if text is None else parse_rfc3339(text)
    except ValueError as error:
        raise InvalidInput(name, str(error)) from error


def _wrong_field(error: msgspec.ValidationError) -> InvalidInput:
    """msgspec says "Expected `int`, got `str` - at `$.input.limit`"."""
    what, _, where = str(error).partition(" - at `$")
    path = [where.rstrip("`").lstrip(".")]
    if what.startswith("Object"):  # "Object missing required field `type`"
        path.append(what.split("`")[1])
    return InvalidInput(".".join(filter(None, path)) or "body", what)
