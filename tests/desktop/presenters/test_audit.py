"""An entry of the ledger in words."""

import pytest

from desktop.presenters import audit
from models.views import AuditView

NAMES = {"o1": "Sami"}


def entry(action: str, **changes: object) -> AuditView:
    given: dict[str, object] = {
        "seq": 1, "at": 0, "actor": "o1", "action": action, "subject_type": None,
        "subject_id": None, "detail": {}, "previous_hash": "", "hash": "",
    }  # fmt: skip
    return AuditView(**(given | changes))  # type: ignore[arg-type]


def test_a_setting_is_named_by_its_title() -> None:
    changed = entry(
        "setting.changed", subject_id="hub_port", detail={"before": 8765, "after": 47150}
    )
    assert audit.title(changed, {"hub_port": "Port"}) == "Port"
    assert audit.detail(changed, NAMES) == "8765 → 47150 · Sami"


def test_switches_are_on_or_off() -> None:
    changed = entry("setting.changed", detail={"before": False, "after": True})
    assert audit.detail(changed, NAMES) == "off → on · Sami"


def test_who_did_it() -> None:
    assert audit.actor(entry("x", actor="system"), NAMES) == "Proofdesk"
    assert audit.actor(entry("x", actor="device:1"), NAMES) == "a device"
    assert audit.actor(entry("x", actor="gone"), NAMES) == "an operator"


def test_what_agents_do_all_day_is_not_of_weight() -> None:
    assert not audit.of_weight(entry("job.claimed"))
    assert audit.of_weight(entry("device.revoked"))


def test_a_hostile_name_is_only_text() -> None:
    paired = entry("device.paired", detail={"name": "a\u202eb"})
    assert audit.detail(paired, NAMES) == "a[U+202E]b · Sami"


def test_an_unknown_action_is_shown_as_it_is() -> None:
    assert audit.title(entry("moon.landed"), {}) == "moon.landed"


def test_a_change_of_an_account_names_what_changed() -> None:
    one = {"before": {"slots": []}, "after": {"slots": ["MO 09:30", "TU 09:30"]}}
    said = audit.detail(entry("account.changed", detail=one), NAMES)
    assert "Queue times: – → MO 09:30, TU 09:30" in said
    both = {
        "before": {"press": None, "daily_limit": None},
        "after": {"press": "agent", "daily_limit": 3},
    }
    said = audit.detail(entry("account.changed", detail=both), NAMES)
    assert said.startswith("Who presses, At most so many")


@pytest.mark.parametrize(
    "action",
    ["account.added", "account.changed", "account.parked", "account.unparked", "series.ended",
     "post.created", "post.removed", "connector.press"],
)  # fmt: skip
def test_what_happens_to_posts_and_accounts_has_words(action: str) -> None:
    assert audit.title(entry(action), {}) != action
    assert audit.look(entry(action))[0] != "scroll-text"
