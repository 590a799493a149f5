"""Installed recipes: shipped ones kept up to date, the operator's own linted before."""

from typing import Any

from hub import recipes
from hub.events import ConnectorChanged
from hub.services.core import Core
from models import connectors
from models.errors import InvalidInput
from models.views import ConnectorView


class ConnectorsService:
    """What connectors there are, whether they are on, and on which hosts they work."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def start(self) -> None:
        """Install what is shipped; a newer recipe replaces an older shipped one."""
        for recipe in recipes.shipped_recipes().values():
            await self._core.store.write(connectors.install, recipe, now=self._core.now())
        for view in await self.all():
            self._told(view)

    async def all(self) -> list[ConnectorView]:
        """By id."""
        return await self._core.store.read(connectors.all)

    async def get(self, connector_id: str) -> ConnectorView:
        """One connector."""
        return await self._core.store.read(connectors.get, connector_id)

    async def save(self, recipe: dict[str, Any], actor: str) -> ConnectorView:
        """Keep an operator's recipe. Raises RecipeRefused with everything that is wrong."""
        wrong = [finding for finding in recipes.lint(recipe) if finding.level == "error"]
        if wrong:
            raise RecipeRefused(wrong)
        return self._told(
            await self._core.store.write(connectors.save, recipe, actor=actor, now=self._core.now())
        )

    async def set_enabled(self, connector_id: str, enabled: bool, actor: str) -> ConnectorView:
        """Switch it on or off for all agents."""
        return self._told(
            await self._core.store.write(
                connectors.set_enabled, connector_id, enabled, actor=actor, now=self._core.now()
            )
        )

    async def set_hosts(
        self, connector_id: str, hosts: list[str] | None, actor: str
    ) -> ConnectorView:
        """The operator's hosts instead of the recipe's; None = the recipe's again."""
        return self._told(
            await self._core.store.write(
                connectors.set_hosts, connector_id, hosts, actor=actor, now=self._core.now()
            )
        )

    def _told(self, view: ConnectorView) -> ConnectorView:
        self._core.bus.publish(ConnectorChanged(connector=view))
        return view


class RecipeRefused(InvalidInput):
    """A recipe with errors; `findings` says where and what, the text names the first."""

    def __init__(self, findings: list[recipes.Finding]) -> None:
        first = findings[0]
        more = f" ({len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"recipe.{first.path}" if first.path else "recipe", first.message + more)
        self.findings = findings
