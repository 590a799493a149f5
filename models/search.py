"""From what a person types into a search box to an FTS5 expression that cannot be misread."""


def match(text: str) -> str | None:
    """The FTS5 expression, None when nothing is searched for.

    Words are quoted and all must occur; `OR` between words, "quoted phrases" and a prefix search
    for the last word while it is being typed are understood; everything else is plain text.
    """
    raise NotImplementedError


def words(text: str) -> list[str]:
    """The folded words that are searched for (for `arabic.spans`, to mark hits)."""
    raise NotImplementedError
