"""Pictures of what the script agent read: a list beside a map, or a page of results.

The script agent has no browser to photograph. It draws the rows that it was given, in the manner
of the practice web, so that its proofs can be looked at; the picture says what it is.
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

from hub.agent.canvas import Canvas, text_height, text_width

WIDTH, HEIGHT = 1280, 800
LIST_WIDTH = 452
TOP, CARD = 64, 104
PAPER, INK, SOFT, LINE, TEAL, STAR, PALE, LAND, PARK, STREET, EDGE, GOLD, RED, LINK = range(14)
PALETTE = (
    "#ffffff", "#1b2430", "#66717f", "#e3e6ea", "#0f6e66", "#e0992b", "#d9dde2",
    "#eeefe8", "#cfe5c3", "#fdfdfb", "#d9dacf", "#fbe7a9", "#d9472f", "#1a4fb4",
)  # fmt: skip
NOTE = "Drawn by the script agent from what it read"

Row = Mapping[str, Any]


def places(query: str, rows: Sequence[Row], read: int) -> bytes:
    """The last rows of a list, and all of its places as pins on a drawn map."""
    canvas = Canvas(WIDTH, HEIGHT, PALETTE)
    _map(canvas, rows, query)
    _header(canvas, "Practice Maps", query)
    canvas.box(0, TOP, LIST_WIDTH, HEIGHT - TOP, PAPER)
    canvas.box(LIST_WIDTH, TOP, 1, HEIGHT - TOP, LINE)
    shown = (HEIGHT - TOP - 40) // CARD
    for index, row in enumerate(rows[-shown:]):
        _card(canvas, TOP + index * CARD, row)
    canvas.box(0, HEIGHT - 40, LIST_WIDTH, 40, PAPER)
    canvas.text(20, HEIGHT - 28, f"{read} places read", SOFT, size=2, width=LIST_WIDTH - 40)
    _note(canvas)
    return canvas.png()


def results(query: str, rows: Sequence[Row], page: int) -> bytes:
    """One page of a search."""
    canvas = Canvas(WIDTH, HEIGHT, PALETTE)
    _header(canvas, "Practice Search", query)
    canvas.text(130, TOP + 18, f"Page {page}", SOFT, size=2, width=600)
    for index, row in enumerate(rows):
        top = TOP + 56 + index * 68
        canvas.text(130, top, str(row["shown"]), SOFT, size=1, width=700)
        canvas.text(130, top + 13, str(row["title"]), LINK, size=2, width=1000)
        canvas.text(130, top + 36, str(row["text"]), INK, size=1, width=900)
    _note(canvas)
    return canvas.png()


def _header(canvas: Canvas, name: str, query: str) -> None:
    canvas.box(0, 0, WIDTH, TOP, PAPER)
    canvas.rounded(20, 16, 32, 32, 8, TEAL)
    canvas.disc(36, 30, 8, PAPER)
    canvas.disc(36, 30, 3.5, RED)
    canvas.text(66, 25, name, INK, size=2, width=220)
    canvas.rounded(270, 12, 620, 40, 20, LINE)
    canvas.rounded(271, 13, 618, 38, 19, PAPER)
    canvas.text(292, 25, query, INK, size=2, width=560)
    canvas.disc(868, 32, 15, TEAL)
    canvas.box(0, TOP - 1, WIDTH, 1, LINE)


def _card(canvas: Canvas, top: int, row: Row) -> None:
    width = LIST_WIDTH - 40
    canvas.text(20, top + 14, str(row["title"]), INK, size=2, width=width)
    rating = row["rating"]
    if rating is not None:
        after = canvas.text(20, top + 36, f"{rating:.1f} ", SOFT, size=2, width=60)
        for star in range(5):
            colour = STAR if rating >= star + 0.5 else PALE
            canvas.disc(after + 8 + star * 19, top + 43, 7, colour)
        canvas.text(after + 106, top + 36, f"({row['reviews'] or 0})", SOFT, size=2, width=90)
    canvas.text(20, top + 58, f"{row['category']}, {row['street']}", SOFT, size=2, width=width)
    canvas.text(20, top + 80, row["phone"] or "no telephone", SOFT, size=2, width=width)
    canvas.box(0, top + CARD - 1, LIST_WIDTH, 1, LINE)


def _map(canvas: Canvas, rows: Sequence[Row], seed: str) -> None:
    left, top = LIST_WIDTH, TOP
    wide, high = WIDTH - left, HEIGHT - top
    canvas.box(left, top, wide, high, LAND)
    chance = random.Random(seed)  # noqa: S311 - the same search looks the same
    for _ in range(9):
        x, y = left + chance.random() * wide, top + chance.random() * high
        for _ in range(4):
            canvas.disc(
                x + chance.gauss(0, 30), y + chance.gauss(0, 22), chance.uniform(24, 46), PARK
            )
    for step in range(14):
        x, y = left + step * wide / 13, top + step * high / 13
        lean = chance.uniform(-46, 46)
        canvas.line([(x, top - 10), (x + lean, HEIGHT + 10)], 4, STREET)
        canvas.line([(left - 10, y), (WIDTH + 10, y + lean)], 4, STREET)
    phase, sway = chance.uniform(0, 6), chance.uniform(60, 120)
    bends = [
        (left + x, top + high / 2 + sway * math.sin(phase + x / 190))
        for x in range(-10, wide + 30, 20)
    ]
    for thickness, colour in ((16, EDGE), (12, GOLD)):
        canvas.line(bends, thickness, colour)
    for x, y in _spots(rows, left, top, wide, high):
        for down in range(0, 24, 2):
            canvas.disc(x, y - 24 + down, 10 - down * 0.4, RED)
        canvas.disc(x, y - 24, 4, PAPER)


def _spots(
    rows: Sequence[Row], left: int, top: int, wide: int, high: int
) -> list[tuple[float, float]]:
    """Where the places lie in the picture, north above."""
    points = [(row["latitude"], row["longitude"]) for row in rows]
    if not points:
        return []
    south, west = (min(point[axis] for point in points) for axis in (0, 1))
    tall = max(max(point[0] for point in points) - south, 0.01)
    broad = max(max(point[1] for point in points) - west, 0.01)
    spots = [
        (left + (0.08 + 0.84 * (lng - west) / broad) * wide,
         top + (0.92 - 0.82 * (lat - south) / tall) * high)
        for lat, lng in points
    ]  # fmt: skip
    return sorted(spots, key=lambda spot: spot[1])


def _note(canvas: Canvas) -> None:
    width = text_width(NOTE, 1) + 16
    canvas.rounded(WIDTH - width - 10, HEIGHT - 28, width, 18, 4, PAPER)
    canvas.text(
        WIDTH - width - 2, HEIGHT - 28 + (18 - text_height(1)) // 2, NOTE, SOFT, size=1, width=width
    )
