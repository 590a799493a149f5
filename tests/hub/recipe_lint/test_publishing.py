"""A publish recipe presses once and last, a verify recipe never."""

import copy
from typing import Any

import pytest

from hub.recipes import lint
from tests.support.recipes import GOOD, PUBLISH, VERIFY, Recipe, drop, found, put

ACCOUNT, UPLOAD, TEXT, BEFORE, COMMIT, LINK, PAGE = range(7)
CLICK = {"type": "click", "selectors": ["[data-open]", "aria/Write"]}
PRESSING: list[dict[str, Any]] = [
    CLICK,
    {**CLICK, "type": "doubleClick"},
    {"type": "keyDown", "key": "a"},
    {"type": "keyUp", "key": "a"},
    {"type": "change", "selectors": ["[data-a]", "main input"], "value": "{{text}}"},
    {"type": "typeText", "selectors": ["[data-a]", "main input"]},
    {"type": "uploadMedia", "selectors": ["[data-a]", "main input"]},
]


def insert(index: int, step: dict[str, Any]) -> Any:
    """A change: one more step at a place."""
    return lambda recipe: recipe["steps"].insert(index, copy.deepcopy(step))


def swap(one: int, other: int) -> Any:
    """A change: two steps change places."""

    def change(recipe: Recipe) -> None:
        listed = recipe["steps"]
        listed[one], listed[other] = listed[other], listed[one]

    return change


def errors(change: Any, good: Recipe = PUBLISH) -> list[tuple[str, str]]:
    return found(change, good=good)


def places(change: Any, good: Recipe = PUBLISH) -> list[str]:
    return [path for path, _ in errors(change, good)]


def test_the_good_ones_are_good() -> None:
    assert lint(PUBLISH) == []
    assert lint(VERIFY) == []


def test_a_publish_recipe_commits_exactly_once() -> None:
    assert "exactly one" in errors(drop("steps", COMMIT))[0][1]
    assert "exactly one" in errors(insert(COMMIT, PUBLISH["steps"][COMMIT]))[0][1]
    assert "who presses" in errors(drop("commit"))[0][1]


def test_a_commit_says_what_the_site_shows_when_it_took_the_post() -> None:
    assert "`accepted` is missing" in errors(drop("steps", COMMIT, "accepted"))[0][1]


@pytest.mark.parametrize("step", PRESSING, ids=lambda step: step["type"])
def test_nothing_presses_after_the_commit(step: dict[str, Any]) -> None:
    assert f"steps[{LINK}]" in places(insert(LINK, step))
    hidden = {"type": "if", "condition": {"media": True}, "then": [step]}
    assert f"steps[{LINK}].then[0]" in places(insert(LINK, hidden))


@pytest.mark.parametrize(
    "step",
    [
        {"type": "capture", "what": "viewport", "kind": "after"},
        {"type": "navigate", "url": "https://{host}/@{{handle|url}}"},
        {"type": "waitForElement", "selectors": ["[data-a]", "main a"]},
        {"type": "if", "condition": {"link": True}, "then": [PUBLISH["steps"][PAGE]]},
    ],
    ids=lambda step: step["type"],
)
def test_looking_after_the_commit_is_fine(step: dict[str, Any]) -> None:
    assert errors(insert(LINK, step)) == []


@pytest.mark.parametrize("kind", ["scroll", "hover", "findPost", "repeat"])
def test_only_what_is_named_may_follow_the_commit(kind: str) -> None:
    step = {**VERIFY["steps"][1], "type": kind}
    if kind == "scroll":
        step = {"type": kind}
    elif kind == "hover":
        step = {**CLICK, "type": kind}
    elif kind == "repeat":
        step = {"type": kind, "while": {"text": ["x"]}, "atMost": 2, "steps": []}
    assert f"steps[{LINK}]" in places(insert(LINK, step))


def test_a_commit_hides_in_no_other_step() -> None:
    def change(recipe: Recipe) -> None:
        commit = recipe["steps"][COMMIT]
        recipe["steps"][COMMIT] = {"type": "if", "condition": {"media": True}, "then": [commit]}

    assert places(change) == [f"steps[{COMMIT}].then[0]"]


def test_only_the_commit_presses_its_button() -> None:
    twin = {"type": "click", "selectors": ["main a", "[data-post]"]}
    assert places(insert(BEFORE, twin)) == [f"steps[{BEFORE}]"]
    assert places(insert(BEFORE, CLICK)) == []


@pytest.mark.parametrize("kind", ["keyDown", "keyUp"])
def test_enter_is_not_pressed_in_a_filled_composer(kind: str) -> None:
    enter = {"type": kind, "key": "Enter"}
    assert places(insert(BEFORE, enter)) == [f"steps[{BEFORE}]"]
    assert places(insert(TEXT, enter)) == []


@pytest.mark.parametrize("index", [ACCOUNT, TEXT, LINK])
def test_account_text_and_permalink_are_there(index: int) -> None:
    kind = PUBLISH["steps"][index]["type"]
    assert any(f"`{kind}` is missing" in message for _, message in errors(drop("steps", index)))


@pytest.mark.parametrize(("one", "other"), [(ACCOUNT, TEXT), (ACCOUNT, UPLOAD)])
def test_nothing_is_put_in_before_the_account_is_known(one: int, other: int) -> None:
    assert any("before `readAccount`" in message for _, message in errors(swap(one, other)))


def test_the_account_is_read_before_the_commit_and_the_permalink_after_it() -> None:
    assert f"steps[{COMMIT}]" in places(swap(ACCOUNT, COMMIT))
    assert any("finds another post" in message for _, message in errors(swap(COMMIT, LINK)))


def test_the_composer_stands_alone_and_takes_the_text_of_the_job() -> None:
    def hide(recipe: Recipe) -> None:
        text = recipe["steps"][TEXT]
        recipe["steps"][TEXT] = {"type": "if", "condition": {"link": True}, "then": [text]}

    assert places(hide) == [f"steps[{TEXT}].then[0]"]
    assert places(put("steps", TEXT, "value", value="{{link}}")) == [f"steps[{TEXT}].value"]
    assert places(put("steps", TEXT, "optional", value=True)) == [f"steps[{TEXT}]"]
    assert places(drop("steps", TEXT, "value")) == []


@pytest.mark.parametrize("index", [ACCOUNT, UPLOAD, COMMIT, LINK])
def test_what_a_publication_stands_on_is_not_optional(index: int) -> None:
    assert places(put("steps", index, "optional", value=True)) == [f"steps[{index}]"]


def test_proofs_of_a_publication_have_the_known_kinds() -> None:
    assert places(put("steps", BEFORE, "kind", value="picture")) == [f"steps[{BEFORE}].kind"]


@pytest.mark.parametrize("step", PRESSING, ids=lambda step: step["type"])
def test_a_verify_recipe_only_looks(step: dict[str, Any]) -> None:
    assert places(insert(0, step), VERIFY) == ["steps[0]"]


@pytest.mark.parametrize("index", [COMMIT, LINK])
def test_a_verify_recipe_neither_commits_nor_reads_its_own_permalink(index: int) -> None:
    assert "steps[0]" in places(insert(0, PUBLISH["steps"][index]), VERIFY)


def test_a_verify_recipe_finds_a_post_and_no_other_does() -> None:
    assert "`findPost` is missing" in errors(drop("steps", 1), VERIFY)[0][1]
    find = VERIFY["steps"][1]
    assert "steps[0]" in places(insert(0, find), PUBLISH)
    assert "steps[0]" in places(insert(0, find), GOOD)


def test_a_search_recipe_never_commits() -> None:
    assert "steps[2]" in places(insert(2, PUBLISH["steps"][COMMIT]), GOOD)
    assert [path for path, _ in found(put("commit", value="agent"), "warning")] == ["commit"]


@pytest.mark.parametrize(
    "step",
    [
        {"type": "typeText", "selectors": ["[data-text]", "textarea"]},
        {"type": "click", "selectors": ["[data-post]"]},
        {"type": "keyDown", "key": "Enter"},
        PUBLISH["steps"][COMMIT],
    ],
    ids=lambda step: step["type"],
)
def test_tidying_up_publishes_nothing(step: dict[str, Any]) -> None:
    assert "discard[0]" in places(put("discard", value=[step]))


def test_only_publish_recipes_tidy_up() -> None:
    assert places(put("discard", value=[CLICK]), VERIFY) == ["discard"]


@pytest.mark.parametrize(
    "condition",
    [{"media": True}, {"link": True}, {"selectors": ["a", "b"], "count": "{{mediaCount}}"}],
)
def test_media_and_link_are_asked_in_the_steps_of_publish_recipes(
    condition: dict[str, Any],
) -> None:
    step = {"type": "if", "condition": condition, "then": [CLICK]}
    assert places(insert(TEXT, step)) == []
    assert places(put("trouble", 0, "when", value=condition)) != []
    assert places(put("trouble", 0, "when", value=condition), VERIFY) != []


@pytest.mark.parametrize("place", [("trouble", 0, "when"), ("steps", COMMIT, "accepted")])
def test_the_text_of_the_page_is_no_sign_since_the_post_is_part_of_it(place: Any) -> None:
    change = put(*place, value={"text": ["Your post is out."]})
    assert len(found(change, "warning", PUBLISH)) == 1
    inside = put(*place, value={"selectors": [["[role=alert]", "text/Your post is out."]]})
    assert found(inside, "warning", PUBLISH) == []


def test_a_profile_that_leaves_the_hosts_is_refused() -> None:
    change = put("steps", LINK, "find", "start", value="https://elsewhere.example/{{handle|url}}")
    assert places(change) == [f"steps[{LINK}].find.start"]


@pytest.mark.parametrize("text", ["(", "no group", "(a)(b)"])
def test_an_id_is_one_group(text: str) -> None:
    assert places(put("steps", LINK, "id", value=text)) == [f"steps[{LINK}].id"]


def test_a_slot_stands_in_no_source() -> None:
    source = [{"selectors": ["[href='/{{handle}}']", "a"]}]
    change = put("steps", ACCOUNT, "handle", value=source)
    assert places(change) == [f"steps[{ACCOUNT}].handle[0].selectors[0]"]


def test_one_way_to_the_account_is_warned_of() -> None:
    change = put("steps", ACCOUNT, "handle", value=[{"selectors": ["[data-me]"]}])
    assert [path for path, _ in found(change, "warning", PUBLISH)] == [f"steps[{ACCOUNT}].handle"]


def test_labels_inside_publishing_steps_are_seen() -> None:
    change = put("steps", COMMIT, "accepted", value={"text": ["{{labels.gone}}"]})
    assert places(change) == [f"steps[{COMMIT}].accepted.text[0]"]
