"""What goes out next: its groups, and what may be done with a post that waits."""

from collections.abc import Sequence

from desktop.i18n import mark, t
from desktop.presenters import posts
from models.posts import status as post_status
from models.posts.views import PostView

MAIN = {
    "held": ("release", mark("Release"), "lock-open"),
    "missed": ("publish", mark("Publish now after all"), "send"),
    "needs_user": ("job", mark("Open job"), "list-checks"),
    "unknown": ("decide", mark("Decide"), "circle-question-mark"),
}
"""The one thing to do with a post that waits for the operator: verb, words, icon."""

WORDS = {
    "open": (mark("Open"), "panel-right"),
    "publish": (mark("Publish now"), "send"),
    "release": (mark("Release"), "lock-open"),
    "unschedule": (mark("Move to unscheduled"), "calendar-x"),
    "hold": (mark("Hold back"), "lock"),
    "job": (mark("Open job"), "list-checks"),
    "decide": (mark("Decide"), "circle-question-mark"),
    "cancel": (mark("Cancel"), "ban"),
}

_MENUS = {
    "scheduled": ("open", "publish", "unschedule", "hold", "cancel"),
    "held": ("open", "release", "unschedule", "cancel"),
    "missed": ("open", "publish", "unschedule"),
    "publishing": ("open", "job", "hold", "cancel"),
    "needs_user": ("open", "job", "cancel"),
    "unknown": ("open", "decide", "job"),
}


def verbs(post: PostView) -> tuple[str, ...]:
    """What may be done with a post in the queue; after a permit there is no "send again"."""
    return _MENUS.get(post.status, ("open",))


def may(post: PostView, verb: str) -> bool:
    """Whether this may be done with it."""
    return verb in verbs(post)


def may_change(post: PostView) -> bool:
    """Whether text, accounts and time are still free: nothing of it is on its way or out."""
    return post_status.may_be_changed([target.status for target in post.targets])


def group_of(post: PostView, now: int) -> tuple[str, str]:
    """Key and title of the group that a post stands in."""
    if post.status in MAIN:
        return "needs", t("Waits for you")
    if post.status == "publishing" or post.at is None or post.at <= now:
        return "now", t("Going out now")
    return f"day {posts.day_of(post.at, now)}", posts.day_of(post.at, now)


def groups(waiting: Sequence[PostView], now: int) -> list[tuple[str, str, list[PostView]]]:
    """Key, title and posts of each group: what needs the operator, what goes out, then by day."""
    found: dict[str, tuple[str, list[PostView]]] = {
        "needs": (t("Waits for you"), []),
        "now": (t("Going out now"), []),
    }
    for post in waiting:
        key, title = group_of(post, now)
        found.setdefault(key, (title, []))[1].append(post)
    return [(key, title, members) for key, (title, members) in found.items() if members]
