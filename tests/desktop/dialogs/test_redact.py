"""The dialog in which a capture is redacted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.dialogs.redact import RedactDialog
from models.errors import RuleRefused
from models.folder import DataFolder
from models.queries import proofs
from models.queries.proofs import ProofFilter
from models.views import ProofView
from tests.support import bundles
from tests.support.desk import OPERATOR, RecordingHub, close_desk, make_desk
from tests.support.stores import NOW


@pytest.fixture
def proof(tmp_path: Path) -> ProofView:
    """A capture of 320 × 200."""
    with bundles.office(tmp_path / "data") as office:
        bundles.a_post(office)
        found: ProofView = proofs.page(office.db, ProofFilter(kinds=("after",))).items[0]
    return found


@pytest.fixture
def own_desk(
    proof: ProofView, tmp_path: Path, window: QWidget, hub: RecordingHub, loop: QEventLoop
) -> Iterator[Desk]:
    window.show()
    folder = DataFolder.read_only(tmp_path / "data")
    made = make_desk(folder, window, hub, home=tmp_path, clock=lambda: NOW)
    yield made
    close_desk(made)


@pytest.fixture
def dialog(own_desk: Desk, proof: ProofView, qtbot: QtBot) -> RedactDialog:
    made = RedactDialog(own_desk, proof)
    made.open()
    qtbot.waitUntil(lambda: made.canvas.has_picture)
    return made


def test_without_a_box_nothing_can_be_saved(dialog: RedactDialog) -> None:
    assert not dialog.save.isEnabled()
    dialog.canvas.draw(QRect(10, 20, 30, 40))
    assert (dialog.save.isEnabled(), dialog.count.text()) == (True, "1 box")
    dialog.undo.click()
    assert not dialog.save.isEnabled()


def test_the_boxes_go_to_the_hub(
    dialog: RedactDialog, hub: RecordingHub, proof: ProofView, own_desk: Desk, qtbot: QtBot
) -> None:
    dialog.canvas.draw(QRect(10, 20, 30, 40))
    with qtbot.waitSignal(dialog.accepted):
        dialog.save.click()
    assert hub.asked == [("bundles.redact", (proof.id, [(10, 20, 30, 40)], OPERATOR), {})]
    assert own_desk.toasts.kept[0].text == "The redacted copy is saved beside its original."


def test_a_refusal_is_told_and_the_boxes_stay(
    dialog: RedactDialog, hub: RecordingHub, own_desk: Desk, qtbot: QtBot
) -> None:
    hub.answers["bundles.redact"] = RuleRefused("INVALID", "The file is not as it was captured.")
    dialog.canvas.draw(QRect(10, 20, 30, 40))
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(own_desk.toasts.kept))
    assert own_desk.toasts.kept[0].text == "The file is not as it was captured."
    assert (dialog.isVisible(), dialog.save.isEnabled()) == (True, True)


def test_a_file_that_cannot_be_shown_is_said(
    own_desk: Desk, proof: ProofView, qtbot: QtBot
) -> None:
    own_desk.thumbnails.file(proof.sha256).unlink()
    made = RedactDialog(own_desk, proof)
    made.open()
    qtbot.waitUntil(lambda: made.problem() == "This file cannot be shown")
    assert not made.save.isEnabled()
