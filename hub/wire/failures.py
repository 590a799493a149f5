"""From any exception to what the agent is told: wire code, text, whether to try again.

Two families: what the user or the world did keeps its words; what we did wrong is `INTERNAL`
outside and a traceback in the log.
"""

import logging
from collections.abc import Callable

from hub.errors import WireError
from models.errors import InvalidInput, NotFound, RuleRefused, StorageFull, StoreError

log = logging.getLogger(__name__)

INTERNAL = "Something went wrong in the hub. It is in the hub's log; try again later."


def as_wire_error(error: Exception) -> WireError:
    """The refusal that belongs to an exception."""
    if isinstance(error, WireError):
        return error
    for kind, translate in _TABLE:
        if isinstance(error, kind):
            return translate(error)
    log.error("Unexpected failure.", exc_info=error)
    return WireError("INTERNAL", INTERNAL, retryable=True)


def _rule(error: Exception) -> WireError:
    assert isinstance(error, RuleRefused)
    return WireError(error.code, str(error), retryable=error.retryable, details=error.details)


def _not_found(error: Exception) -> WireError:
    assert isinstance(error, NotFound)
    code = "JOB_NOT_FOUND" if error.kind == "job" else "INVALID"
    return WireError(code, str(error), job_id=error.id if error.kind == "job" else None)


def _invalid(error: Exception) -> WireError:
    assert isinstance(error, InvalidInput)
    return WireError("INVALID", str(error), details={"field": error.field})


def _later(error: Exception) -> WireError:
    return WireError("RETRY_LATER", str(error), retryable=True)


# The first that fits counts, so the base class stands last.
_TABLE: tuple[tuple[type[Exception], Callable[[Exception], WireError]], ...] = (
    (RuleRefused, _rule),
    (NotFound, _not_found),
    (InvalidInput, _invalid),
    (StorageFull, _later),
    (StoreError, _later),
)
