"""Tones: the few meanings that colour may carry, and the colours of each in a theme."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.theme.tokens import Tokens


class Tone(StrEnum):
    """What a colour says. `UNKNOWN` is kept for an unknown outcome and alone is dashed."""

    NEUTRAL = "neutral"
    MUTED = "muted"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    INFO = "info"
    UNKNOWN = "unknown"
    TEXT = "text"
    TEXT2 = "text2"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class ToneColours:
    """The colours of one tone: its text (and icon), its soft fill, its bar and its dot."""

    text: str
    soft: str
    bar: str
    dot: str


def colours(tone: Tone, tokens: Tokens) -> ToneColours:
    """The colours of `tone` in this theme."""
    soft = {
        Tone.ACCENT: tokens.selected,
        Tone.SUCCESS: tokens.success_soft,
        Tone.WARNING: tokens.warning_soft,
        Tone.DANGER: tokens.danger_soft,
        Tone.INFO: tokens.info_soft,
        Tone.UNKNOWN: tokens.unknown_soft,
        Tone.MUTED: tokens.surface,
    }
    text = str(getattr(tokens, "accent_text" if tone is Tone.ACCENT else tone.value))
    bars = {
        Tone.ACCENT: tokens.accent,
        Tone.WARNING: tokens.warning_bar,
        Tone.SUCCESS: tokens.success_dot,
        Tone.NEUTRAL: tokens.control,
        Tone.MUTED: tokens.control,
    }
    bar = bars.get(tone, text)
    return ToneColours(text=text, soft=soft.get(tone, tokens.neutral_soft), bar=bar, dot=bar)
