"""An account named by hand, before a browser is signed in to it."""

from collections.abc import Callable, Sequence

from desktop.desk import Desk
from desktop.dialogs.base import Dialog
from desktop.i18n import t
from desktop.presenters import connectors as connector_words
from desktop.presenters.failures import explain
from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.buttons import Button, Kind
from desktop.widgets.choices import Choice
from desktop.widgets.fields import Labelled, TextField
from desktop.widgets.labels import PlainLabel
from models.accounts.views import AccountView
from models.errors import InvalidInput
from models.views import ConnectorView

WIDTH = 440
LONGEST = 100


class AddAccountDialog(Dialog):
    """Platform and handle; `then` gets the account."""

    def __init__(
        self,
        desk: Desk,
        connectors: Sequence[ConnectorView],
        *,
        then: Callable[[AccountView], object],
    ) -> None:
        super().__init__(t("Add an account"), desk.window, width=WIDTH)
        self._desk = desk
        self._then = then
        offered = {one.platform: connector_words.platform_name(one) for one in connectors}
        choices = [(name, platform) for platform, name in offered.items()]
        self.platform = Choice(choices, name=t("Platform"))
        self.handle = TextField(name=t("Handle"), placeholder="@ammandental")
        self.handle.setMaxLength(LONGEST)
        self._fields = {
            "platform": Labelled(t("Platform"), self.platform),
            "handle": Labelled(
                t("Handle"),
                self.handle,
                hint=t("As the site writes it; it is compared with what the browser shows."),
            ),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        said = t("A post can name it at once. It goes out when a browser is signed in to it.")
        self.body.addWidget(PlainLabel(said, Role.SMALL, Tone.MUTED, wrap=True))
        self.add = Button(t("Add"), Kind.PRIMARY, on_click=self._add)
        self.foot(None, Button(t("Cancel"), on_click=self.reject), self.add)
        self.handle.textChanged.connect(self._typed)
        self.handle.returnPressed.connect(self.add.click)
        self._typed("")
        self.handle.setFocus()

    def main_button(self) -> Button:
        return self.add

    def _typed(self, text: str) -> None:
        self.add.setEnabled(bool(text.strip().removeprefix("@")) and self.platform.count() > 0)

    def _add(self) -> None:
        for field in self._fields.values():
            field.set_wrong("")
        platform, handle = str(self.platform.currentData()), self.handle.text().strip()
        actor, workspace = self._desk.actions.actor, self._desk.workspaces.current
        self._desk.actions.run(
            lambda hub: hub.accounts.add(platform, handle, actor, workspace_id=workspace),
            busy=self.add,
            success=self._added,
            failure=self._wrong,
        )

    def _added(self, account: AccountView) -> None:
        self.accept()
        self._then(account)

    def _wrong(self, error: BaseException) -> None:
        if isinstance(error, InvalidInput) and error.field in self._fields:
            self._fields[error.field].set_wrong(explain(error)[0])
        else:
            self._desk.actions.told_failure(error)
