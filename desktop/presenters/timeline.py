"""One event of a timeline, in words."""

from dataclasses import dataclass

from desktop.theme.tones import Tone


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: what, a quiet detail (beside it, or below when the list has two lines), when."""

    icon: str
    title: str
    detail: str = ""
    time: str = ""
    tone: Tone = Tone.NEUTRAL
