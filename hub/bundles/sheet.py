"""A4 sheets to draw on from the side where reading begins, with the shipped fonts.

Lines are broken here and each is set as a paragraph of its own direction: so a text that runs from
the right keeps its order over several lines. Measures are points, from the upper edge.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.line_break import Fragment

from hub import shipped

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
MARGIN: Final = 42.2
INNER: Final = WIDTH - 2 * MARGIN
_FILES: Final = (
    ("inter", "", "Inter-Regular.ttf"),
    ("inter", "B", "Inter-SemiBold.ttf"),
    ("noto", "", "NotoSansArabic-Regular.ttf"),
    ("noto", "B", "NotoSansArabic-Bold.ttf"),
    ("mono", "", "JetBrainsMono-Regular.ttf"),
)
LACKING: Final = "\N{WHITE SQUARE}"
"""What stands for a sign that the shipped fonts do not have."""
_SILENT: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Joiners, marks of direction and of form: they show nothing, and must not steer the line."""
_STRONG_RIGHT: Final = frozenset({"R", "AL"})

Colour = str


class _Document(FPDF):
    """Keeps a mark with the letter it belongs to.

    The library cuts a text where the script changes and takes a vowel sign for a change, so that
    Arabic letters on both sides of one would not join.
    """

    def _parse_chars(self, *args: Any, **named: Any) -> Iterator[Fragment]:
        held: Fragment | None = None
        for part in super()._parse_chars(*args, **named):
            if held is not None and _one_word(held, part):
                held.characters += part.characters
                continue
            if held is not None:
                yield held
            held = part
        if held is not None:
            yield held


def _one_word(before: Fragment, after: Fragment) -> bool:
    """Whether the second piece goes on with the first: same font, a mark at their border."""
    border = (*before.characters[-1:], *after.characters[:1])
    same = (before.font, before.font_style) == (after.font, after.font_style)
    return same and any(unicodedata.category(char) == "Mn" for char in border)


class Sheet:
    """One document, used in a `with`; `right_to_left` mirrors everything."""

    def __init__(self, *, right_to_left: bool, language: str, title: str, made: datetime) -> None:
        self.right_to_left = right_to_left
        self._pdf = pdf = _Document(unit="pt", format="A4")
        for family, style, name in _FILES:
            pdf.add_font(family, style, str(shipped.path("fonts", name)))
        pdf.set_fallback_fonts(["inter", "noto", "mono"], exact_match=False)
        self._drawable = frozenset(
            code for font in pdf.fonts.values() for code in getattr(font, "cmap", ())
        )
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_creation_date(made)
        pdf.set_title(title)
        pdf.set_producer("Proofdesk")
        pdf.set_lang(language)

    def __enter__(self) -> "Sheet":
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files of the fonts, which are read to the end only when they are needed."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def page(self) -> None:
        """A new page."""
        self._pdf.add_page()

    def output(self) -> bytes:
        """The whole document."""
        return bytes(self._pdf.output())

    def font(self, size: float, *, bold: bool = False, mono: bool = False) -> None:
        """Choose the letters of what comes."""
        family = "mono" if mono else "noto" if self.right_to_left else "inter"
        self._pdf.set_font(family, "B" if bold and not mono else "", size)

    def ink(self, colour: Colour) -> None:
        """Choose their colour."""
        self._pdf.set_text_color(*_rgb(colour))

    def clean(self, text: str) -> str:
        """What can be drawn of a text; LACKING for the rest."""
        shown = unicodedata.normalize("NFC", _SILENT.sub("", text)).expandtabs(4)
        return "".join(
            char if ord(char) in self._drawable else " " if char.isspace() else LACKING
            for char in shown
            if unicodedata.category(char) != "Cc"
        )

    def width(self, text: str) -> float:
        """Of a cleaned text in the chosen font."""
        self._towards(right=runs_right(text, otherwise=self.right_to_left))
        return float(self._pdf.get_string_width(text))

    def line(
        self,
        start: float,
        top: float,
        width: float,
        height: float,
        text: str,
        *,
        at_end: bool = False,
        right: bool | None = None,
    ) -> float:
        """Draw a line of text in a box `start` points from where reading begins; its width.

        `right` is the direction of the line itself, that of the sheet when it is None. What does
        not fit is squeezed, never cut.
        """
        shown = self.clean(text)
        towards = self.right_to_left if right is None else right
        self._towards(right=towards)
        wide = float(self._pdf.get_string_width(shown))
        align = "L" if at_end == self.right_to_left else "R"
        self._pdf.set_xy(self._left(start, width), top)
        squeezed = wide > width > 0
        if squeezed:
            self._pdf.set_stretching(100 * width / wide)
        self._pdf.cell(width, height, shown, align=align, new_x=XPos.RIGHT, new_y=YPos.TOP)
        if squeezed:
            self._pdf.set_stretching(100)
        return min(wide, width)

    def wrapped(self, text: str, width: float) -> list[str]:
        """A text in lines that fit; every line break of its own is kept."""
        return [line for part in text.split("\n") for line in self._wrapped(part, width)]

    def box(
        self,
        start: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour = "",
        line: Colour = "",
        radius: float = 0,
        dashed: bool = False,
    ) -> None:
        """A rectangle, rounded when asked for."""
        if fill:
            self._pdf.set_fill_color(*_rgb(fill))
        if line:
            self._pdf.set_draw_color(*_rgb(line))
        self._pdf.set_line_width(0.5)
        if dashed:
            self._pdf.set_dash_pattern(2, 2)
        style = ("D" if line else "") + ("F" if fill else "")
        self._pdf.rect(
            self._left(start, width), top, width, height, style=style, round_corners=radius > 0,
            corner_radius=radius,
        )  # fmt: skip
        if dashed:
            self._pdf.set_dash_pattern()

    def disc(self, start: float, top: float, width: float, fill: Colour) -> None:
        """A filled circle."""
        self._pdf.set_fill_color(*_rgb(fill))
        self._pdf.ellipse(self._left(start, width), top, width, width, style="F")

    def rule(self, top: float, colour: Colour, start: float = 0, width: float = INNER) -> None:
        """A line across."""
        self._pdf.set_draw_color(*_rgb(colour))
        self._pdf.set_line_width(0.5)
        left = self._left(start, width)
        self._pdf.line(left, top, left + width, top)

    def strokes(
        self,
        start: float,
        top: float,
        width: float,
        points: Sequence[tuple[float, float]],
        colour: Colour,
    ) -> None:
        """A drawn sign in a box so wide; it is not mirrored."""
        self._pdf.set_draw_color(*_rgb(colour))
        self._pdf.set_line_width(1.1)
        left = self._left(start, width)
        self._pdf.polyline([(left + x, top + y) for x, y in points])

    def picture(
        self, start: float, top: float, width: float, height: float, jpeg: bytes, words: str
    ) -> None:
        """A picture, whole, in the middle of a box."""
        left = self._left(start, width)
        self._pdf.image(
            jpeg, left, top, width, height, keep_aspect_ratio=True, alt_text=self.clean(words)
        )

    def address(self, start: float, top: float, width: float, height: float, url: str) -> None:
        """What lies in this box leads to an address."""
        self._pdf.link(self._left(start, width), top, width, height, url)

    def _left(self, start: float, width: float) -> float:
        return WIDTH - MARGIN - start - width if self.right_to_left else MARGIN + start

    def _towards(self, *, right: bool) -> None:
        self._pdf.set_text_shaping(
            use_shaping_engine=True, features={"tnum": True}, direction="rtl" if right else "ltr"
        )

    def _wrapped(self, text: str, width: float) -> Iterator[str]:
        line, used, gap = "", 0.0, self.width(" ")
        for word in self.clean(text).split(" "):
            wide = self.width(word)
            if line and used + gap + wide > width:
                yield line
                line, used = "", 0.0
            for piece in self._pieces(word, wide, width):
                if line and piece is not word:
                    yield line
                    line, used = "", 0.0
                used += (gap if line else 0) + (wide if piece is word else self.width(piece))
                line = f"{line} {piece}" if line else piece
        yield line

    def _pieces(self, word: str, wide: float, width: float) -> list[str]:
        """A word, or the parts of one that is wider than a line."""
        if wide <= width:
            return [word]
        count = max(1, int(len(word) * width / wide * 0.9))
        return [word[start : start + count] for start in range(0, len(word), count)]


def runs_right(text: str, *, otherwise: bool) -> bool:
    """Whether the first strong letter of a text runs from the right."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return False
        if kind in _STRONG_RIGHT:
            return True
    return otherwise


def _rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
