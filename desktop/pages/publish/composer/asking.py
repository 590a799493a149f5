"""What is asked before a post goes out."""

from collections.abc import Callable, Sequence

from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.i18n import t, tn
from desktop.presenters import obstacles
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import isolate
from desktop.widgets.buttons import Kind


def whether_now(desk: Desk, accounts: Sequence[Row], then: Callable[[], object]) -> ConfirmDialog:
    """Whether it is to go out at once on these accounts."""
    names = t(", ").join(isolate(row.name) for row in accounts)
    dialog = ConfirmDialog(
        desk.window,
        tn("Publish {n} post now?", "Publish {n} posts now?", len(accounts)),
        t("It goes out on {accounts} as soon as their browsers are free.", accounts=names),
        yes=t("Publish now"),
        no=t("Not yet"),
        icon="send",
    )
    dialog.yes.set_kind(Kind.PRIMARY)
    dialog.accepted.connect(lambda: then())
    dialog.open()
    return dialog


def whether_so_long(
    desk: Desk, draft: Draft, accounts: Sequence[Row], then: Callable[[], object]
) -> None:
    """Whether an account may write a text that an ordinary one could not post; if there is none,
    nothing is asked."""
    doubts = obstacles.doubts(draft, accounts)
    if not doubts:
        then()
        return
    dialog = ConfirmDialog(
        desk.window,
        t("Longer than usual"),
        " ".join(doubts)
        + " "
        + t("Only some accounts may write so much; for others the site refuses the post."),
        yes=t("This account may"),
        no=t("Shorten it"),
    )
    dialog.accepted.connect(lambda: then())
    dialog.open()
