"""Rows of devices as views: with their bindings and how much they did today."""

from collections import defaultdict
from typing import Any, Final

from peewee import Expression, fn

from models import json_text
from models.clock import local_midnight
from models.errors import NotFound
from models.rows import Database, fetch
from models.tables import Binding, Device, Run
from models.views import BindingView, DeviceView

_COLUMNS: Final = (
    Device.id,
    Device.name,
    Device.browser,
    Device.version,
    Device.channel,
    Device.status,
    Device.draining,
    Device.capabilities,
    Device.origin,
    Device.address,
    Device.created_at,
    Device.last_seen_at,
)


def load(db: Database, device_id: str, *, now: int) -> DeviceView:
    """Raises NotFound("device", id)."""
    found = load_where(db, Device.id == device_id, now=now)
    if not found:
        raise NotFound("device", device_id)
    return found[0]


def load_where(db: Database, condition: Expression, *, now: int) -> list[DeviceView]:
    """The devices that this holds for, by name."""
    rows = fetch(db, Device.select(*_COLUMNS).where(condition).order_by(Device.name, Device.seq))
    ids = [row[0] for row in rows]
    bindings = _bindings(db, ids)
    started = _runs_since(db, ids, local_midnight(now))
    return [_view(row, bindings[row[0]], started.get(row[0], 0)) for row in rows]


def _view(row: tuple[Any, ...], bindings: list[BindingView], jobs_today: int) -> DeviceView:
    (
        id,
        name,
        browser,
        version,
        channel,
        status,
        draining,
        capabilities,
        origin,
        address,
        created_at,
        last_seen_at,
    ) = row
    return DeviceView(
        id=id,
        name=name,
        browser=browser,
        version=version,
        channel=channel,
        status=status,
        draining=bool(draining),
        capabilities=json_text.load(capabilities),
        bindings=bindings,
        origin=origin,
        address=address,
        created_at=created_at,
        last_seen_at=last_seen_at,
        jobs_today=jobs_today,
    )


def _bindings(db: Database, ids: list[str]) -> dict[str, list[BindingView]]:
    query = Binding.select(
        Binding.device_id,
        Binding.platform,
        Binding.handle,
        Binding.display_name,
        Binding.checked_at,
    ).where(Binding.device_id.in_(ids))
    found: defaultdict[str, list[BindingView]] = defaultdict(list)
    for device_id, platform, handle, display_name, checked_at in fetch(
        db, query.order_by(Binding.platform, Binding.handle)
    ):
        found[device_id].append(
            BindingView(
                platform=platform, handle=handle, display_name=display_name, checked_at=checked_at
            )
        )
    return found


def _runs_since(db: Database, ids: list[str], since: int) -> dict[str, int]:
    query = (
        Run.select(Run.device_id, fn.COUNT(Run.job_seq.distinct()))
        .where(Run.device_id.in_(ids), Run.started_at >= since)
        .group_by(Run.device_id)
    )
    return dict(fetch(db, query))
