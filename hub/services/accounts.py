"""Platform accounts as the operator sets them up."""

from hub.events import AccountChanged
from hub.services.core import Core
from models import accounts
from models.account_views import AccountView
from models.accounts import AccountChange


class AccountsService:
    """List, name, and say who presses, when and how often."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def all(self, workspace_id: str | None = None) -> list[AccountView]:
        """By platform and handle."""
        return await self._core.store.read(accounts.all, workspace_id)

    async def get(self, account_id: str) -> AccountView:
        """Raises NotFound("account", id)."""
        return await self._core.store.read(accounts.get, account_id)

    async def ensure(
        self,
        platform: str,
        handle: str,
        actor: str,
        *,
        workspace_id: str | None = None,
        display_name: str | None = None,
    ) -> AccountView:
        """The account of this name, made when nobody named it before."""
        account = await self._core.store.write(
            accounts.ensure,
            platform,
            handle,
            workspace_id=workspace_id,
            display_name=display_name,
            actor=actor,
            now=self._core.now(),
        )
        self._core.bus.publish(AccountChanged(account=account))
        return account

    async def change(self, account_id: str, to: AccountChange, actor: str) -> AccountView:
        """What is named becomes another, the rest stays."""
        account = await self._core.store.write(
            accounts.change, account_id, to, actor=actor, now=self._core.now()
        )
        self._core.bus.publish(AccountChanged(account=account))
        return account
