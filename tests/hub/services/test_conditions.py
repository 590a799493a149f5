"""What stands against handing out work."""

from hub.services.conditions import Conditions
from tests.support.views import connector_view


def test_a_capability_counts_while_its_connector_is_there_on_and_not_held() -> None:
    conditions = Conditions()
    assert conditions.able(["google_maps"]) == frozenset()
    conditions.use_connector(connector_view())
    assert conditions.able(["google_maps", "unknown"]) == {"google_maps"}
    conditions.use_pauses([("platform", "google")])
    assert conditions.able(["google_maps"]) == frozenset()
    conditions.use_pauses([("platform", "other")])
    assert conditions.able(["google_maps"]) == {"google_maps"}
    conditions.use_connector(connector_view(enabled=False))
    assert conditions.able(["google_maps"]) == frozenset()


def test_everything_or_one_device_is_held() -> None:
    conditions = Conditions()
    assert not conditions.holds_device("laptop")
    conditions.use_pauses([("device", "laptop")])
    assert conditions.holds_device("laptop")
    assert not conditions.holds_device("desk")
    conditions.use_pauses([("all", None)])
    assert conditions.holds_device("desk")
