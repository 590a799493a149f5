"""Sizes of files as the operator reads them: "184 KB", "3.1 GB"."""

from desktop.i18n import decimal, number, t

STEP = 1000


def size(count: int) -> str:
    """A number of bytes with the unit that suits it."""
    if count < STEP:
        return t("{n} B", n=count)
    if count < STEP**2:
        return t("{size} KB", size=number(round(count / STEP)))
    if count < STEP**3:
        return t("{size} MB", size=_short(count / STEP**2))
    return t("{size} GB", size=_short(count / STEP**3))


def _short(value: float) -> str:
    return decimal(value) if value < 10 else number(round(value))
