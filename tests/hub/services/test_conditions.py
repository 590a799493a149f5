"""What stands against handing out work."""

from hub.services.conditions import Conditions
from tests.support.views import connector_view, job_view


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


def test_an_account_counts_while_it_is_free_and_not_held() -> None:
    conditions, need = Conditions(), "@practice:acme"
    assert conditions.able([need]) == {need}
    for held in (("account", "practice:acme"), ("platform", "practice")):
        conditions.use_pauses([held])
        assert conditions.able([need]) == frozenset()
    conditions.use_pauses([("account", "practice:other"), ("platform", "x")])
    assert conditions.able([need]) == {need}
    running = {"id": "a", "account": "practice:acme", "status": "RUNNING"}
    assert conditions.use_job(job_view(**running, assigned_agent_id="d")) is None
    assert conditions.able([need]) == frozenset()
    assert conditions.use_job(job_view(id="b", account="practice:acme")) is None
    assert conditions.able([need]) == frozenset()
    assert conditions.use_job(job_view(**running)) == need
    assert conditions.able([need]) == {need}
