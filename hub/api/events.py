"""GET /events: what happens in the hub, as server-sent events.

Each client has a bounded queue. One that does not keep up gets `lost` as its last event and is
closed: it connects again and reads what it needs anew.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.responses import StreamingResponse

from hub import events as e
from hub.api import present
from hub.api.call import Call

QUEUED = 1_000
KEEP_ALIVE_SECONDS = 15.0
KEEP_ALIVE = b": alive\n\n"


async def stream(call: Call) -> StreamingResponse:
    """What the window sees, as it happens."""
    client = Client(call)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(client.lines(), headers=headers, media_type="text/event-stream")


class Client:
    """One listener of the event stream."""

    def __init__(self, call: Call) -> None:
        self._hub = call.hub
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUED)
        self._leave = call.hub.bus.subscribe(self._hear)
        self._lost = False

    async def lines(self) -> AsyncIterator[bytes]:
        """Until the client goes, falls behind, or the hub stops."""
        try:
            yield _line("hello", {"hubId": self._hub.hub_id})
            while True:
                try:
                    line = await asyncio.wait_for(self._queue.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    line = KEEP_ALIVE
                if line is None:
                    break
                yield line
            if self._lost:
                yield _line("lost", {})
        finally:
            self._leave()

    def _hear(self, event: e.Event) -> None:
        if isinstance(event, e.HubState) and event.state == "stopping":
            self._end()
            return
        named = described(event, online=self._hub.agents.online())
        if named is None:
            return
        if self._queue.full():
            self._lost = True
            self._end()
        else:
            self._queue.put_nowait(_line(*named))

    def _end(self) -> None:
        """Nothing more goes in; what waits is dropped when there is no room for the end."""
        self._leave()
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
        self._queue.put_nowait(None)


def described(event: e.Event, *, online: set[str]) -> tuple[str, Any] | None:
    """Name and data of an event for the outside; None for what stays inside."""
    match event:
        case e.JobCreated(job=job):
            return "job.created", present.job(job)
        case e.JobChanged(job=job):
            return "job.changed", present.job(job)
        case e.LogWritten(log=log):
            return "log.written", present.log_line(log)
        case e.EvidenceStored(job_id=job_id, rows=rows, duplicates=duplicates):
            items = [present.evidence(row) for row in rows]
            return "evidence.stored", {"jobId": job_id, "items": items, "duplicates": duplicates}
        case e.PostChanged(post=post):
            return "post.changed", present.post(post)
        case e.RunChanged(run=run, post_id=post_id):
            return "run.changed", {"postId": post_id, "run": present.publishing_run(run)}
        case e.AccountChanged(account=account):
            return "account.changed", present.account(account)
        case e.ProofStored(proof=proof):
            return "proof.stored", present.proof(proof)
        case e.DeviceChanged(device=device):
            return "device.changed", present.device(device, online=device.id in online)
        case e.DeviceOnline(device=device):
            return "device.online", {"id": device.id}
        case e.DeviceOffline(device_id=device_id):
            return "device.offline", {"id": device_id}
        case e.PairingAsked() | e.PairingEnded():
            name = "pairing.asked" if isinstance(event, e.PairingAsked) else "pairing.ended"
            return name, _camel(event)
        case e.ConnectorChanged(connector=connector):
            return "connector.changed", {"id": connector.id, "enabled": connector.enabled}
        case e.SettingChanged(key=key):
            return "setting.changed", {"key": key}
        case e.PauseChanged():
            return "pause.changed", _camel(event)
        case e.StorageState():
            return "storage.changed", _camel(event)
        case _:
            return None


def _camel(event: e.Event) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(event)
    return {_camel_case(name): value for name, value in values.items()}


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _line(name: str, data: Any) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))
