"""What a job that publishes or looks may be given (protocol section 9)."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from models.clock import parse_rfc3339
from models.errors import InvalidInput

SCHEDULE_POST: Final = "SCHEDULE_POST"
PUBLISH_POST: Final = "PUBLISH_POST"
PUBLISH_VARIANT: Final = "PUBLISH_VARIANT"
VERIFY_POST: Final = "VERIFY_POST"

MISSED: Final = "MISSED"
"""The error code of what did not go out in its time."""

LONGEST_GRACE_MINUTES: Final = 7 * 24 * 60
MOST_TARGETS: Final = 200

_Id = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
_Name = Annotated[str, Meta(min_length=1, max_length=200)]


class _Strict(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the inputs; camelCase as on the wire."""


class SchedulePost(_Strict, rename="camel"):
    """`SCHEDULE_POST`: waits for its time, then becomes `PUBLISH_POST`."""

    post_id: _Id
    at: str
    zone: str
    grace_minutes: Annotated[int, Meta(ge=0, le=LONGEST_GRACE_MINUTES)] | None = None


class PublishPost(_Strict, rename="camel"):
    """`PUBLISH_POST`: the parent of one `PUBLISH_VARIANT` a target."""

    post_id: _Id
    targets: Annotated[list[_Id], Meta(min_length=1, max_length=MOST_TARGETS)] | None = None


class Account(_Strict):
    """A platform account, as the operator wrote it."""

    platform: _Name
    handle: _Name


class VerifyPost(_Strict, rename="camel"):
    """`VERIFY_POST`: a read-only look at an account for a publication in doubt."""

    run_id: _Id
    account: Account
    text: Annotated[str, Meta(max_length=100_000)]
    media_count: Annotated[int, Meta(ge=0, le=100)]
    after: str


SHAPES: Final[Mapping[str, type[SchedulePost | PublishPost | VerifyPost]]] = {
    SCHEDULE_POST: SchedulePost,
    PUBLISH_POST: PublishPost,
    VERIFY_POST: VerifyPost,
}
"""The types that can be asked for; `PUBLISH_VARIANT` is made by the hub alone."""

TYPES: Final = (*SHAPES, PUBLISH_VARIANT)
PARENTS: Final = frozenset({SCHEDULE_POST, PUBLISH_POST})
"""What nobody claims: `SCHEDULE_POST` is its own parent to be."""

RULES: Final = {
    "postId": "must be the id of a post",
    "at": "must be an RFC 3339 time such as 2026-11-23T20:17:32.123Z",
    "zone": "must be the name of a time zone, such as Asia/Amman",
    "graceMinutes": f"must be a whole number from 0 to {LONGEST_GRACE_MINUTES}",
    "targets": f"must be a list of 1 to {MOST_TARGETS} ids of targets",
    "runId": "must be the id of a run",
    "account": 'must be {"platform": …, "handle": …}',
    "platform": "must be the name of a platform, such as practice",
    "handle": "must be a text of 1 to 200 characters",
    "text": "must be a text of at most 100000 characters",
    "mediaCount": "must be a whole number from 0 to 100",
    "after": "must be an RFC 3339 time such as 2026-11-23T20:17:32.123Z",
}


def check(input: SchedulePost | PublishPost | VerifyPost) -> dict[str, Any]:
    """What shapes cannot say: times and zones. The input as it is stored. Raises InvalidInput."""
    if isinstance(input, SchedulePost):
        time_of(input.at, "input.at")
        checked_zone(input.zone, "input.zone")
    if isinstance(input, VerifyPost):
        time_of(input.after, "input.after")
    kept: dict[str, Any] = msgspec.to_builtins(input)
    return kept


def time_of(text: str, field: str) -> int:
    """Milliseconds of a time. Raises InvalidInput."""
    try:
        return parse_rfc3339(text)
    except ValueError as error:
        raise InvalidInput(field, str(error)) from None


def checked_zone(zone: str, field: str) -> ZoneInfo:
    """The time zone of this name. Raises InvalidInput."""
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        raise InvalidInput(field, RULES["zone"]) from None
