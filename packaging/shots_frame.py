"""Pictures of the window itself: pairing, palette, shortcuts, banners, toasts, a narrow window."""

from __future__ import annotations

from desktop import notices
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.palette import PaletteDialog
from desktop.dialogs.registry import PAIR
from desktop.dialogs.shortcuts import ShortcutsDialog
from desktop.i18n import t
from desktop.pages import device_actions
from desktop.shell import Shell
from desktop.theme.tones import Tone
from hub.errors import PortTaken
from hub.events import PairingAsked
from hub.services.pairing import PairingLink
from tests.support import sample

LINK = (
    "proofdesk://pair/1?u=ws://192.168.1.20:47150/agent&h=Zx8r2mQ4sVf1kP0bYtL7aNc3eHuW9gJd5oKiR6vT"
    "1Xs&i=b21f9a0c7d3e4856&s=Qm7t5Zk2Lw9xVb3Nc8Rj1Hy6Fd4Gs0Pa"
)
OFFERED = PairingLink(
    id="pair", link=LINK, expires_at=sample.NOW + 4 * sample.MINUTE + 38 * sample.SECOND
)
ASKED = PairingAsked(
    link_id="pair",
    name="Accounts desk - Firefox",
    browser="Firefox 145 on ACCOUNTS-PC",
    address="192.168.1.47",
    channel="noise",
    digits="418092",
)


def _pairing(shell: Shell) -> object:
    """The dialog with its link."""
    return shell.open_dialog(PAIR)


def _asked(shell: Shell) -> None:
    """A browser holds the link and shows its digits."""
    shell.desk.bridge.pairing_asked.emit(ASKED)


def _as_table(shell: Shell) -> None:
    page = shell.window.current_page()
    page._view.choose("table")
    page._show()


def _palette(shell: Shell) -> object:
    shell.commands.open_palette()
    return shell.window.findChild(PaletteDialog)


def _typed(shell: Shell) -> None:
    field = shell.window.findChild(PaletteDialog).field
    field.setText("de")
    field.asked.emit("de")


def _nothing(_: Shell) -> None:
    """Only rest: the answer comes from another thread."""


def _shortcuts(shell: Shell) -> object:
    shell.commands.open_shortcuts()
    return shell.window.findChild(ShortcutsDialog)


def _hub_down(shell: Shell) -> None:
    error = PortTaken(47150)
    shell.desk.hub.fail(error)
    shell.window.set_notice(
        notices.hub_failed(error, "", next_port=47152, use_next=lambda: None, again=lambda: None)
    )


def _paused(shell: Shell) -> None:
    shell.window.set_notice(notices.paused(5, lambda: None))


def _told(shell: Shell) -> None:
    toasts = shell.desk.toasts
    toasts.tell(t("The link is copied. It is good once."))
    toasts.tell(
        t("{device} asks for you: {reason}", device="Laptop Mona - Firefox", reason=t("captcha")),
        tone=Tone.WARNING,
        icon="hand",
        action=(t("Open"), lambda: None),
    )
    toasts.fail(t("The disk is full. Nothing was changed. Free some space and try again."))


def _narrow(shell: Shell) -> None:
    shell.window.resize(1000, 900)


def _revoke(shell: Shell) -> object:
    page = shell.window.current_page()
    device_actions.revoke(shell.desk, page._reading.devices[1])
    return shell.window.findChild(ConfirmDialog)


FRAME = (
    ("pair", "devices", _pairing, (_asked,)),
    ("pair-waiting", "devices", _pairing, ()),
    ("devices-table", "devices", _as_table, ()),
    ("devices-revoke", "devices", _revoke, ()),
    ("palette", "jobs", _palette, (_typed, _nothing)),
    ("shortcuts", "overview", _shortcuts, ()),
    ("hub-down", "overview", _hub_down, ()),
    ("paused", "overview", _paused, ()),
    ("toasts", "overview", _told, ()),
    ("overview-narrow", "overview", _narrow, ()),
)
"""name, page, what is done there, further steps"""
