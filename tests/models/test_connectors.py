"""Connectors: shipped, edited, switched, sent elsewhere."""

import pytest

from models import connectors
from models.errors import InvalidInput, NotFound
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, recipe


def test_a_shipped_recipe_is_installed_once(db: Database) -> None:
    view = connectors.install(db, recipe("wall", platform="social"), now=NOW)
    assert view is not None
    assert (view.enabled, view.platform, view.hosts) == (True, "social", ["social.example"])
    assert view.recipe == recipe("wall", platform="social")
    assert connectors.install(db, recipe("wall", platform="social"), now=NOW) is None
    assert [one.id for one in connectors.all(db)] == ["google_maps", "google_search", "wall"]


def test_a_newer_one_replaces_it_and_the_operators_choices_stay(db: Database) -> None:
    connectors.set_enabled(db, "google_maps", False, actor=OPERATOR, now=NOW)
    connectors.set_hosts(db, "google_maps", ["127.0.0.1:8080"], actor=OPERATOR, now=NOW)
    newer = connectors.install(db, recipe("google_maps", version=2), now=NOW + 5)
    assert newer is not None
    assert (newer.version, newer.enabled, newer.updated_at) == (2, False, NOW + 5)
    assert newer.hosts == ["127.0.0.1:8080"]
    assert connectors.install(db, recipe("google_maps", version=1), now=NOW) is None
    assert connectors.get(db, "google_maps") == newer


def test_a_mended_recipe_of_the_same_version_is_taken(db: Database) -> None:
    mended = recipe("google_maps") | {"steps": [{"type": "navigate"}]}
    view = connectors.install(db, mended, now=NOW)
    assert view is not None
    assert view.recipe == mended


def test_what_the_operator_saved_is_left_alone(db: Database) -> None:
    mine = recipe("google_maps") | {"name": {"en": "Mine", "ar": "لي"}}
    connectors.save(db, mine, actor=OPERATOR, now=NOW)
    assert connectors.install(db, recipe("google_maps", version=9), now=NOW) is None
    assert connectors.get(db, "google_maps").name == {"en": "Mine", "ar": "لي"}


def test_hosts_can_be_overridden_and_given_back(db: Database) -> None:
    view = connectors.set_hosts(db, "google_maps", ["localhost:9"], actor=OPERATOR, now=NOW)
    assert (view.hosts, view.hosts_overridden) == (["localhost:9"], True)
    view = connectors.set_hosts(db, "google_maps", None, actor=OPERATOR, now=NOW)
    assert (view.hosts, view.hosts_overridden) == (["google.example"], False)


def test_wrong_hosts_and_unknown_connectors_are_refused(db: Database) -> None:
    before = stores.snapshot(db)
    for hosts in ([], [" "], ["a\0b"]):
        with pytest.raises(InvalidInput):
            connectors.set_hosts(db, "google_maps", hosts, actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        connectors.set_hosts(db, "nothing", ["x"], actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        connectors.set_enabled(db, "nothing", True, actor=OPERATOR, now=NOW)
    assert stores.snapshot(db) == before


def test_switching_is_audited_once(db: Database) -> None:
    for _ in range(2):
        connectors.set_enabled(db, "google_maps", False, actor=OPERATOR, now=NOW)
    entries = audit.page(db, AuditFilter(subject_id="google_maps")).items
    assert [entry.action for entry in entries] == ["connector.disabled", "connector.installed"]


def _wall(db: Database) -> None:
    wall = recipe("wall", platform="social") | {"kind": "publish", "commit": "operator"}
    connectors.install(db, wall, now=NOW)


def test_the_operator_says_who_presses_and_the_ledger_knows(db: Database) -> None:
    _wall(db)
    assert connectors.get(db, "wall").press == "operator"
    view = connectors.set_press(db, "wall", "agent", actor=OPERATOR, now=NOW)
    assert (view.press, view.press_chosen) == ("agent", True)
    connectors.set_press(db, "wall", "agent", actor=OPERATOR, now=NOW)
    entries = audit.page(db, AuditFilter(action_prefix="connector.press"), limit=9).items
    assert [entry.detail["press"] for entry in entries] == ["agent"]
    back = connectors.set_press(db, "wall", None, actor=OPERATOR, now=NOW)
    assert (back.press, back.press_chosen) == ("operator", False)


def test_nobody_presses_where_nothing_is_published(db: Database) -> None:
    _wall(db)
    with pytest.raises(InvalidInput):
        connectors.set_press(db, "google_maps", "agent", actor=OPERATOR, now=NOW)
    with pytest.raises(InvalidInput):
        connectors.set_press(db, "wall", "somebody", actor=OPERATOR, now=NOW)


def test_ones_own_connector_can_be_taken_out_while_nothing_needs_it(db: Database) -> None:
    connectors.save(db, recipe("mine"), actor=OPERATOR, now=NOW)
    assert connectors.remove(db, "mine", actor=OPERATOR, now=NOW).id == "mine"
    with pytest.raises(NotFound):
        connectors.get(db, "mine")
    with stores.refused("INVALID"):
        connectors.remove(db, "google_maps", actor=OPERATOR, now=NOW)
    connectors.save(db, recipe("google_maps"), actor=OPERATOR, now=NOW)
    stores.a_job(db)
    with stores.refused("INVALID"):
        connectors.remove(db, "google_maps", actor=OPERATOR, now=NOW)
