"""Platform accounts as the operator sets them up."""

from hub.events import AccountChanged, JobChanged
from hub.services.core import Core
from models.accounts import accounts
from models.accounts.accounts import AccountChange
from models.accounts.views import AccountView
from models.publishing import parking


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

    async def add(
        self,
        platform: str,
        handle: str,
        actor: str,
        *,
        workspace_id: str | None = None,
        display_name: str | None = None,
    ) -> AccountView:
        """By hand: the account of this name on a platform that a connector publishes on."""
        account = await self._core.store.write(
            accounts.add,
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

    async def go_on(self, account_id: str, actor: str) -> AccountView:
        """Do not wait for the end of the pause that the site asked for."""
        before = await self.get(account_id)
        account, jobs = await self._core.store.write(
            parking.go_on, account_id, actor=actor, now=self._core.now()
        )
        for job in jobs:
            self._core.bus.publish(JobChanged(job=job))
        if account != before:
            self._core.bus.publish(AccountChanged(account=account))
        return account
