"""Makes the TrueType forms of Inter for PDF reports out of the shipped OpenType ones.

A PDF wants TrueType outlines for fonts with many glyphs; Inter is shipped with PostScript outlines.

python packaging/report_fonts.py
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
NAMES = ("Inter-Regular", "Inter-SemiBold")
RANGES = (
    (0x20, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x22FF), (0x25A0, 0x25FF),
)  # fmt: skip
"""Latin, Greek, Cyrillic, punctuation, currencies, arrows and signs."""
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
ERROR_PER_EM = 0.0005


def convert(name: str) -> None:
    """`name`.ttf beside `name`.otf, with the characters of RANGES."""
    font = TTFont(FONTS / f"{name}.otf")
    options = subset.Options(layout_features=FEATURES, notdef_outline=True, hinting=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cut.subset(font)
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    outlines = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, {}
    for glyph in order:
        pen = TTGlyphPen(drawn)
        drawn[glyph].draw(
            Cu2QuPen(pen, font["head"].unitsPerEm * ERROR_PER_EM, reverse_direction=True)
        )
        outlines.glyphs[glyph] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), outlines
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    _largest(font)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\000\001\000\000"
    font.recalcTimestamp = False
    font.save(FONTS / f"{name}.ttf")


def _largest(font: TTFont) -> None:
    """The figures that a TrueType font says of itself."""
    largest = newTable("maxp")
    largest.tableVersion, largest.numGlyphs = 0x00010000, len(font.getGlyphOrder())
    for figure in (
        "maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
        "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
        "maxComponentDepth",
    ):  # fmt: skip
        setattr(largest, figure, 1 if figure == "maxZones" else 0)
    font["maxp"] = largest
    font["glyf"].compile(font)
    largest.recalc(font)


if __name__ == "__main__":
    for each in NAMES:
        convert(each)
