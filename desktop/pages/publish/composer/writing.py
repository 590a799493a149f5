"""The draft that is open, and everything that is done to what it says."""

from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from desktop.pages.publish.composer.adder import Place
from desktop.pages.publish.composer.saver import Saver
from desktop.pages.publish.composer.set_aside import SetAside
from desktop.presenters import variants
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.variants import Part
from models.posts.views import MediaUse, MediaView


class Writing(QObject):
    """Hands every change to the saver of the draft. An account that is None stands for all."""

    changed = Signal()
    accounts_changed = Signal()
    """The post goes to an account that it did not go to before."""

    def __init__(self, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self.saver = saver
        self.aside = SetAside()

    @property
    def draft(self) -> Draft:
        """What is written now."""
        return self.saver.draft

    def begin(self, saver: Saver) -> None:
        """Go on with another draft."""
        self.saver, self.aside = saver, SetAside()

    def place(self, row: Row | None) -> Place:
        """Where files go that are picked now."""
        return Place(self.saver, self.aside, row)

    def take(self, draft: Draft) -> None:
        """This is written now."""
        if draft != self.draft:
            self.saver.take(draft)
            self.changed.emit()

    def text(self, row: Row | None, text: str) -> None:
        """Another text."""
        self.take(variants.with_text(self.draft, row, text))

    def link(self, row: Row | None, link: str) -> None:
        """Another link."""
        self.take(variants.with_link(self.draft, row, link))

    def files(self, row: Row | None, uses: Sequence[MediaUse]) -> None:
        """Other files, another order or description."""
        self.take(variants.with_files(self.draft, row, uses))

    def comment(self, row: Row | None, text: str) -> None:
        """Another first comment."""
        if row is not None:
            self.take(variants.with_comment(self.draft, row, text))

    def title(self, name: str) -> None:
        """Another name."""
        self.take(structs.replace(self.draft, title=name))

    def lateness(self, policy: str, grace_minutes: int) -> None:
        """Another rule for when it is missed."""
        self.take(structs.replace(self.draft, late_policy=policy, grace_minutes=grace_minutes))

    def share(self, row: Row | None, part: Part) -> None:
        """The account says what all say."""
        if row is not None:
            self.take(self.aside.share(self.draft, row, part))

    def own(self, row: Row | None, part: Part) -> None:
        """The account says something of its own."""
        if row is not None:
            self.take(self.aside.take_up(self.draft, row, part))

    def choose(self, row: Row, on: bool) -> None:
        """The post goes to an account, or does not."""
        if not on:
            self.take(self.aside.leave_out(self.draft, row))
        elif self.draft.target(row.key) is None:
            self.take(_in_its_workspace(self.aside.choose(self.draft, row), row))
            self.accounts_changed.emit()

    def add_file(self, view: MediaView, place: Place) -> None:
        """A file came; the draft that it was picked for may be another by now."""
        saver, row = place.saver, place.row
        if saver.is_over:
            return
        use = MediaUse(id=view.id)
        left_out = place.aside.left_out(row.key) if row is not None else None
        if row is not None and left_out is not None and saver.draft.target(row.key) is None:
            had = saver.draft.media if left_out.media is None else left_out.media
            place.aside.keep(row.key, structs.replace(left_out, media=_with(had, use)))
            return
        draft = variants.with_files(
            saver.draft, row, _with(variants.files_of(saver.draft, row), use)
        )
        if saver is self.saver:
            self.take(draft)
        else:
            saver.take(draft)


def _with(uses: Sequence[MediaUse], new: MediaUse) -> list[MediaUse]:
    return [*uses] if new.id in {use.id for use in uses} else [*uses, new]


def _in_its_workspace(draft: Draft, row: Row) -> Draft:
    """A post that belongs to nobody yet belongs to the client of its first account."""
    if draft.workspace_id is None and draft.post_id is None and row.account is not None:
        return structs.replace(draft, workspace_id=row.account.workspace_id)
    return draft
