"""What a post of a series says of it: how often it comes again, and the way to end that."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.confirm import ConfirmDialog
from desktop.i18n import t, tn
from desktop.presenters import repeats
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button
from desktop.widgets.frames import Card, column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.marks import Icon
from models.posts.series import SeriesStanding
from models.posts.views import PostView


class SeriesLine(Card):
    """Out of view for a post that comes once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._post_id = ""
        self._later = 0
        self.words = PlainLabel("", weight=500, wrap=True)
        self.later = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.end = Button(t("End the series"), bar=True, on_click=self.ask_to_end)
        line = row(
            Icon("repeat", Tone.MUTED), column(self.words, self.later, spacing=1), self.end,
            spacing=10, parent=self,
        )  # fmt: skip
        line.setStretch(1, 1)
        line.setContentsMargins(12, 9, 12, 9)
        self.setAccessibleName(t("Series"))
        self.hide()

    def show_standing(self, post: PostView | None, standing: SeriesStanding | None) -> None:
        """Say what is known of the series of this post."""
        self.setVisible(post is not None and standing is not None)
        if post is None or standing is None:
            return
        self._post_id, self._later = post.id, standing.later
        one = standing.series
        how = repeats.sentence(one.rule, one.wall)
        if one.ended:
            self.words.setText(t("It came {how}. The series has ended.", how=how))
        else:
            self.words.setText(t("It comes {how}.", how=how))
        if standing.later:
            said = tn(
                "{n} later date waits for its time.",
                "{n} later dates wait for their time.",
                standing.later,
            )
        else:
            said = t("No later date is planned.")
        self.later.setText(said)
        self.end.setVisible(not one.ended or bool(standing.later))

    def ask_to_end(self) -> ConfirmDialog:
        """End it, if the operator means it: what waits behind this post is taken away."""
        kept = t("This post and what is out already stay. The series does not begin again.")
        gone = tn(
            "{n} later date is taken off the calendar.",
            "{n} later dates are taken off the calendar.",
            self._later,
        )
        dialog = ConfirmDialog(
            self._desk.window,
            t("End the series?"),
            f"{gone} {kept}" if self._later else kept,
            yes=t("End the series"),
            no=t("Let it go on"),
            icon="calendar-x",
        )
        dialog.accepted.connect(self._end)
        dialog.open()
        return dialog

    def _end(self) -> None:
        post_id, actions = self._post_id, self._desk.actions
        actions.run(
            lambda hub: hub.posts.end_series(post_id, actions.actor),
            busy=self.end,
            done=t("The series has ended."),
        )
