"""One line of the table that a benchmark adds, and how the table is printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """A measured figure beside what it is compared with, in the same run on the same machine."""

    name: str
    measured: str
    compared: str
    ratio: float | None
    goal: str
    met: bool | None

    def as_json(self) -> dict[str, object]:
        """The figure for `--json`."""
        return asdict(self)


HEAD = ("name", "measured", "compared with", "ratio", "goal", "met")


def table(figures: list[Figure]) -> str:
    """The figures as aligned text."""
    rows = [HEAD, *map(_cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    met = {True: "yes", False: "no", None: "-"}[figure.met]
    return (figure.name, figure.measured, figure.compared, ratio, figure.goal, met)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie; 0 for no values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
