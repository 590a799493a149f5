"""Failures in words: what happened and what to do, without a code in the first line."""

from concurrent.futures import CancelledError

from desktop.i18n import digits, mark, t
from desktop.presenters.text import plain
from hub.errors import PortTaken, WireError
from models.errors import (
    FolderNewer,
    FolderTaken,
    FolderUnwritable,
    InvalidInput,
    NotFound,
    RuleRefused,
    StorageFull,
    StoreError,
)

REFUSALS = {
    "CONFIRM_NEEDED": mark("It was given a permit once. Order the new attempt in Outcomes."),
    "NOT_DECIDED": mark(
        "It may be out already, so it is not sent again. Decide in Outcomes what became of it."
    ),
    "NOT_IN_DOUBT": mark("Its outcome is known by now. There is nothing to decide."),
    "ALREADY_SENT": mark("It is out, or on its way. It is not sent twice."),
    "NOTHING_WAITS": mark(
        "Nothing of it waits any more. What is on its way can only be cancelled."
    ),
    "PERMIT_REFUSED": mark("It was not allowed to press. Nothing was sent."),
    "RATE_LIMITED": mark("The site asked us to wait. It goes on by itself."),
    "ACCOUNT_MISMATCH": mark("Another account is logged in there. Nothing was typed."),
}
"""What a rule of state says, by its code; other refusals are told in their own words."""


def explain(error: BaseException) -> tuple[str, bool]:
    """The words for an error, and whether it is one of those that may happen."""
    if isinstance(error, StorageFull):
        return t("The disk is full. Nothing was changed. Free some space and try again."), True
    if isinstance(error, FolderTaken):
        return t("Another Proofdesk uses this data folder. Close it, then try again."), True
    if isinstance(error, FolderNewer):
        return t("This data was written by a newer Proofdesk. Start that one, or update."), True
    if isinstance(error, FolderUnwritable):
        return t("The data folder cannot be written. Check its permissions and the disk."), True
    if isinstance(error, NotFound):
        return t("It is not there any more. Somebody or something removed it."), True
    if isinstance(error, InvalidInput):
        return plain(error.message), True
    if isinstance(error, PortTaken):
        port = digits(str(error.port))
        return t("Port {port} is in use by another program.", port=port), True
    if isinstance(error, RuleRefused) and error.code in REFUSALS:
        return t(REFUSALS[error.code]), True
    if isinstance(error, StoreError | RuleRefused | WireError):
        return plain(str(error)), True
    if isinstance(error, CancelledError | RuntimeError) and not str(error):
        return t("The hub is stopping. Try again when it runs."), True
    return t("That did not work, and it is our fault. Details are in the log."), False
