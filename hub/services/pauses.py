"""The kill switch and its smaller sisters."""

from hub.events import PauseChanged
from hub.services.core import Core
from hub.services.offers import Offers
from models import pauses
from models.pauses import PauseView


class PausesService:
    """Holds work of a scope: all, one device, one platform or one account."""

    def __init__(self, core: Core, offers: Offers) -> None:
        self._core = core
        self._offers = offers
        self._held: list[PauseView] = []

    async def start(self) -> None:
        """What was held when the hub stopped is held still."""
        await self._load()

    async def pause(self, scope: str, id: str | None, actor: str) -> bool:
        """Hold it; False when it was held already. Running work goes on."""
        changed = await self._core.store.write(
            pauses.pause, scope, id, actor=actor, now=self._core.now()
        )
        return await self._told(changed, scope, id, paused=True)

    async def resume(self, scope: str, id: str | None, actor: str) -> bool:
        """Let it go on; False when it was not held."""
        changed = await self._core.store.write(
            pauses.resume, scope, id, actor=actor, now=self._core.now()
        )
        return await self._told(changed, scope, id, paused=False)

    def all(self) -> list[PauseView]:
        """What is held now."""
        return list(self._held)

    async def _told(self, changed: bool, scope: str, id: str | None, *, paused: bool) -> bool:
        if changed:
            await self._load()
            self._core.bus.publish(PauseChanged(scope=scope, id=id, paused=paused))
        return changed

    async def _load(self) -> None:
        self._held = await self._core.store.read(pauses.all)
        self._offers.use_pauses((held.scope, held.target) for held in self._held)
