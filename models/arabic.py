"""Folding text so that what is written in several ways is found in all of them, Arabic above all."""


def normalise(text: str) -> str:
    """Casefolded, without marks and tatweel, letter variants folded, digits 0-9.

    Alef, hamza, teh marbuta and alef maqsura forms become one each; the stems of words with the
    article ("ال", "وال", "بال", "لل"...) are added at the end as extra words.
    """
    raise NotImplementedError


def fold(text: str) -> str:
    """As `normalise`, without the extra words."""
    raise NotImplementedError


def stem(word: str) -> str:
    """A folded word without its article, or the word itself."""
    raise NotImplementedError


def spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where in the raw `text` the searched words (see `models.search.words`) begin and end."""
    raise NotImplementedError
