"""Which Proofdesk this is."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final


def _installed() -> str:
    try:
        return version("proofdesk")
    except PackageNotFoundError:  # run from a copy that nobody installed
        return "0"


VERSION: Final = _installed()
