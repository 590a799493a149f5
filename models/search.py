"""From what a person types into a search box to an FTS5 expression that cannot be misread."""

import re
from typing import Final

import msgspec

from models.arabic import fold, stem

_LONGEST: Final = 500
_MOST_TERMS: Final = 20
_SHORTEST_PREFIX: Final = 2
_PIECE: Final = re.compile(r'"([^"]*)("?)|([^\s"]+)')
_WORD: Final = re.compile(r"[^\W_]+")


class _Term(msgspec.Struct, frozen=True):
    """Words that must stand side by side; the last one may go on when `prefix`."""

    words: tuple[str, ...]
    prefix: bool

    def expression(self) -> str:
        """Quoted, so that nothing in it is read as an operator."""
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")


def match(text: str) -> str | None:
    """The FTS5 expression, None when nothing is searched for.

    Words are quoted and all must occur; `OR` between words, "quoted phrases" and a prefix search
    for the last word while it is being typed are understood; everything else is plain text.
    """
    groups = [" AND ".join(term.expression() for term in group) for group in _groups(text)]
    if len(groups) < 2:
        return groups[0] if groups else None
    return " OR ".join(f"({group})" for group in groups)


def words(text: str) -> list[str]:
    """The folded words that are searched for (for `arabic.spans`, to mark hits)."""
    return list(dict.fromkeys(w for group in _groups(text) for term in group for w in term.words))


def _groups(text: str) -> list[list[_Term]]:
    """Terms that must all occur, in groups of which one must."""
    text = text[:_LONGEST].encode(errors="ignore").decode()
    groups: list[list[_Term]] = [[]]
    for found in list(_PIECE.finditer(text))[:_MOST_TERMS]:
        phrase, closed, word = found.groups()
        if word == "OR":
            groups.append([])
            continue
        typing = found.end() == len(text) and not closed
        term = _term(word, typing, stemmed=True) if word else _term(phrase, typing, stemmed=False)
        if term is not None:
            groups[-1].append(term)
    return [group for group in groups if group]


def _term(piece: str, typing: bool, *, stemmed: bool) -> _Term | None:
    """None for a piece without a letter or digit, or with only the first letter typed."""
    found = _WORD.findall(fold(piece))
    if stemmed and len(found) == 1:
        found = [stem(found[0])]
    if typing and found and len(found[-1]) < _SHORTEST_PREFIX:
        found.pop()
        typing = False
    return _Term(tuple(found), typing) if found else None
