"""What a post says, for all accounts or for one of them: text, link, files, first comment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import t
from desktop.pages.publish.composer.editor import Editor
from desktop.pages.publish.composer.file_strip import FileStrip
from desktop.pages.publish.composer.known_files import KnownFiles
from desktop.pages.publish.composer.parts import FirstComment, LinkRow
from desktop.pages.publish.composer.set_aside import SetAside
from desktop.pages.publish.composer.sharing import ShareLine
from desktop.presenters import text_room, variants
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import isolate
from desktop.presenters.variants import Part
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import column, row
from desktop.widgets.labels import ElidedLabel, SectionTitle
from desktop.widgets.marks import Icon
from desktop.widgets.platform import PlatformMark
from models.posts.counting import Count


class Content(QWidget):
    """Shows the form for one account; what is done to it leaves as signals."""

    text_typed = Signal(str)
    link_typed = Signal(str)
    comment_typed = Signal(str)
    files_changed = Signal(list)
    """list[MediaUse]."""
    share_wanted = Signal(object)
    """Part that the account is to share with the others."""
    own_wanted = Signal(object)
    """Part that the account is to have of its own."""

    def __init__(self, desk: Desk, known: KnownFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self._key = ""
        self.editor = Editor()
        self.link = LinkRow()
        self.link_line = ShareLine(t("Use an own link"), t("Use the common link"))
        self.files = FileStrip(desk, known)
        self.files_line = ShareLine(t("Use own files"), t("Use the common files"))
        self.comment = FirstComment()
        self.use_common = Button(t("Use the common text"), Kind.LINK, icon="undo-2")
        self.use_own = Button(t("Use the own text again"), Kind.LINK)
        self._head = row(spacing=8)
        self._mark: PlatformMark | None = None
        self._words = SectionTitle("")
        self._name = ElidedLabel("", weight=600, foreign=True)
        self._hint = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for item in (self._words, self._name, self.use_common, self.use_own):
            self._head.addWidget(item)
        hint = row(Icon("info", Tone.MUTED, 14), self.editor.hint, spacing=6)
        hint.setStretch(1, 1)
        self._hint.setLayout(hint)
        link = column(self.link, self.link_line, spacing=2)
        files = column(self.files, self.files_line, spacing=2)
        column(self._head, self.editor, self._hint, link, files, self.comment, spacing=10,
               parent=self)  # fmt: skip

    def _connect(self) -> None:
        self.editor.typed.connect(self._typed)
        self.editor.link_wanted.connect(self.link.ask)
        self.link.typed.connect(lambda link: self.link_typed.emit(link.strip()))
        self.files.changed.connect(self.files_changed)
        self.comment.typed.connect(self.comment_typed)
        self.use_common.clicked.connect(lambda: self.share_wanted.emit(Part.TEXT))
        self.use_own.clicked.connect(lambda: self.own_wanted.emit(Part.TEXT))
        for line, part in ((self.link_line, Part.LINK), (self.files_line, Part.FILES)):
            line.share_wanted.connect(lambda part=part: self.share_wanted.emit(part))
            line.own_wanted.connect(lambda part=part: self.own_wanted.emit(part))

    def _typed(self, text: str) -> None:
        if not self._loading:
            self.text_typed.emit(text)

    def show_form(self, draft: Draft, account: Row | None, counted: Count | None,
                  aside: SetAside) -> None:  # fmt: skip
        """Show what an account says; None = what all say. `counted`: the room that is told of."""
        self._loading = True
        key = account.key if account is not None else ""
        other = key != self._key
        self._key = key
        text = draft.text_for(key) if key else draft.text
        link = variants.link_of(draft, account)
        self.editor.field.set_text(text)
        self.editor.show_count(counted)
        words = text_room.hint(counted, link, text)
        self.editor.hint.setText(words)
        self._hint.setVisible(bool(words))
        self.link.show_link(link, anew=other)
        self.files.show_uses(variants.files_of(draft, account))
        self._show_comment(draft, account)
        self._show_head(account)
        has_own = bool(key) and variants.own(draft, key, Part.TEXT) is not None
        self.use_common.setVisible(has_own)
        self.use_own.setVisible(bool(key) and not has_own and aside.has(key, Part.TEXT))
        self._show_link_line(draft, key, aside)
        self._show_files_line(draft, key, aside)
        self._loading = False

    def _show_comment(self, draft: Draft, account: Row | None) -> None:
        target = draft.target(account.key) if account is not None else None
        self.comment.setVisible(target is not None and variants.has_first_comment(target.platform))
        self.comment.show_text(target.first_comment if target is not None else None)

    def _show_head(self, account: Row | None) -> None:
        if self._mark is not None:
            self._mark.hide()
            self._mark.deleteLater()
            self._mark = None
        if account is None:
            self._words.setText(t("Text for all accounts"))
            self._name.setText("")
            name = t("Text for all accounts")
        else:
            self._words.setText(t("Text for"))
            self._mark = PlatformMark(account.platform)
            self._head.insertWidget(1, self._mark)
            self._name.setText(account.name)
            name = t("Text for {account}", account=isolate(account.name))
        self._head.setStretch(self._head.indexOf(self._name), 1)
        self.editor.field.setAccessibleName(name)

    def _show_link_line(self, draft: Draft, key: str, aside: SetAside) -> None:
        own = variants.own(draft, key, Part.LINK) if key else None
        if not key or (own is None and not draft.link and not aside.has(key, Part.LINK)):
            self.link_line.hide()
        elif own is None:
            words = t("The link of all accounts") if draft.link else ""
            self.link_line.show_state(words, is_own=False)
        else:
            words = t("Own link") if own else t("No link here")
            self.link_line.show_state(words, is_own=True)

    def _show_files_line(self, draft: Draft, key: str, aside: SetAside) -> None:
        own = variants.own(draft, key, Part.FILES) if key else None
        if not key or (own is None and not draft.media and not aside.has(key, Part.FILES)):
            self.files_line.hide()
        elif own is None:
            words = t("The files of all accounts") if draft.media else ""
            self.files_line.show_state(words, is_own=False)
        else:
            words = t("Own files") if own else t("No files here")
            self.files_line.show_state(words, is_own=True)
