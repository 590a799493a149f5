"""What becomes of a post that missed its time, in words."""

from typing import Final

from desktop.i18n import t, tn

LATE: Final = (
    ("publish", 5),
    ("publish", 20),
    ("publish", 60),
    ("ask", 0),
    ("skip", 0),
)
"""What is offered for a post that was missed: policy and minutes of grace."""


def late_choice(policy: str, grace_minutes: int) -> str:
    """The same in a few words, to choose from."""
    if policy == "ask":
        return t("Never late: ask me")
    if policy == "skip":
        return t("Never late: leave it out")
    return tn("At most {n} min late", "At most {n} min late", grace_minutes)


def late_words(policy: str, grace_minutes: int) -> str:
    """What becomes of it when its time was missed."""
    if policy == "ask":
        return t("If it is missed at all, it waits for you.")
    if policy == "skip":
        return t("If it is missed, it does not go out.")
    return tn(
        "If it is missed by more than {n} min, it waits for you.",
        "If it is missed by more than {n} min, it waits for you.",
        grace_minutes,
    )
