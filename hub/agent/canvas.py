"""A picture in memory, drawn with few colours and written as PNG; needs no screen, no toolkit."""

import math
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from itertools import pairwise

from hub.agent.letters import DIGITS, HANGING, HEIGHT, LETTERS, WIDTH

Colour = int
"""An index into the palette."""


class Canvas:
    """Width × height points, each an index into a palette of `#rrggbb` colours."""

    def __init__(self, width: int, height: int, palette: Sequence[str]) -> None:
        self.width = width
        self.height = height
        self._palette = palette
        self._rows = [bytearray(width) for _ in range(height)]

    def box(self, x: int, y: int, width: int, height: int, colour: Colour) -> None:
        """A filled rectangle, cut at the edges."""
        left, right = max(0, x), min(self.width, x + width)
        if right > left:
            run = bytes([colour]) * (right - left)
            for row in self._rows[max(0, y) : max(0, y + height)]:
                row[left:right] = run

    def rounded(self, x: int, y: int, width: int, height: int, radius: int, colour: Colour) -> None:
        """A filled rectangle with round corners."""
        for step in range(height):
            depth = max(radius - step, radius - (height - 1 - step), 0)
            inset = radius - math.isqrt(radius * radius - depth * depth) if depth else 0
            self.box(x + inset, y + step, width - 2 * inset, 1, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        for row in range(math.floor(y - radius), math.ceil(y + radius) + 1):
            half = radius * radius - (row - y) ** 2
            if half > 0:
                reach = math.sqrt(half)
                self.box(round(x - reach), row, round(2 * reach), 1, colour)

    def line(self, points: Sequence[tuple[float, float]], thickness: float, colour: Colour) -> None:
        """A line with round ends through the points."""
        for (x, y), (to_x, to_y) in pairwise(points):
            steps = max(1, round(math.hypot(to_x - x, to_y - y) / max(1, thickness / 2)))
            for step in range(steps + 1):
                part = step / steps
                self.disc(x + (to_x - x) * part, y + (to_y - y) * part, thickness / 2, colour)

    def text(self, x: int, y: int, text: str, colour: Colour, *, size: int, width: int) -> int:
        """One line of text, cut at `width`; where it ends. What has no letter becomes a bar."""
        step = (WIDTH + 1) * size
        end = x + width
        for sign in _plain(text):
            if x + step > end:
                break
            rows = LETTERS.get(sign)
            if rows is not None:
                self._letter(x, y, rows, colour, size)
            elif not sign.isspace():
                self.box(x, y + 2 * size, step, 4 * size, colour)
            x += step
        return x

    def _letter(self, x: int, y: int, rows: str, colour: Colour, size: int) -> None:
        for down, digit in enumerate(rows, start=rows in HANGING):
            bits = DIGITS.index(digit)
            for right in range(WIDTH):
                if bits >> (WIDTH - 1 - right) & 1:
                    self.box(x + right * size, y + down * size, size, size, colour)

    def png(self) -> bytes:
        """The picture as a PNG file."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        colours = b"".join(bytes.fromhex(colour.removeprefix("#")) for colour in self._palette)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self._rows), 6)
        parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", pixels), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _plain(text: str) -> str:
    """Letters without their marks."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def text_width(text: str, size: int) -> int:
    """How wide a line of text is."""
    return len(text) * (WIDTH + 1) * size


def text_height(size: int) -> int:
    """How high a line of text is."""
    return HEIGHT * size


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
