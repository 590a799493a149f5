"""What may be asked of publishing jobs, refused by the field that is wrong."""

from typing import Any

import pytest

from models.errors import InvalidInput
from models.ids import new_id
from models.inputs import validate

ID = new_id()
SCHEDULE = {"postId": ID, "at": "2026-11-18T10:00:00Z", "zone": "Asia/Amman"}
VERIFY = {
    "runId": ID,
    "account": {"platform": "x", "handle": "@a"},
    "text": "",
    "mediaCount": 0,
    "after": "2026-11-18T10:00:00Z",
}


@pytest.mark.parametrize(
    ("type", "input"),
    [
        ("SCHEDULE_POST", SCHEDULE),
        ("SCHEDULE_POST", SCHEDULE | {"graceMinutes": 0}),
        ("PUBLISH_POST", {"postId": ID}),
        ("PUBLISH_POST", {"postId": ID, "targets": [ID]}),
        ("VERIFY_POST", VERIFY),
    ],
)
def test_what_is_right_is_kept_as_it_is(type: str, input: dict[str, Any]) -> None:
    checked = validate(type, input)
    assert (checked.input, checked.needs, checked.children) == (input, (), ())


@pytest.mark.parametrize(
    ("type", "input", "field"),
    [
        ("SCHEDULE_POST", SCHEDULE | {"at": "tomorrow"}, "input.at"),
        ("SCHEDULE_POST", SCHEDULE | {"zone": "Mars"}, "input.zone"),
        ("SCHEDULE_POST", SCHEDULE | {"graceMinutes": -1}, "input.graceMinutes"),
        ("SCHEDULE_POST", {"postId": ID, "zone": "UTC"}, "input.at"),
        ("PUBLISH_POST", {}, "input.postId"),
        ("PUBLISH_POST", {"postId": "one"}, "input.postId"),
        ("PUBLISH_POST", {"postId": ID, "targets": []}, "input.targets"),
        ("PUBLISH_POST", {"postId": ID, "text": "x"}, "input.text"),
        ("PUBLISH_VARIANT", {}, "type"),
        ("VERIFY_POST", VERIFY | {"after": 5}, "input.after"),
        ("VERIFY_POST", VERIFY | {"account": {"platform": "x"}}, "input.account.handle"),
        ("VERIFY_POST", VERIFY | {"mediaCount": -1}, "input.mediaCount"),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(
    type: str, input: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        validate(type, input)
    assert refusal.value.field == field
