"""Endpoints of the desk itself: connectors, settings, audit, pauses, health."""

import shutil
from typing import Any

import msgspec

from hub.api import present, shapes
from hub.api.call import Call
from hub.api.jobs import paged
from hub.recorder.check import Marks
from hub.version import VERSION
from models import settings, states
from models.errors import InvalidInput
from models.queries import connectors as connector_queries
from models.queries import jobs as job_queries
from models.queries.audit import AuditFilter


async def connectors(call: Call) -> dict[str, Any]:
    """All installed recipes."""
    views = await call.hub.connectors.all()
    return {"items": [present.connector(view) for view in views], "nextCursor": None}


async def save_connector(call: Call) -> shapes.Connector:
    """Keep a recipe, new or edited; one with errors is refused with all of them."""
    recipe = await call.body(dict[str, Any])
    return present.connector(await call.hub.connectors.save(recipe, call.actor))


async def change_connector(call: Call) -> shapes.Connector:
    """Switch a connector on or off, give it other hosts, say who presses."""
    body = await call.body(shapes.ConnectorChange)
    view = await call.hub.connectors.get(call.id)
    if body.enabled is not msgspec.UNSET:
        view = await call.hub.connectors.set_enabled(call.id, body.enabled, call.actor)
    if body.hosts is not msgspec.UNSET:
        view = await call.hub.connectors.set_hosts(call.id, body.hosts, call.actor)
    if body.press is not msgspec.UNSET:
        view = await call.hub.connectors.set_press(call.id, body.press, call.actor)
    return present.connector(view)


async def connector(call: Call) -> shapes.ConnectorDetail:
    """One connector, with the devices on which it was tried."""
    view = await call.hub.connectors.get(call.id)
    devices = await call.hub.store.read(connector_queries.verified_on, call.id)
    return present.connector_detail(view, devices)


async def dry_run(call: Call) -> shapes.Job:
    """Try a connector on a device; nothing is pressed."""
    body = await call.body(shapes.DryRun)
    job = await call.hub.dry_runs.start(
        call.id,
        body.device_id,
        text=body.text,
        handle=body.handle,
        link=body.link,
        actor=call.actor,
    )
    return present.job(job)


async def import_recording(call: Call) -> shapes.ImportedRecording:
    """What a recording says and the recipe it becomes; kept only when asked."""
    body = await call.body(shapes.RecordingImport)
    text = body.recording
    if not isinstance(text, str):
        text = msgspec.json.encode(text).decode()
    marks = None if body.marks is None else Marks(**msgspec.structs.asdict(body.marks))
    view = await call.hub.connectors.imported(text, marks)
    if body.add:
        if view.recipe is None:
            raise InvalidInput("marks", view.missing or "make no recipe yet")
        await call.hub.connectors.save(view.recipe, call.actor)
    return present.imported(view)


async def read_settings(call: Call) -> dict[str, Any]:
    """Every setting with its value in force."""
    values = call.hub.settings.current
    return {key: value for key, value in values.items() if not settings.DECLARED[key].private}


async def change_settings(call: Call) -> dict[str, Any]:
    """Change the settings that are named; one that is unknown or wrong changes none."""
    body = await call.body(dict[str, bool | int | str])
    for key in body:
        if key not in settings.DECLARED or settings.DECLARED[key].private:
            raise InvalidInput(key, "is no setting")
    await call.hub.settings.set_many(body, call.actor)
    return await read_settings(call)


async def audit(call: Call) -> dict[str, Any]:
    """The ledger, newest first."""
    chosen = AuditFilter(
        actor=call.query("actor"),
        action_prefix=call.query("action"),
        subject_type=call.query("subjectType"),
        subject_id=call.query("subjectId"),
    )
    page = await call.hub.audit.page(chosen, limit=call.limit, cursor=call.cursor)
    return paged(page, present.audit_entry)


async def pause(call: Call) -> shapes.Pause:
    """Hold new work: all of it, or a device's, a platform's, an account's."""
    body = await call.body(shapes.PauseRequest)
    await call.hub.pauses.pause(body.scope, body.id, call.actor)
    return shapes.Pause(scope=body.scope, id=body.id, paused=True)


async def resume(call: Call) -> shapes.Pause:
    """Let it go on."""
    body = await call.body(shapes.PauseRequest)
    await call.hub.pauses.resume(body.scope, body.id, call.actor)
    return shapes.Pause(scope=body.scope, id=body.id, paused=False)


async def health(call: Call) -> shapes.Health:
    """How the hub is; needs no token and names nobody."""
    counts = await call.hub.store.read(job_queries.counts)
    by_status = counts.by_status
    return shapes.Health(
        status="ok" if call.hub.store.state.state == "ok" else "degraded",
        hub_id=call.hub.hub_id,
        version=VERSION,
        agents=len(call.hub.agents.online()),
        jobs=shapes.JobFigures(
            pending=by_status.get(states.PENDING, 0),
            running=by_status.get(states.RUNNING, 0),
            completed=by_status.get(states.COMPLETED, 0),
            failed=by_status.get(states.FAILED, 0),
            cancelled=by_status.get(states.CANCELLED, 0),
            needs_user=counts.needs_user,
        ),
        storage=shapes.Storage(
            state=call.hub.store.state.state,
            free_bytes=shutil.disk_usage(call.hub.folder.path).free,
        ),
    )
