"""The theme in force: one value for the whole process, as the palette is for Qt."""

from functools import lru_cache

from PySide6.QtGui import QColor

from desktop.theme.tokens import LIGHT, Tokens
from desktop.theme.tones import Tone, ToneColours, colours

_tokens: Tokens = LIGHT
_tones: dict[Tone, ToneColours] = {}
"""Those of the theme in force, made once."""


def tokens() -> Tokens:
    """The colours in force; painted widgets ask at each paint."""
    return _tokens


def use(new: Tokens) -> None:
    """Put a theme in force (`desktop.theme.style.apply` does this and tells Qt)."""
    global _tokens
    _tokens = new
    _tones.clear()


def tone_colours(tone: Tone) -> ToneColours:
    """The colours of a tone in the theme in force."""
    found = _tones.get(tone)
    if found is None:
        found = _tones[tone] = colours(tone, _tokens)
    return found


@lru_cache(maxsize=256)
def colour(value: str) -> QColor:
    """A QColor of a token's value, made once."""
    return QColor(value)


def text_colour(tone: Tone) -> QColor:
    """The text colour of a tone in the theme in force."""
    return colour(tone_colours(tone).text)
