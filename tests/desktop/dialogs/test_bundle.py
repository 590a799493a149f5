"""The dialog that makes a proof bundle."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop import i18n
from desktop.desk import Desk
from desktop.dialogs.bundle import BundleDialog, Making, Stopped
from models.errors import RuleRefused, StorageFull
from models.folder import DataFolder
from models.queries import proofs
from models.queries.proofs import ProofFilter
from tests.support import bundles
from tests.support.desk import OPERATOR, RecordingHub, close_desk, make_desk
from tests.support.stores import NOW

KEY = "1c" * 32


@pytest.fixture
def post(tmp_path: Path) -> str:
    """A published post; one picture has a redacted copy."""
    with bundles.office(tmp_path / "data") as office:
        made = bundles.a_post(office)
        original = proofs.page(office.db, ProofFilter(kinds=("after",))).items[0]
        office.redact(original.id, bundles.picture("black"))
    return made


@pytest.fixture
def own_desk(
    post: str, tmp_path: Path, window: QWidget, hub: RecordingHub, loop: QEventLoop,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:  # fmt: skip
    hub.answers["bundles.key"] = KEY
    window.show()
    folder = DataFolder.read_only(tmp_path / "data")
    home = tmp_path_factory.mktemp("preferences")
    made = make_desk(folder, window, hub, home=home, clock=lambda: NOW)
    yield made
    close_desk(made)


@pytest.fixture
def dialog(own_desk: Desk, post: str, tmp_path: Path, qtbot: QtBot) -> BundleDialog:
    made = BundleDialog(own_desk, post)
    made.set_target(tmp_path / "out.zip")
    made.open()
    qtbot.waitUntil(made.redacted.isEnabled)
    return made


def asked(hub: RecordingHub) -> tuple[tuple[object, ...], dict[str, object]]:
    (found,) = ((args, named) for name, args, named in hub.asked if name == "bundles.make")
    return found


def test_what_is_chosen_is_asked_of_the_hub(
    dialog: BundleDialog, hub: RecordingHub, post: str, own_desk: Desk, qtbot: QtBot
) -> None:
    dialog.languages["ar"].setChecked(True)
    dialog.redacted.setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.start.click()
    args, named = asked(hub)
    assert args == (post, "ar", dialog.target)
    assert (named["redacted"], named["actor"]) == (True, OPERATOR)
    news = own_desk.toasts.kept[0]
    assert news.text == "The proof bundle is saved."
    assert news.action is not None


def test_originals_in_the_language_of_the_window_are_the_default(
    dialog: BundleDialog, hub: RecordingHub, post: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.start.click()
    args, named = asked(hub)
    assert args[:2] == (post, i18n.language())
    assert named["redacted"] is False


def test_without_copies_none_are_offered(own_desk: Desk, qtbot: QtBot) -> None:
    made = BundleDialog(own_desk, "another post")
    qtbot.waitUntil(made.copy.isEnabled)
    assert not made.redacted.isEnabled()
    made.deleteLater()


def test_the_fingerprint_is_shown_and_can_be_copied(dialog: BundleDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.copy.isEnabled)
    assert [label.text() for label in dialog.keys] == [" ".join(["1c1c"] * 8)] * 2
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == KEY


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StorageFull("full"), "The disk is full."),
        (RuleRefused("INVALID", "This post has no accounts."), "This post has no accounts."),
    ],
)
def test_what_goes_wrong_is_said_and_it_can_be_tried_again(
    dialog: BundleDialog, hub: RecordingHub, error: Exception, words: str, qtbot: QtBot
) -> None:
    hub.answers["bundles.make"] = error
    dialog.start.click()
    qtbot.waitUntil(lambda: bool(dialog.problem()))
    assert words in dialog.problem()
    assert dialog.isVisible()
    del hub.answers["bundles.make"]
    with qtbot.waitSignal(dialog.accepted):
        dialog.start.click()


def test_a_stopped_bundle_keeps_the_dialog(
    dialog: BundleDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["bundles.make"] = Stopped()
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.start.busy)
    assert (dialog.isVisible(), dialog.problem()) == (True, "")


def test_stopping_ends_it_at_the_next_file() -> None:
    making = Making(Path("x.zip"))
    making.tell(1, 3)
    assert (making.done, making.of) == (1, 3)
    making.stop()
    with pytest.raises(Stopped):
        making.tell(2, 3)


def test_cancel_closes_when_nothing_runs(dialog: BundleDialog, loop: QEventLoop) -> None:
    assert asyncio.get_event_loop() is loop
    dialog.cancel.click()
    assert not dialog.isVisible()
