"""A device in words."""

import pytest

from desktop.presenters import devices
from tests.support.views import device_view, job_view

BUSY = job_view(status="RUNNING", phase="running", title="Cafés in Cairo", progress=41)
STUCK = job_view(
    status="RUNNING", phase="needs_user", needs_user_action=True, needs_user_reason="captcha"
)


@pytest.mark.parametrize(
    ("changes", "online", "job", "key"),
    [
        ({}, True, None, "online"),
        ({}, True, BUSY, "busy"),
        ({}, True, STUCK, "needs_you"),
        ({"draining": True}, True, None, "draining"),
        ({"draining": True}, True, BUSY, "draining"),
        ({}, False, BUSY, "offline"),
        ({"status": "revoked"}, True, BUSY, "revoked"),
    ],
)
def test_the_state_of_a_device(
    changes: dict[str, object], online: bool, job: object, key: str
) -> None:
    state = devices.state(device_view("d", **changes), online=online, job=job)
    assert state.key == key
    assert state.ring == (key == "offline")


def test_what_it_does() -> None:
    device = device_view("d")
    busy = devices.state(device, online=True, job=BUSY)
    assert "Cafés in Cairo" in devices.doing(device, busy, BUSY)
    assert "41%" in devices.doing(device, busy, BUSY)
    idle = devices.state(device, online=True)
    assert devices.doing(device, idle, None) == "idle"


def test_a_browser_on_this_computer_says_so() -> None:
    assert "this computer" in devices.where(device_view("d", address="127.0.0.1"))
    assert "192.168.1.34" in devices.where(device_view("d", address="192.168.1.34"))


def test_when_it_was_seen() -> None:
    device = device_view("d", last_seen_at=None)
    assert devices.seen(device, online=True, now=0) == "now"
    assert devices.seen(device, online=False, now=0) == "never"


def test_a_program_is_a_robot() -> None:
    assert devices.icon(device_view("d", channel="json")) == "bot"
    assert devices.icon(device_view("d", channel="noise")) == "laptop"
