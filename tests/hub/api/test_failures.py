"""One table from exception to HTTP."""

from http import HTTPStatus

import msgspec
import pytest
from starlette.exceptions import HTTPException

from hub.api.failures import INTERNAL, Refused, as_answer, as_response
from hub.recipes import Finding
from hub.services.connectors import RecipeRefused
from models.errors import InvalidInput, NotFound, RuleRefused, StorageFull, StoreError


@pytest.mark.parametrize(
    ("error", "status", "code", "details"),
    [
        (Refused(HTTPStatus.UNAUTHORIZED, "UNAUTHENTICATED", "x"), 401, "UNAUTHENTICATED", None),
        (InvalidInput("input.limit", "is 1 to 1000"), 422, "INVALID", {"field": "input.limit"}),
        (
            RecipeRefused([Finding(level="error", path="hosts", message="is missing")]),
            422,
            "INVALID",
            {
                "field": "recipe.hosts",
                "findings": [{"level": "error", "path": "hosts", "message": "is missing"}],
            },
        ),
        (NotFound("job", "x"), 404, "NOT_FOUND", None),
        (RuleRefused("JOB_NOT_RUNNING", "it is over"), 409, "JOB_NOT_RUNNING", None),
        (StorageFull("full"), 507, "STORAGE_FULL", None),
        (StoreError("later"), 503, "RETRY_LATER", None),
        (HTTPException(405), 405, "METHOD_NOT_ALLOWED", None),
    ],
)
def test_what_the_world_did_keeps_its_words(
    error: Exception, status: int, code: str, details: object
) -> None:
    answered, problem = as_answer(error)
    assert (answered, problem.code, problem.details) == (status, code, details)
    assert problem.message


def test_what_we_did_wrong_stays_inside(caplog: pytest.LogCaptureFixture) -> None:
    response = as_response(ValueError("secret detail"))
    assert response.status_code == 500
    body = msgspec.json.decode(response.body)
    assert body == {"error": {"code": "INTERNAL", "message": INTERNAL, "details": None}}
    assert "secret detail" in caplog.text
    caplog.clear()
