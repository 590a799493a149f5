"""Reading and changing the declared settings; the hub keeps them at hand."""

from typing import Any

from hub.events import SettingChanged
from hub.services.core import Core
from models import settings
from models.settings import Value


class SettingsService:
    """One declared table; a change is audited and told to everybody."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.current: dict[str, Value] = {}
        """Every setting with its value in force; only this service changes them."""

    async def start(self) -> None:
        """Read what is in force."""
        self.current = await self._core.store.read(settings.all)

    async def get(self, key: str) -> Value:
        """The value in force."""
        return await self._core.store.read(settings.get, key)

    async def set(self, key: str, value: Value, actor: str) -> None:
        """Give a setting a new value."""
        await self.set_many({key: value}, actor)

    async def set_many(self, values: dict[str, Value], actor: str) -> None:
        """Several at once: all or, when one is wrong, none."""
        changed = await self._core.store.write(_set_many, values, actor=actor, now=self._core.now())
        for key in changed:
            self.current[key] = values[key]
        for key in changed:
            self._core.bus.publish(SettingChanged(key=key))


def _set_many(db: Any, values: dict[str, Value], *, actor: str, now: int) -> list[str]:
    return [
        key for key, value in values.items() if settings.set(db, key, value, actor=actor, now=now)
    ]
