"""The hub in a thread of its own: start, call, stop, and the reason when it does not start."""

import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from hub.errors import PortTaken
from hub.events import Event, HubState
from hub.service import HubOptions, HubService
from hub.services.jobs import NewJobRequest
from hub.thread import HubThread
from models.errors import NotFound, StoreError
from models.folder import DataFolder

SECONDS = 20


def _thread(path: Path, **options: Any) -> tuple[HubThread, DataFolder]:
    folder = DataFolder.open(path)
    usual: dict[str, Any] = {"port": 0, "api_port": 0}
    return HubThread(lambda: HubService(folder, HubOptions(**(usual | options)))), folder


def test_start_call_and_stop_from_another_thread(tmp_path: Path) -> None:
    hub, folder = _thread(tmp_path)
    status = hub.start().result(SECONDS)
    assert status.state == "ready"
    assert hub.service is not None
    heard: list[tuple[str, str]] = []

    def listen(event: Event) -> None:
        heard.append((type(event).__name__, threading.current_thread().name))

    hub.service.bus.subscribe(listen)
    request = NewJobRequest(type="google_maps", input={"query": "x"})
    job = hub.call(hub.service.jobs.create, request, "operator").result(SECONDS)
    assert job.status == "PENDING"
    assert ("JobCreated", "hub") in heard
    refused = hub.call(hub.service.jobs.cancel, "nobody", "operator")
    with pytest.raises(NotFound):
        refused.result(SECONDS)
    began = time.monotonic()
    assert hub.stop()
    assert time.monotonic() - began < 5
    assert hub.service.status().state == "stopped"
    folder.close()


def test_calls_without_a_running_hub_are_refused(tmp_path: Path) -> None:
    hub, folder = _thread(tmp_path)
    assert hub.stop()
    hub.start().result(SECONDS)
    service = hub.service
    assert service is not None
    hub.stop()
    with pytest.raises(StoreError, match="not running"):
        hub.call(service.agents.all).result(SECONDS)
    folder.close()


def test_why_it_did_not_start_is_in_the_future(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        hub, folder = _thread(tmp_path, port=port)
        with pytest.raises(PortTaken) as refused:
            hub.start().result(SECONDS)
        assert refused.value.port == port
        assert hub.service is not None
        assert hub.service.status().state == "failed"
        assert str(port) in (hub.service.status().reason or "")
        assert hub.stop()
    folder.close()


def test_stopping_while_it_starts_is_no_race(tmp_path: Path) -> None:
    hub, folder = _thread(tmp_path)
    started = hub.start()
    assert hub.stop(SECONDS)
    assert started.result(SECONDS).state == "ready"
    folder.close()


def test_it_can_be_started_again(tmp_path: Path) -> None:
    hub, folder = _thread(tmp_path)
    names = set()
    for _ in range(2):
        names.add(hub.start().result(SECONDS).hub_id)
        assert hub.service is not None
        states: list[str] = []
        hub.service.bus.subscribe(
            lambda event, states=states: (
                states.append(event.state)  # type: ignore[misc]
                if isinstance(event, HubState)
                else None
            )
        )
        assert hub.stop()
        assert states == ["stopping", "stopped"]
    assert len(names) == 1
    folder.close()
