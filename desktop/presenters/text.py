"""Text from outside, made fit to be shown: nothing in it can steer the eye or the layout."""

import unicodedata

FIRST_STRONG = "\N{FIRST STRONG ISOLATE}"
END_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
ELLIPSIS = "…"
LONGEST = 4000
MOST_MARKS = 4
"""Combining marks kept on one letter; Arabic with full vowels needs two or three."""

_BREAKS = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ZERO_WIDTH_JOINERS = frozenset("\u200c\u200d")


def isolate(text: str) -> str:
    """The text as an island: its direction neither follows nor changes what stands around it."""
    return f"{FIRST_STRONG}{text}{END_ISOLATE}" if text else text


def first_strong(text: str) -> str:
    """ "L" or "R": the direction of the first letter that has one, "" when none has."""
    depth = 0
    for letter in text[:200]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return ""


def _visible(letter: str) -> str:
    """What stands for a character that would not be seen."""
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"[U+{code:04X}]"


def _joins(before: str, after: str) -> bool:
    """Whether a joiner stands where writing needs it: inside a word or an emoji."""

    def real(letter: str) -> bool:
        return unicodedata.category(letter) in ("Lo", "So", "Sk", "Mn")

    return bool(before) and bool(after) and real(before) and real(after)


def plain(text: str | None, *, lines: bool = False, longest: int = LONGEST) -> str:
    """Text from outside for display: controls visible, line breaks as spaces unless `lines`."""
    if not text:
        return ""
    cut = text[:longest]
    if cut.isascii() and cut.isprintable():
        return cut + ELLIPSIS * (len(text) > longest)
    shown: list[str] = []
    marks = 0
    for index, letter in enumerate(cut):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if letter in _BREAKS:
            shown.append("\n" if lines and letter == "\n" else " ")
        elif letter in _ZERO_WIDTH_JOINERS:
            if _joins(cut[index - 1 : index], cut[index + 1 : index + 2]):
                shown.append(letter)
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            shown.append(_visible(letter))
        elif marks <= MOST_MARKS:
            shown.append(letter)
    return "".join(shown) + ELLIPSIS * (len(text) > longest)


def short_digest(digest: str) -> str:
    """A digest that can be compared by eye: "9f3c 4be1 … 71ab"."""
    return f"{digest[:4]} {digest[4:8]} {ELLIPSIS} {digest[-4:]}"
