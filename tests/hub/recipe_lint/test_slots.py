"""Slots and labels stand where they may, are known and are used."""

from typing import Any

import pytest

from tests.support.recipes import add_step, drop, found, put


@pytest.mark.parametrize(
    ("start", "part"),
    [
        ("https://{host}/?q={{search|url}}&x={{secret|url}}", "slot `secret` is unknown"),
        ("https://{host}/?q={{search|url|eval}}", "pipe `eval` is unknown"),
        ("https://{host}/", "nothing uses the job's query"),
        ("https://{host}/?q={{constructor|url}}{{search|url}}", "slot `constructor` is unknown"),
    ],
)
def test_unknown_and_missing_slots_are_errors(start: str, part: str) -> None:
    assert [part in message for _, message in found(put("start", value=start))] == [True]


def test_a_slot_in_an_address_is_encoded() -> None:
    change = put("start", value="https://{host}/?q={{search}}&n={{limit|url}}")
    assert found(change) == []
    assert [path for path, _ in found(change, "warning")] == ["start"]


def test_the_limit_is_missed() -> None:
    change = put("start", value="https://{host}/?q={{search | url}}")
    assert [path for path, _ in found(change, "note")] == ["steps"]


@pytest.mark.parametrize(
    "change",
    [
        put("steps", 0, "selectors", 0, value="[title='{{query}}']"),
        put("steps", 0, "selectors", 0, value="text/{{query}}"),
        put("trouble", 0, "when", value={"url": "{{query}}"}),
        put("trouble", 1, "when", value={"text": ["{{query}}"]}),
        put("labels", "none", "en", value=["{{query}}"]),
        put("name", "en", value="{{query}}"),
        put("steps", 0, "selectors", 0, value="a[title='{{labels.none}}']"),
    ],
)
def test_a_slot_lands_in_no_selector_expression_or_label(change: Any) -> None:
    assert len(found(change)) == 1
    assert "stand" in found(change)[0][1]


def test_label_words_may_be_sought_by_name_and_text() -> None:
    for selector in ("aria/{{labels.none}}", "text/{{labels.none}}"):
        assert found(put("steps", 0, "selectors", 0, value=selector)) == []


def test_a_label_that_does_not_exist_is_an_error() -> None:
    change = put("steps", 0, "selectors", 0, value="aria/{{labels.more}}")
    assert found(change) == [("steps[0].selectors[0]", "label `more` is not among the labels")]


def test_an_unused_label_is_noted() -> None:
    change = put("labels", "more", value={"en": ["More"], "ar": ["المزيد"]})
    assert found(change, "note") == [("labels.more", "is not used")]


def test_missing_languages_are_warned_of() -> None:
    assert found(drop("labels", "none", "ar"), "warning") == [
        ("labels.none", "has no words for `ar`")
    ]
    assert found(drop("terms", "ar"), "warning") == [("terms", "has no text for `ar`")]
    message = {"code": "x", "message": {"en": "Not there."}}
    step = {"type": "expect", "condition": {"text": ["x"]}, "error": message}
    assert found(add_step(step), "warning") == [("steps[2].error.message", "has no text for `ar`")]
