"""The table of handlers: complete, consistent, and nothing but declarations."""

import pytest

from hub.wire.handlers import HANDLERS, handles
from hub.wire.messages import AGENT_EVENTS, HUB_EVENTS, Heartbeat, JobAck

OPENING = {"auth", "pair", "pair_confirm"}


def test_every_event_of_an_agent_has_a_handler_or_belongs_to_the_opening() -> None:
    assert set(HANDLERS) | OPENING == set(AGENT_EVENTS)
    assert not set(HANDLERS) & OPENING


@pytest.mark.parametrize("event", HANDLERS)
def test_a_handler_reads_its_message_and_answers_with_a_known_event(event: str) -> None:
    handler = HANDLERS[event]
    assert handler.event == event
    assert handler.decoder.type is AGENT_EVENTS[event]
    assert handler.reply in HUB_EVENTS
    fields = AGENT_EVENTS[event].__struct_fields__
    assert handler.names_agent == ("agent_id" in fields)
    assert handler.needs_epoch == ("epoch" in fields)


def test_the_decorator_only_declares() -> None:
    async def answer(*_: object) -> Heartbeat:
        raise AssertionError

    handler = handles("new:event", JobAck, needs_epoch=False)(answer)
    assert (handler.event, handler.reply, handler.names_agent) == (
        "new:event",
        "new:event_ack",
        True,
    )
    assert "new:event" not in HANDLERS
