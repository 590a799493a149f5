"""Installed recipes: shipped ones kept up to date, the operator's own linted before."""

import asyncio
from typing import Any

import msgspec

from hub import recipes
from hub.events import ConnectorChanged
from hub.recorder.build import build
from hub.recorder.check import Found, Marks, check, suggest
from hub.recorder.recording import Recording, parse
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

    async def set_press(self, connector_id: str, press: str | None, actor: str) -> ConnectorView:
        """Who presses the last button; None = as the recipe says."""
        return self._told(
            await self._core.store.write(
                connectors.set_press, connector_id, press, actor=actor, now=self._core.now()
            )
        )

    async def remove(self, connector_id: str, actor: str) -> None:
        """Take out an operator's own recipe. Raises RuleRefused for one that is shipped or used."""
        view = await self._core.store.write(
            connectors.remove, connector_id, actor=actor, now=self._core.now()
        )
        self._told(msgspec.structs.replace(view, enabled=False))

    async def imported(self, text: str, marks: Marks | None = None) -> "Imported":
        """What a recording says, and the recipe that it becomes with these marks.

        Nothing is stored. Raises RecordingRefused when it is no recording at all.
        """
        return await asyncio.to_thread(of_recording, text, marks)

    def _told(self, view: ConnectorView) -> ConnectorView:
        self._core.bus.publish(ConnectorChanged(connector=view))
        return view


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A recording on its way to become a connector."""

    recording: Recording
    found: list[Found]
    marks: Marks
    """Those that were given, else the likeliest."""
    recipe: dict[str, Any] | None
    """None while a mark is missing or the recording holds what no recipe may."""
    missing: str | None
    """Why there is no recipe, or why it could not be stored."""


def of_recording(text: str, marks: Marks | None) -> Imported:
    """A recording judged, and the recipe that it becomes. Raises RecordingRefused."""
    recording = parse(text)
    chosen = marks or suggest(recording)
    found = check(recording, chosen)
    recipe, missing = None, None
    if any(one.level == "error" for one in found):
        missing = next(one.message for one in found if one.level == "error")
    else:
        try:
            recipe = build(recording, chosen)
        except InvalidInput as error:
            missing = str(error)
    if recipe is not None:
        wrong = [finding for finding in recipes.lint(recipe) if finding.level == "error"]
        if wrong:
            recipe, missing = None, f"{wrong[0].path}: {wrong[0].message}"
    return Imported(recording=recording, found=found, marks=chosen, recipe=recipe, missing=missing)


class RecipeRefused(InvalidInput):
    """A recipe with errors; `findings` says where and what, the text names the first."""

    def __init__(self, findings: list[recipes.Finding]) -> None:
        first = findings[0]
        more = f" ({len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"recipe.{first.path}" if first.path else "recipe", first.message + more)
        self.findings = findings
