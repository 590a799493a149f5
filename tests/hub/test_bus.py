"""Everybody hears every event, whatever another listener does."""

import logging

import pytest

from hub.bus import Bus
from hub.events import Event, HubState


def test_every_listener_hears_until_it_leaves() -> None:
    bus, first, second = Bus(), list[Event](), list[Event]()
    leave = bus.subscribe(first.append)
    bus.subscribe(second.append)
    bus.publish(HubState(state="ready"))
    leave()
    bus.publish(HubState(state="stopping"))
    assert [event.state for event in first if isinstance(event, HubState)] == ["ready"]
    assert [event.state for event in second if isinstance(event, HubState)] == ["ready", "stopping"]


def test_the_same_listener_twice_is_heard_twice_and_leaves_once_each() -> None:
    bus, heard = Bus(), list[Event]()

    def listen(event: Event) -> None:
        heard.append(event)

    leave = bus.subscribe(listen)
    leave()
    leave()
    bus.publish(HubState(state="ready"))
    assert heard == []


def test_a_failing_listener_is_logged_and_the_others_still_hear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus, heard = Bus(), list[Event]()

    def fails(_: Event) -> None:
        raise ValueError("no")

    bus.subscribe(fails)
    bus.subscribe(heard.append)
    bus.publish(HubState(state="ready"))
    assert len(heard) == 1
    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.ERROR, "A listener failed on HubState.")
    ]
    caplog.clear()


def test_leaving_while_an_event_goes_round_is_harmless() -> None:
    bus, heard = Bus(), list[str]()

    def leaves(_: Event) -> None:
        heard.append("first")
        leave()

    leave = bus.subscribe(leaves)
    bus.subscribe(lambda _: heard.append("second"))
    bus.publish(HubState(state="ready"))
    bus.publish(HubState(state="ready"))
    assert heard == ["first", "second", "second"]
