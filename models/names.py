"""Names that people give to things: one rule for all of them."""

from models.errors import InvalidInput

LONGEST = 100


def checked_name(name: str, *, field: str = "name") -> str:
    """The name without outer spaces. Raises InvalidInput when it is empty, too long or broken."""
    name = checked_text(name, field=field).strip()
    if not name:
        raise InvalidInput(field, "must not be empty")
    if len(name) > LONGEST:
        raise InvalidInput(field, f"must have at most {LONGEST} characters")
    return name


def checked_text(text: str, *, field: str) -> str:
    """The text itself. Raises InvalidInput when it cannot be stored as UTF-8 or holds NUL."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidInput(field, "holds half a character (a lone surrogate)") from None
    if "\0" in text:
        raise InvalidInput(field, "holds a NUL character")
    return text
