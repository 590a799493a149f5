"""The ledger: who did what, in a chain that cannot be changed unseen."""

from hub.services.core import Core
from models import audit
from models.audit import AuditCheck
from models.queries import audit as audit_queries
from models.queries.audit import AuditFilter
from models.views import Page


class AuditService:
    """Lists and checks; entries are written by the rules that change things."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def verify(self) -> AuditCheck:
        """Walk the whole chain."""
        return await self._core.store.read(audit.verify)

    async def page(self, filter: AuditFilter, *, limit: int, cursor: str | None) -> Page:
        """Newest first."""
        return await self._core.store.read(audit_queries.page, filter, limit=limit, cursor=cursor)
