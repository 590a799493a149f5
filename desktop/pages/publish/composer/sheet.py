"""The composer as one sees it: its parts below each other, and what they show of a draft."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import right_to_left, t
from desktop.pages.publish.composer.accounts import AccountsList
from desktop.pages.publish.composer.content import Content
from desktop.pages.publish.composer.known_files import KnownFiles
from desktop.pages.publish.composer.parts import MARGIN, Foot, Head
from desktop.pages.publish.composer.preview import Preview, Shown
from desktop.pages.publish.composer.saver import Saver
from desktop.pages.publish.composer.set_aside import SetAside
from desktop.pages.publish.composer.when import When
from desktop.pages.publish.series import SeriesLine
from desktop.presenters import platforms, text_room
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.frames import Scroll, column, row
from desktop.widgets.labels import PlainLabel, SectionTitle
from desktop.widgets.marks import Line
from models.posts.checks import checked_title
from models.posts.counting import Count

BAR = 10


class Sheet(QWidget):
    """Knows nothing of the store: it is told what to show."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.known = KnownFiles(self)
        self.head = Head(desk)
        self.locked = Banner("", " ", tone=Tone.INFO, icon="lock", stacked=True)
        self.accounts = AccountsList()
        self.content = Content(desk, self.known)
        self.preview = Preview(desk.thumbnails)
        self.when = When(desk.clock)
        self.series = SeriesLine(desk)
        self.foot = Foot()
        self._as = PlainLabel("", Role.SMALL, Tone.MUTED)
        self.setAccessibleName(t("Composer"))
        self.setMinimumWidth(320)
        self._lay_out()

    def _lay_out(self) -> None:
        as_line = row(SectionTitle(t("Preview")), self._as, None)
        inner = QWidget()
        whole = column(
            self.locked, self.accounts, self.content, as_line, self.preview, self.when,
            self.series, None, spacing=10, parent=inner,
        )  # fmt: skip
        bar = MARGIN - BAR  # the scroll bar stands in the margin
        left, right = (bar, MARGIN) if right_to_left() else (MARGIN, bar)
        whole.setContentsMargins(left, 4, right, 16)
        self.scroll = Scroll(inner)
        # The preview is as high as it is wide: a bar that comes and goes would never come to rest.
        self.scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        column(self.head, self.scroll, Line(), self.foot, spacing=0, parent=self).setStretch(1, 1)
        self.locked.hide()

    def chosen_rows(self, draft: Draft) -> list[Row]:
        """The accounts that a draft goes to, in the order in which they stand here."""
        return [row for row in self.accounts.rows() if draft.target(row.key) is not None]

    def show_content(self, draft: Draft, aside: SetAside) -> None:
        """What it says on the account that is edited, and how it will look."""
        account = self.accounts.current()
        self.accounts.show_draft(draft, self.known.mimes())
        counted = self._tightest(draft) if account is None else text_room.count(draft, account)
        self.content.show_form(draft, account, counted, aside)
        self._show_preview(draft, account)

    def show_state(self, saver: Saver) -> None:
        """How the draft is called and stands to the store."""
        draft = saver.draft
        title = plain(draft.title or checked_title(None, draft.text), longest=200)
        shown = title if title.strip("…") else t("New post")
        self.head.show_state(shown, draft.workspace_id, saver)

    def show_lock(self, *, is_free: bool) -> None:
        """A post that is on its way is only read here."""
        self.locked.setVisible(not is_free)
        if not is_free:
            self.locked.set_words(
                t("This post is out or on its way"),
                t("It cannot be changed any more. Duplicate it to write another."),
            )
        for part in (self.accounts, self.content, self.when):
            part.setEnabled(is_free)

    def show_foot(self, draft: Draft, *, planned: bool, is_free: bool) -> None:
        """What can be done with it; `planned`: it has a time already."""
        self.foot.show_count(len(draft.targets), planned=planned)
        self.foot.show_problem("")
        for button in (self.foot.now, self.foot.schedule):
            button.setEnabled(is_free and not button.busy)

    def _tightest(self, draft: Draft) -> Count | None:
        """Of the accounts that share the common text, the one with the least room."""
        counts = [
            counted
            for row in self.accounts.rows()
            if (target := draft.target(row.key)) is not None
            and target.text is None
            and (counted := text_room.count(draft, row)) is not None
        ]
        return min(counts, key=lambda counted: counted.left, default=None)

    def _show_preview(self, draft: Draft, account: Row | None) -> None:
        account = account or next(iter(self.chosen_rows(draft)), None)
        if account is None:
            self._as.setText(t("choose an account"))
            self.preview.show_post(None)
            return
        platform = platforms.name(account.platform)
        self._as.setText(t("as {platform} shows it, not to the pixel", platform=platform))
        views = [self.known.get(use) for use in draft.media_for(account.key)]
        workspace = account.account.workspace_id if account.account else draft.workspace_id
        self.preview.show_post(
            Shown(
                platform=account.platform,
                name=account.name,
                handle=plain(account.handle, longest=80),
                text=draft.text_for(account.key),
                link=draft.link_for(account.key),
                files=tuple(view for view in views if view is not None),
                ground=self._desk.workspaces.colour(workspace or ""),
            )
        )
