"""Which profile holds which accounts: told apart as everywhere, saved together."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.bindings import BindingsDialog
from desktop.presenters import devices as words
from desktop.theme.tones import Tone
from models.devices import Binding
from models.errors import NotFound
from models.views import BindingView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.views import device_view, job_view

FACEBOOK = BindingView(
    platform="facebook", handle="ammandental", display_name="Amman Dental Group",
    checked_at=sample.NOW - sample.MINUTE,
)  # fmt: skip
X = BindingView(platform="x", handle="@cairocoffeehs", display_name=None, checked_at=None)


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> Iterator[BindingsDialog]:
    desk.window.show()
    made = BindingsDialog(desk, device_view("device", name="<b>Front</b>", bindings=[FACEBOOK, X]))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    yield made
    made.reject()


def test_the_accounts_of_the_profile_are_there(dialog: BindingsDialog) -> None:
    assert dialog.title.text() == "Accounts of “\u2068<b>Front</b>\u2069”"
    assert [made.said.text() for made in dialog.rows] == ["checked 10:20", "not checked yet"]
    assert dialog.bindings() == [
        Binding(platform="facebook", handle="ammandental", display_name="Amman Dental Group"),
        Binding(platform="x", handle="@cairocoffeehs"),
    ]


def test_all_are_saved_together(dialog: BindingsDialog, hub: RecordingHub, qtbot: QtBot) -> None:
    dialog.rows[1].handle.setText("@other")
    dialog.add_account("linkedin", "Cairo Coffee House")
    dialog.add_account()
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    verb, (device, bindings, actor), _ = hub.asked[0]
    assert (verb, device, actor) == ("agents.bind", "device", OPERATOR)
    assert [(one.platform, one.handle) for one in bindings] == [
        ("facebook", "ammandental"), ("x", "@other"), ("linkedin", "Cairo Coffee House"),
    ]  # fmt: skip
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_another_handle_does_not_keep_the_name(dialog: BindingsDialog) -> None:
    dialog.rows[0].handle.setText("other")
    assert dialog.bindings()[0].display_name is None
    assert dialog.rows[0].said.text() == ""


def test_an_account_is_not_named_twice(dialog: BindingsDialog) -> None:
    dialog.add_account("x", "CairoCoffeeHS ")
    assert not dialog.save.isEnabled()
    dialog.rows[2].removed.emit()
    assert dialog.save.isEnabled()
    assert len(dialog.bindings()) == 2


def test_without_accounts_it_only_searches(dialog: BindingsDialog) -> None:
    for made in list(dialog.rows):
        made.removed.emit()
    assert dialog.nothing.isVisible()
    assert dialog.bindings() == []


def test_what_fails_is_told_in_the_dialog(
    dialog: BindingsDialog, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["agents.bind"] = NotFound("device", "device")
    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.problem.isVisible())
    assert dialog.isVisible()


def test_an_account_that_is_signed_out_is_told() -> None:
    job = job_view(
        type="PUBLISH_VARIANT", account="x:cairocoffeehs", needs_user_action=True,
        needs_user_reason="login", input={},
    )  # fmt: skip
    assert words.checked(X, job, sample.NOW) == ("signed out", Tone.WARNING)
    assert words.checked(FACEBOOK, job, sample.NOW)[0] == "checked 10:20"
    other = replace(job, needs_user_reason="wrong_account")
    assert words.checked(X, other, sample.NOW)[0] == "another account is logged in"
