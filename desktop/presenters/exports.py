"""What an export says when it does not come to its end."""

from desktop.i18n import t
from desktop.presenters.failures import explain
from models.errors import StorageFailing, StorageFull


def failure(error: BaseException) -> tuple[str, bool]:
    """The words, and whether it is one of those failures that may happen."""
    if isinstance(error, StorageFull):
        words = t(
            "The disk is full. No half of a file was left behind. "
            "Free some space, or choose another place."
        )
        return words, True
    if isinstance(error, StorageFailing):
        words = t(
            "It cannot be written there. No half of a file was left behind. Choose another place."
        )
        return words, True
    return explain(error)
