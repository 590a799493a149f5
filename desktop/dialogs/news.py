"""The list of news: what toasts said, after they are gone."""

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import times
from desktop.widgets.banner import EmptyState
from desktop.widgets.timeline import Moment, Timeline

WIDTH, HEIGHT = 520, 420


class NewsDialog(Dialog):
    """The newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("News"), desk.window, width=WIDTH, height=HEIGHT)
        now = desk.clock()
        self.list = Timeline(name=t("News"), scrolls=True)
        self.list.set_moments(
            [
                Moment(news.icon, news.text, "", times.clock(news.at or now, now), news.tone)
                for news in desk.toasts.kept
            ]
        )
        if desk.toasts.kept:
            self.body.addWidget(self.list)
        else:
            self.body.addWidget(EmptyState(t("No news yet."), icon="bell"))
