"""Devices as they are listed."""

from models.clock import now_ms
from models.device_rows import load, load_where
from models.devices import ACTIVE, PROVISIONAL
from models.rows import Database
from models.tables import Device
from models.views import DeviceView


def get(db: Database, device_id: str, *, now: int | None = None) -> DeviceView:
    """Raises NotFound("device", id)."""
    return load(db, device_id, now=now_ms() if now is None else now)


def all(db: Database, *, revoked_too: bool = False, now: int | None = None) -> list[DeviceView]:
    """Active first, by name; without provisional ones."""
    wanted = Device.status != PROVISIONAL if revoked_too else Device.status == ACTIVE
    found = load_where(db, wanted, now=now_ms() if now is None else now)
    return sorted(found, key=lambda device: device.status != ACTIVE)
