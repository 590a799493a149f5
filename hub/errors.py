"""What can go wrong at the hub's doors, with the code that the other side is told.

WireError                a message was not taken: `code`, text, retryable
CloseConnection          the whole connection ends with a close code
PortTaken                the hub cannot listen
"""

from typing import Any


class WireError(Exception):
    """This message costs an `error` reply and nothing more."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retryable: bool = False,
        job_id: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retryable = retryable
        self.job_id = job_id
        self.details = details


class CloseConnection(Exception):
    """The connection ends: a close code of the protocol and a reason for the log only."""

    BAD_FRAMES = 4400
    NOT_AUTHENTICATED = 4401
    REVOKED = 4403
    TOO_SLOW = 4408
    REPLACED = 4409
    UNSUPPORTED_PROTOCOL = 4426
    STOPPING = 1001
    TRY_LATER = 1013

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class PortTaken(Exception):
    """The hub cannot listen where it was told to; it never takes another port by itself."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken by another program. Close it, or choose another port."
        )
        self.port = port
