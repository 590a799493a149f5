"""What is known of connected devices without the database."""

from hub.services.presence import Presence


def test_the_last_heartbeat_of_each_is_taken_once() -> None:
    presence = Presence()
    presence.saw("a", 1)
    presence.saw("b", 2)
    presence.saw("a", 3)
    assert presence.take_seen() == {"a": 3, "b": 2}
    assert presence.take_seen() == {}
