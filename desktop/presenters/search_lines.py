"""Searches written one a line: what is taken, what is left out and why.

The rule is the hub's own (spaces folded, compared without case), so that what is shown here is
what is made.
"""

from dataclasses import dataclass

from desktop.i18n import t, tn
from desktop.presenters.text import isolate, plain


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was written."""

    number: int
    written: str
    text: str
    """With single spaces; "" for an empty line."""
    same_as: int | None = None
    """The number of the line that says the same already."""

    @property
    def taken(self) -> bool:
        """Whether it becomes a search."""
        return bool(self.text) and self.same_as is None


def read(text: str) -> list[Line]:
    """Every line of a text; empty ones at its end do not count."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for number, written in enumerate(text.rstrip().splitlines(), 1):
        cleaned = " ".join(written.split())
        key = cleaned.casefold()
        lines.append(Line(number, written, cleaned, seen.get(key) if key else None))
        if key:
            seen.setdefault(key, number)
    return lines


def taken(lines: list[Line]) -> list[str]:
    """The texts that become searches, in order."""
    return [line.text for line in lines if line.taken]


def left_out(lines: list[Line]) -> list[Line]:
    """The lines that do not."""
    return [line for line in lines if not line.taken]


def summary(lines: list[Line]) -> str:
    """ "4 duplicates, 1 empty line"."""
    out = left_out(lines)
    empty = sum(1 for line in out if not line.text)
    doubles = len(out) - empty
    parts = [tn("{n} duplicate", "{n} duplicates", doubles)] if doubles else []
    parts += [tn("{n} empty line", "{n} empty lines", empty)] if empty else []
    return t(", ").join(parts)


def name(line: Line, *, place: bool) -> str:
    """ "Line 3, “Dentists ”", or "Place 4, “amman”"."""
    if not line.text:
        return t("Place {n}", n=line.number) if place else t("Line {n}", n=line.number)
    quoted = isolate(plain(line.written, longest=60))
    if place:
        return t("Place {n}, “{text}”", n=line.number, text=quoted)
    return t("Line {n}, “{text}”", n=line.number, text=quoted)


def reason(line: Line, first: Line | None, *, place: bool) -> str:
    """Why a line is left out; `first` is the line that says the same."""
    if not line.text:
        return t("empty")
    n = line.same_as or 0
    differs = _difference(line, first)
    if differs == "case and space":
        if place:
            return t("same as place {n} but for case and a space", n=n)
        return t("same as line {n} but for case and a space", n=n)
    if differs == "case":
        if place:
            return t("same as place {n} but for case", n=n)
        return t("same as line {n} but for case", n=n)
    if differs == "space":
        if place:
            return t("same as place {n} but for a space", n=n)
        return t("same as line {n} but for a space", n=n)
    return t("same as place {n}", n=n) if place else t("same as line {n}", n=n)


def _difference(line: Line, first: Line | None) -> str:
    if first is None or line.written == first.written:
        return ""
    if line.text == first.text:
        return "space"
    if len(line.written) == len(first.written):
        return "case"
    return "case and space"
