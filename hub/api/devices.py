"""Endpoints of devices and pairing."""

from typing import Any

from hub.api import present, shapes
from hub.api.call import Call
from models.clock import rfc3339
from models.devices import Binding
from models.views import DeviceView


async def listed(call: Call) -> dict[str, Any]:
    """All paired devices."""
    views = await call.hub.agents.all()
    return {"items": [_shape(call, view) for view in views], "nextCursor": None}


async def pair(call: Call) -> shapes.PairingLink:
    """Make a pairing link: one use, five minutes."""
    body = await call.body(shapes.PairingRequest)
    made = await call.hub.pairing.make_link(body.channel, body.allow_first, call.actor)
    return shapes.PairingLink(id=made.id, link=made.link, expires_at=rfc3339(made.expires_at))


async def revoke(call: Call) -> shapes.Device:
    """Void the device's credential; its running jobs go back."""
    return _shape(call, await call.hub.agents.revoke(call.id, call.actor))


async def rename(call: Call) -> shapes.Device:
    """Give the device the operator's own name."""
    body = await call.body(shapes.Rename)
    return _shape(call, await call.hub.agents.rename(call.id, body.name, call.actor))


async def bind(call: Call) -> shapes.Device:
    """Say which accounts the device's profile is logged in to."""
    body = await call.body(shapes.Bindings)
    bindings = [
        Binding(platform=one.platform, handle=one.handle, display_name=one.display_name)
        for one in body.bindings
    ]
    return _shape(call, await call.hub.agents.bind(call.id, bindings, call.actor))


def _shape(call: Call, view: DeviceView) -> shapes.Device:
    return present.device(view, online=view.id in call.hub.agents.online())
