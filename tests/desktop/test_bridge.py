"""The bus as Qt signals: the newest view of each id, gathered, nothing lost before the window."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import MOST_ROWS, Bridge
from hub import events as e
from hub.bus import Bus
from models.accounts.views import AccountView
from tests.support.views import (
    connector_view,
    device_view,
    job_view,
    post_view,
    publishing_run_view,
)
from tests.support.window_views import evidence_view, log_view, proof_view


@pytest.fixture
def bridge(qtbot: QtBot) -> Bridge:
    made = Bridge()
    made.open()
    return made


def test_only_the_newest_view_of_a_job_is_told(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.jobs) as told:
        for progress in range(50):
            bridge.put(e.JobChanged(job=job_view(id="1", progress=progress)))
        bridge.put(e.JobCreated(job=job_view(id="2")))
    jobs = {job.id: job.progress for job in told.args[0]}
    assert jobs == {"1": 49, "2": 0}


def test_events_of_another_thread_are_told_on_the_windows(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[threading.Thread] = []
    bridge.jobs.connect(lambda _: told.append(threading.current_thread()))
    hub = threading.Thread(target=lambda: bridge.put(e.JobCreated(job=job_view())))
    with qtbot.waitSignal(bridge.jobs):
        hub.start()
    hub.join()
    assert told == [threading.main_thread()]


def test_what_happens_before_the_window_waits_for_it(qtbot: QtBot) -> None:
    bridge = Bridge()
    with qtbot.assertNotEmitted(bridge.jobs, wait=60):
        bridge.put(e.JobCreated(job=job_view(id="1")))
        bridge.put(e.PairingAsked(link_id="l", name="n", browser="b", address="a",
                                  channel="noise", digits="1"))  # fmt: skip
    with qtbot.waitSignals([bridge.jobs, bridge.pairing_asked]):
        bridge.open()


def test_rows_are_gathered(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignals([bridge.evidence, bridge.logs, bridge.proofs]):
        bridge.put(e.EvidenceStored(job_id="1", rows=[evidence_view()], duplicates=0))
        bridge.put(e.LogWritten(log=log_view()))
        bridge.put(e.ProofStored(proof=proof_view()))


def test_rows_are_bounded_while_nobody_listens(qtbot: QtBot) -> None:
    bridge = Bridge()
    batch = e.EvidenceStored(job_id="1", rows=[evidence_view()] * 1000, duplicates=0)
    for _ in range(20):
        bridge.put(batch)
    with qtbot.waitSignal(bridge.evidence) as told:
        bridge.open()
    assert len(told.args[0]) <= MOST_ROWS


def test_who_is_there_is_known(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.presence):
        bridge.put(e.DeviceOnline(device=device_view("d")))
    assert bridge.online == {"d"}
    with qtbot.waitSignal(bridge.presence):
        bridge.put(e.DeviceOffline(device_id="d"))
    assert bridge.online == set()


@pytest.mark.parametrize(
    ("event", "signal"),
    [
        (e.HubState(state="ready"), "hub_state"),
        (e.StorageState(state="full"), "storage"),
        (e.PairingEnded(link_id="l", outcome="paired"), "pairing_ended"),
        (e.SettingChanged(key="theme"), "settings"),
        (e.PauseChanged(scope="all", id=None, paused=True), "pauses"),
        (e.ConnectorChanged(connector=connector_view()), "connectors"),
        (e.ConnectorChecked(connector_id="x", device_id="d"), "checks"),
        (e.DeviceChanged(device=device_view("d")), "devices"),
        (e.PostChanged(post=post_view()), "posts"),
        (e.RunChanged(run=publishing_run_view(), post_id="p"), "publishing"),
    ],
)
def test_every_event_has_its_signal(
    bridge: Bridge, qtbot: QtBot, event: e.Event, signal: str
) -> None:
    with qtbot.waitSignal(getattr(bridge, signal)):
        bridge.put(event)


def test_a_closed_bridge_hears_nothing(qtbot: QtBot) -> None:
    bus, bridge = Bus(), Bridge()
    bridge.listen(bus.subscribe)
    bridge.open()
    bridge.close()
    with qtbot.assertNotEmitted(bridge.jobs, wait=60):
        bus.publish(e.JobCreated(job=job_view()))


def test_only_the_last_bus_is_heard(qtbot: QtBot) -> None:
    first, second, bridge = Bus(), Bus(), Bridge()
    bridge.listen(first.subscribe)
    bridge.listen(second.subscribe)
    bridge.open()
    with qtbot.waitSignal(bridge.jobs) as told:
        first.publish(e.JobCreated(job=job_view(id="old")))
        second.publish(e.JobCreated(job=job_view(id="new")))
    assert [job.id for job in told.args[0]] == ["new"]


def test_accounts_that_changed_are_told(bridge: Bridge, qtbot: QtBot) -> None:
    account = AccountView(
        id="a", workspace_id="w", platform="x", handle="@a", key="x:a", display_name=None,
        press=None, slots=[], zone=None, spacing_minutes=0, daily_limit=None, parked_until=None,
        created_at=0,
    )  # fmt: skip
    with qtbot.waitSignal(bridge.accounts) as told:
        bridge.put(e.AccountChanged(account=account))
    assert told.args == [[account]]
