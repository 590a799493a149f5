"""What can be done with an account where it is shown: pause it, its platform, its browser."""

from PySide6.QtWidgets import QMenu, QWidget

from desktop import icons
from desktop.desk import Desk
from desktop.dialogs.account.dialog import AccountDialog
from desktop.i18n import t
from desktop.presenters import platforms
from desktop.presenters.accounts import Known
from desktop.presenters.destinations import Row
from desktop.presenters.text import isolate
from desktop.widgets.filter_button import escaped
from models.pauses import PauseView


def account_menu(
    desk: Desk, row: Row, pauses: list[PauseView], device_name: str, parent: QWidget
) -> QMenu:
    """Shown by the caller with `popup`."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    held = {(pause.scope, pause.target) for pause in pauses}
    account = isolate(row.name)
    platform = isolate(platforms.name(row.platform))
    device = isolate(device_name)
    offered = [
        ("account", row.key, t("Pause {name}", name=account), t("Resume {name}", name=account)),
        (
            "platform", row.platform,
            t("Pause all of {name}", name=platform), t("Resume {name}", name=platform),
        ),
    ]  # fmt: skip
    if row.device_id is not None:
        offered.append(
            (
                "device",
                row.device_id,
                t("Pause {name}", name=device),
                t("Resume {name}", name=device),
            )
        )
    for scope, target, pause, resume in offered:
        on = (scope, target) in held
        drawing = "circle-play" if on else "circle-pause"
        action = menu.addAction(icons.icon(drawing), escaped(resume if on else pause))
        action.triggered.connect(
            lambda _=False, scope=scope, target=target, on=on: _toggle(desk, scope, target, on)
        )
    known = Known(row.platform, row.handle, _own_name(row), row.account)
    menu.addSeparator()
    rules = menu.addAction(icons.icon("settings"), t("Times and rules of this account"))
    rules.triggered.connect(lambda: AccountDialog(desk, known).open())
    return menu


def _own_name(row: Row) -> str | None:
    """The name that somebody gave it; None when it is called by its handle."""
    if row.account is not None:
        return row.account.display_name
    return row.name if row.name != platforms.account(None, row.handle) else None


def _toggle(desk: Desk, scope: str, target: str, paused: bool) -> None:
    actions = desk.actions
    if paused:
        actions.run(lambda hub: hub.pauses.resume(scope, target, actions.actor))
    else:
        actions.run(
            lambda hub: hub.pauses.pause(scope, target, actions.actor),
            done=t("Paused: nothing is pressed there any more."),
        )
