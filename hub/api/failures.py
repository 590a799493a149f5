"""From any exception to what HTTP says: status, code, words.

Two families: what the user or the world did keeps its words; what we did wrong is INTERNAL outside
and a traceback in the log.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from hub.api.shapes import Failure, Problem
from hub.services.connectors import RecipeRefused
from models.errors import InvalidInput, NotFound, RuleRefused, StorageFull, StoreError

log = logging.getLogger(__name__)

INTERNAL = "Something went wrong in the hub. It is in the hub's log."


class Refused(Exception):
    """A request that the API itself refuses."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


Answer = tuple[HTTPStatus, Problem]


def as_answer(error: Exception) -> Answer:
    """The status and problem that belong to an exception."""
    for kind, translate in _TABLE:
        if isinstance(error, kind):
            return translate(error)
    log.error("Unexpected failure.", exc_info=error)
    return HTTPStatus.INTERNAL_SERVER_ERROR, Problem(code="INTERNAL", message=INTERNAL)


def as_response(error: Exception) -> Response:
    """The whole answer."""
    status, problem = as_answer(error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    body = msgspec.json.encode(Failure(error=problem))
    return Response(body, status, headers, "application/json")


def _refused(error: Any) -> Answer:
    return error.status, Problem(code=error.code, message=str(error))


def _recipe(error: Any) -> Answer:
    findings = [
        {"level": one.level, "path": one.path, "message": one.message} for one in error.findings
    ]
    details = {"field": error.field, "findings": findings}
    return HTTPStatus.UNPROCESSABLE_ENTITY, Problem(
        code="INVALID", message=str(error), details=details
    )


def _invalid(error: Any) -> Answer:
    return HTTPStatus.UNPROCESSABLE_ENTITY, Problem(
        code="INVALID", message=str(error), details={"field": error.field}
    )


def _not_found(error: Any) -> Answer:
    return HTTPStatus.NOT_FOUND, Problem(code="NOT_FOUND", message=str(error))


_BY_CODE = {
    "TOO_LARGE": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "UNSUPPORTED_MEDIA": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
"""Rules that have a status of their own; all others are a conflict."""


def _rule(error: Any) -> Answer:
    status = _BY_CODE.get(error.code, HTTPStatus.CONFLICT)
    return status, Problem(code=error.code, message=str(error), details=error.details)


def _full(error: Exception) -> Answer:
    return HTTPStatus.INSUFFICIENT_STORAGE, Problem(code="STORAGE_FULL", message=str(error))


def _store(error: Exception) -> Answer:
    return HTTPStatus.SERVICE_UNAVAILABLE, Problem(code="RETRY_LATER", message=str(error))


def _http(error: Any) -> Answer:
    status = HTTPStatus(error.status_code)
    return status, Problem(code=status.name, message=str(error.detail))


# The first that fits counts, so a base class stands behind its children.
_TABLE: tuple[tuple[type[Exception], Callable[[Any], Answer]], ...] = (
    (Refused, _refused),
    (RecipeRefused, _recipe),
    (InvalidInput, _invalid),
    (NotFound, _not_found),
    (RuleRefused, _rule),
    (StorageFull, _full),
    (StoreError, _store),
    (HTTPException, _http),
)
