"""What a post says: its picture, its text, and on request the text of each account."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import t, tn
from desktop.presenters import post_detail as words
from desktop.presenters import posts
from desktop.presenters.post_detail import PostDetail
from desktop.presenters.text import plain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.thumbnails import Thumbnails
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.frames import Card, clear, column, row
from desktop.widgets.labels import PlainLabel
from desktop.widgets.pictures import Thumbnail
from desktop.widgets.platform import PlatformMark

PICTURE = QSize(64, 44)
LONGEST = 600


class TextCard(Card):
    """The text as it was approved, in its own direction."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._detail: PostDetail | None = None
        self._open = False
        self.picture = Thumbnail(thumbnails, "", name="", size=PICTURE, drawing="image")
        self.picture.setFixedSize(PICTURE)
        self.text = PlainLabel("", wrap=True, foreign=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about = PlainLabel("", Role.SMALL, Tone.MUTED, wrap=True)
        self.more = Button("", Kind.LINK, on_click=self._flip)
        self._texts = QVBoxLayout()
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        line = row(self.picture, column(self.text, self.about, spacing=4), spacing=14)
        line.addWidget(self.more, 0, top)
        line.setStretch(1, 1)
        line.setAlignment(self.picture, top)
        whole = column(line, self._texts, spacing=12, parent=self)
        whole.setContentsMargins(12, 9, 12, 9)

    def show_detail(self, detail: PostDetail, *, other: bool) -> None:
        """Show what the post says; `other` says that it is another post than before."""
        if other:
            self._open = False
        self._detail = detail
        post = detail.post
        self.text.setText(plain(post.text, lines=True, longest=LONGEST))
        self.about.setText(posts.content(post))
        first = post.media[0] if post.media else None
        known = detail.media.get(first.id) if first is not None else None
        self.picture.setVisible(first is not None)
        if known is not None and first is not None:
            drawing = "" if known.mime.startswith("image/") else "file-text"
            name = plain(first.alt or known.name, longest=120)
            self.picture.show_file(known.sha256, name=name, drawing=drawing)
        self._show_texts()

    def _flip(self) -> None:
        self._open = not self._open
        self._show_texts()

    def _show_texts(self) -> None:
        clear(self._texts)
        assert self._detail is not None
        found = words.texts(self._detail.post)
        self.more.setVisible(len(found) > 1)
        show = tn("Show the {n} text", "Show the {n} texts", len(found))
        self.more.setText(t("Show only the common text") if self._open else show)
        if not self._open:
            return
        for platform, name, text in found[1:]:
            head = row(PlatformMark(platform), PlainLabel(name, Role.SMALL, weight=500), None)
            said = PlainLabel(plain(text, lines=True, longest=LONGEST), wrap=True, foreign=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._texts.addLayout(column(head, said, spacing=3))
