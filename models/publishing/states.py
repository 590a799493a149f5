"""The state machine of publishing runs as a table: nothing else moves a state (protocol 5).

The one way back before a permit is a permit that was returned. What is in doubt leaves it only by
a link, by a look, or by the operator's word. What the site refused after a permit (`failed`) is
open to the same three: a site that says no may have posted all the same.
"""

from collections.abc import Mapping
from typing import Final

from models.errors import RuleRefused

CLAIMED: Final = "claimed"
PREPARING: Final = "preparing"
PERMITTED: Final = "permitted"
SUBMITTED: Final = "submitted"
PUBLISHED: Final = "published"
UNKNOWN: Final = "unknown"
VERIFYING: Final = "verifying"
NOT_FOUND: Final = "not_found"
NOT_PUBLISHED: Final = "not_published"
FAILED: Final = "failed"

STATES: Final = (
    CLAIMED,
    PREPARING,
    PERMITTED,
    SUBMITTED,
    PUBLISHED,
    UNKNOWN,
    VERIFYING,
    NOT_FOUND,
    NOT_PUBLISHED,
    FAILED,
)
BEFORE_PERMIT: Final = frozenset({CLAIMED, PREPARING})
PRESSABLE: Final = frozenset({PERMITTED, SUBMITTED})
"""A permit is out and nothing says yet what became of it."""
DOUBT: Final = frozenset({UNKNOWN, VERIFYING})
RETRYABLE: Final = frozenset({NOT_FOUND, NOT_PUBLISHED})
"""After a permit, only these may be followed by a new attempt, and only by the operator's order."""
HARMLESS: Final = RETRYABLE | {FAILED}
"""A permit of such a run stands in nobody's way any more."""

TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # cause: {from: to}
    "prepare": {CLAIMED: PREPARING},
    "permit": {PREPARING: PERMITTED},
    "give_back": {PERMITTED: PREPARING},
    "press": {PERMITTED: SUBMITTED},
    "fail": {CLAIMED: FAILED, PREPARING: FAILED},
    "reject": {PERMITTED: FAILED, SUBMITTED: FAILED},
    "doubt": {PERMITTED: UNKNOWN, SUBMITTED: UNKNOWN},
    # said to be pressed without a permit, or restored from before one
    "contradict": {CLAIMED: UNKNOWN, PREPARING: UNKNOWN},
    "look": {UNKNOWN: VERIFYING},
    "looked": {VERIFYING: UNKNOWN},
    "give_up": {UNKNOWN: NOT_FOUND, VERIFYING: NOT_FOUND},
    # the run's own link: late or not, it did go out
    "report": {
        PERMITTED: PUBLISHED,
        SUBMITTED: PUBLISHED,
        UNKNOWN: PUBLISHED,
        VERIFYING: PUBLISHED,
        NOT_FOUND: PUBLISHED,
        NOT_PUBLISHED: PUBLISHED,
        FAILED: PUBLISHED,
    },
    "find": {
        UNKNOWN: PUBLISHED,
        VERIFYING: PUBLISHED,
        NOT_FOUND: PUBLISHED,
        NOT_PUBLISHED: PUBLISHED,
        FAILED: PUBLISHED,
    },
    "say_published": {
        UNKNOWN: PUBLISHED,
        VERIFYING: PUBLISHED,
        NOT_FOUND: PUBLISHED,
        NOT_PUBLISHED: PUBLISHED,
        FAILED: PUBLISHED,
    },
    "say_not_published": {
        UNKNOWN: NOT_PUBLISHED,
        VERIFYING: NOT_PUBLISHED,
        NOT_FOUND: NOT_PUBLISHED,
        FAILED: NOT_PUBLISHED,
    },
}


def after(cause: str, state: str) -> str:
    """The state that `cause` leads to. Raises RuleRefused where the table has no way."""
    target = TRANSITIONS[cause].get(state)
    if target is None:
        allowed = " or ".join(TRANSITIONS[cause])
        raise RuleRefused("INVALID", f"The run is {state}; it would have to be {allowed}.")
    return target
