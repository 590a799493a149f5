"""Devices as they are listed."""

from models.rows import Database
from models.views import DeviceView


def get(db: Database, device_id: str, *, now: int | None = None) -> DeviceView:
    """Raises NotFound("device", id)."""
    raise NotImplementedError


def all(db: Database, *, revoked_too: bool = False, now: int | None = None) -> list[DeviceView]:
    """Active first, by name; without provisional ones."""
    raise NotImplementedError
