"""How long the agent waits while it publishes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds, but for `looks`."""

    answer: float = 30.0
    """A press that is not answered so long is unclear."""
    permit_again: float = 5.0
    """Before a permit that was refused for now is asked for again."""
    after_no: float = 5.0
    """From the site's no to the look whether it meant it."""
    look_every: float = 1.0
    looks: int = 12
    """So often the post is looked for after the press."""
