"""What can be done with a device, from its card, its row and the palette."""

from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.dialogs.bindings import BindingsDialog
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.name import NameDialog
from desktop.i18n import t
from desktop.presenters import devices as words
from desktop.presenters.accounts import Known
from desktop.theme.tones import Tone
from models.views import DeviceView


def device_menu(desk: Desk, device: DeviceView, *, paused: bool, parent: QWidget) -> QMenu:
    """The menu of a device."""
    menu = QMenu(parent)
    menu.addAction(icons.icon("pencil"), t("Rename")).triggered.connect(
        lambda: rename(desk, device)
    )
    menu.addAction(icons.icon("users"), t("Accounts of this profile…")).triggered.connect(
        lambda: edit_accounts(desk, device)
    )
    draining = t("Take jobs again") if device.draining else t("Drain: finish and take no new job")
    menu.addAction(icons.icon("hourglass"), draining).triggered.connect(
        lambda: drain(desk, device, on=not device.draining)
    )
    word, icon = (t("Resume"), "circle-play") if paused else (t("Pause"), "circle-pause")
    menu.addAction(icons.icon(icon), word).triggered.connect(
        lambda: pause(desk, device, on=not paused)
    )
    menu.addSeparator()
    menu.addAction(icons.icon("unplug", Tone.DANGER), t("Revoke device")).triggered.connect(
        lambda: revoke(desk, device)
    )
    return menu


def open_account(desk: Desk, known: Known) -> Dialog:
    """An account that a device holds, in full."""
    from desktop.dialogs.account.dialog import AccountDialog

    dialog = AccountDialog(desk, known)
    dialog.open()
    return dialog


def rename(desk: Desk, device: DeviceView) -> None:
    """Ask for another name."""
    actor = desk.actions.actor

    def take(name: str) -> None:
        desk.actions.run(lambda hub: hub.agents.rename(device.id, name, actor))

    NameDialog(
        t("Rename device"), t("Name"), t("Rename"), desk.window, then=take, name=words.name(device)
    ).open()


def edit_accounts(desk: Desk, device: DeviceView) -> BindingsDialog:
    """Say which accounts the profile is logged in to."""
    dialog = BindingsDialog(desk, device)
    dialog.open()
    return dialog


def drain(desk: Desk, device: DeviceView, *, on: bool) -> None:
    """Let it finish what it has and take nothing new, or take jobs again."""
    actor = desk.actions.actor
    desk.actions.run(lambda hub: hub.agents.drain(device.id, on, actor))


def pause(desk: Desk, device: DeviceView, *, on: bool) -> None:
    """Hold all work of this device, or let it go on."""
    actor = desk.actions.actor
    if on:
        desk.actions.run(lambda hub: hub.pauses.pause("device", device.id, actor))
    else:
        desk.actions.run(lambda hub: hub.pauses.resume("device", device.id, actor))


def revoke(desk: Desk, device: DeviceView) -> None:
    """Ask, then void the device's key for good."""
    actor = desk.actions.actor
    name = words.name(device)
    done = t("{name} is revoked", name=name)
    dialog = ConfirmDialog(
        desk.window,
        t("Revoke {name}?", name=name),
        t(
            "This browser can no longer connect. What it is working on goes back to the queue; "
            "what it sent stays. To use it again, pair it anew."
        ),
        yes=t("Revoke device"),
        icon="unplug",
        by_keys=False,
    )
    dialog.accepted.connect(
        lambda: desk.actions.run(lambda hub: hub.agents.revoke(device.id, actor), done=done)
    )
    dialog.open()
