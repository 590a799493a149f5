"""What is said about a recording before it becomes a recipe, and what is suggested."""

from typing import Any

import pytest

from hub.recorder.check import MESSAGES, check, suggest
from tests.support.recordings import (
    LIVE,
    MARKS,
    NAVIGATE,
    OPEN,
    PHOTO,
    POST,
    TEXT,
    VIEWPORT,
    click,
    recorded,
)


def codes(change: Any = None) -> list[tuple[str, str, int | None]]:
    return [(one.level, one.code, one.step) for one in check(recorded(change))]


def put(index: int, **values: Any) -> Any:
    """A change: these keys of a step."""
    return lambda whole: whole["steps"][index].update(values)


def add(index: int, step: dict[str, Any]) -> Any:
    """A change: one more step."""
    return lambda whole: whole["steps"].insert(index, step)


def test_a_good_recording_has_nothing_to_solve_and_something_to_know() -> None:
    assert codes() == [
        ("warning", "one_way", POST),
        ("note", "ignored", VIEWPORT),
        ("ok", "within", None),
        ("ok", "text", TEXT),
        ("ok", "clean", None),
    ]


def test_the_special_steps_are_suggested() -> None:
    marks = suggest(recorded())
    assert (marks.text, marks.media, marks.commit) == (TEXT, PHOTO, POST)
    assert marks.name == "Dentists wall"


def test_a_chosen_file_is_the_media_slot() -> None:
    change = put(PHOTO, type="change", value="C:\\fakepath\\smile.png")
    marks = suggest(recorded(change))
    assert (marks.media, marks.text) == (PHOTO, TEXT)
    assert ("warning", "typed", PHOTO) not in codes(change)


def test_the_text_slot_is_the_editor_not_the_search_box() -> None:
    search = {"type": "change", "value": "dentists", "selectors": ["aria/Search", "#q"]}
    assert suggest(recorded(add(OPEN, search))).text == TEXT + 1


def test_without_typing_and_clicks_nothing_is_suggested() -> None:
    def change(whole: dict[str, Any]) -> None:
        whole["steps"] = whole["steps"][: NAVIGATE + 1]

    marks = suggest(recorded(change))
    assert (marks.text, marks.media, marks.commit, marks.account) == (None, None, None, "")


def test_the_commit_is_the_last_click_before_the_page_is_waited_for() -> None:
    assert suggest(recorded(add(LIVE + 1, click("aria/Close", "#x")))).commit == POST


def test_the_account_is_suggested_where_a_profile_is_named() -> None:
    profile = click("aria/Your profile", "[data-me]")
    assert suggest(recorded(add(OPEN, profile))).account == "aria/Your profile"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put(NAVIGATE, url="http://dentists.example/new"), ("error", "insecure", NAVIGATE)),
        (put(NAVIGATE, url="about:blank"), ("error", "no_address", None)),
        (
            add(OPEN, {"type": "navigate", "url": "https://evil.example/"}),
            ("error", "foreign", OPEN),
        ),
        (
            add(OPEN, {"type": "waitForExpression", "expression": "x()"}),
            ("error", "code", OPEN),
        ),
        (add(OPEN, {"type": "customStep", "name": "x"}), ("error", "code", OPEN)),
        (
            add(OPEN, {"type": "change", "value": "hunter2", "selectors": ["#password", "x"]}),
            ("error", "password", OPEN),
        ),
        (put(TEXT, value="sk-1234567890abcdef"), ("error", "secret", TEXT)),
        (
            put(NAVIGATE, url="https://dentists.example/?access_token=abc"),
            ("error", "secret", NAVIGATE),
        ),
        (put(OPEN, frame=[0]), ("error", "frame", OPEN)),
        (put(OPEN, selectors=[".x7Gh2Q", ".css-1ab2"]), ("warning", "brittle", OPEN)),
        (
            put(OPEN, selectors=["div:nth-child(1) > p:nth-child(2) > a:nth-child(3)"]),
            ("warning", "brittle", OPEN),
        ),
        (add(POST, {"type": "keyDown", "key": "Enter"}), ("note", "keys", POST)),
        (add(LIVE + 1, click("aria/Close", "#x")), ("note", "after", LIVE + 1)),
        (add(OPEN, {"type": "close"}), ("note", "ignored", OPEN)),
    ],
    ids=lambda one: one[1] if isinstance(one, tuple) else "",
)
def test_each_trouble_is_named_with_its_step(change: Any, expected: tuple[Any, ...]) -> None:
    assert expected in codes(change)


def test_what_is_secret_or_code_is_never_called_clean() -> None:
    assert ("ok", "clean", None) not in codes(put(TEXT, value="sk-1234567890abcdef"))


def test_a_practice_web_on_this_machine_may_do_without_https() -> None:
    assert codes(put(NAVIGATE, url="http://127.0.0.1:8091/wall")) == codes()


def test_every_finding_has_a_message() -> None:
    for one in check(recorded(put(OPEN, selectors=["#a"])), MARKS):
        assert "{" not in one.message
        assert one.code in MESSAGES
