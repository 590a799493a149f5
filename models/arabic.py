"""Folding text so that what is written in several ways is found in all of them, Arabic above all.

Measured: no FTS5 tokenizer folds tashkeel, tatweel or hamza forms, nor finds a stem behind its
article. So a folded shadow of the text is indexed, and queries are folded the same way.
"""

import re
import unicodedata
from typing import Final

_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Combining marks, tatweel and the invisible characters of direction and joining."""

_LETTERS: Final = (
    ("\u0671", "\u0627"),  # alef wasla
    ("\u0629", "\u0647"),  # teh marbuta: heh
    ("\u0649", "\u064a"),  # alef maqsura: yeh
    ("\u06cc", "\u064a"),  # Farsi yeh
    ("\u06a9", "\u0643"),  # keheh: kaf
)
_DIGITS: Final = tuple(
    (chr(zero + digit), str(digit)) for zero in (0x0660, 0x06F0) for digit in range(10)
)
_ANY_DIGIT: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_ANY_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_ARABIC_WORD: Final = re.compile("[\u0620-\u064a]+")
_ARTICLES: Final = tuple(
    conjunction + form
    for conjunction in ("", "\u0648", "\u0641")
    for form in ("\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", "\u0644\u0644")
)
"""The article's forms: alone, behind waw or feh, and merged with beh, kaf and lam."""

_SHORTEST_STEM: Final = 2


def normalise(text: str) -> str:
    """Casefolded, without marks and tatweel, letter variants folded, digits 0-9.

    Alef, hamza, teh marbuta and alef maqsura forms become one each; the stems of words with the
    article ("ال", "وال", "بال", "لل"...) are added at the end as extra words.
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    stems = [stem(word) for word in _ARABIC_WORD.findall(folded) if word.startswith(_ARTICLES)]
    return f"{folded} {' '.join(stems)}" if stems else folded


def fold(text: str) -> str:
    """As `normalise`, without the extra words."""
    if text.isascii():
        return text.lower()
    # Compatibility decomposition takes hamza and madda off their letters and ligatures apart.
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    if _ANY_ARABIC.search(folded) is None:
        return folded
    for variant, letter in _LETTERS:
        folded = folded.replace(variant, letter)
    if _ANY_DIGIT.search(folded) is not None:
        for digit, plain in _DIGITS:
            folded = folded.replace(digit, plain)
    return folded


def stem(word: str) -> str:
    """A folded word without its article, or the word itself."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _SHORTEST_STEM:
            return word[len(article) :]
    return word


def spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where in the raw `text` the searched words (see `models.search.words`) begin and end.

    A hit is the beginning of a word, or of its stem behind an article.
    """
    found = (_hit(word, words) for word in _RAW_WORD.finditer(text)) if words else ()
    return [span for span in found if span is not None]


_RAW_WORD: Final = re.compile(rf"(?:\w|{_MARKS.pattern})+")
"""A word with the marks in and on it, at which a plain word pattern would break."""


def _hit(raw: re.Match[str], words: list[str]) -> tuple[int, int] | None:
    folded = fold(raw[0])
    behind_article = len(folded) - len(stem(folded))
    for begin in (0, behind_article):
        for word in words:
            if folded.startswith(word, begin):
                start = _raw_length(raw[0], begin)
                end = _raw_length(raw[0], begin + len(word))
                return raw.start() + start, raw.start() + end
    return None


def _raw_length(raw: str, folded_length: int) -> int:
    """How many characters of the raw word make this many folded ones."""
    lengths = range(len(raw) + 1)
    return next(length for length in lengths if len(fold(raw[:length])) >= folded_length)
