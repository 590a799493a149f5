"""Which selectors are called brittle, lonely or unreadable."""

import pytest

from hub.recipe_lint.selectors import closes, only_generated
from tests.support.recipes import found, put


@pytest.mark.parametrize(
    "selector",
    ["div.Nv2PK", "a.hfpxzc", "div.W4Efsd div.W4Efsd > span", ".css-1x2y3z", ".Card__a1b2c3"],
)
def test_generated_names_are_seen(selector: str) -> None:
    assert only_generated(selector)


@pytest.mark.parametrize(
    "selector",
    [
        "div[role=feed]",
        "#rso",
        "main li",
        ".advert",
        "aria/Post",
        "div.Nv2PK a[href]",
        "text/Post",
        "h3",
    ],
)
def test_other_selectors_are_left_alone(selector: str) -> None:
    assert not only_generated(selector)


def test_a_target_with_generated_names_only_is_warned_of() -> None:
    change = put("steps", 0, "selectors", value=["div.Nv2PK", "a.hfpxzc"])
    assert [path for path, _ in found(change, "warning")] == ["steps[0].selectors"]


def test_a_generated_name_in_front_of_a_steady_way_is_noted() -> None:
    change = put("steps", 0, "selectors", value=["div.Nv2PK", "main li"])
    assert found(change, "warning") == []
    assert [path for path, _ in found(change, "note")] == ["steps[0].selectors"]


def test_one_way_only_is_warned_of_where_a_run_depends_on_it() -> None:
    assert [p for p, _ in found(put("steps", 0, "selectors", value=["main"]), "warning")] == [
        "steps[0].selectors"
    ]
    title = put("steps", 1, "extract", "fields", "title", "from", 0, "selectors", value=["h2"])
    assert [p for p, _ in found(title, "warning")] == ["steps[1].extract.fields.title"]
    extra = put("steps", 1, "extract", "fields", "phone", value={"from": [{"selectors": ["i"]}]})
    assert found(extra, "warning") == []
    assert [p for p, _ in found(extra, "note")] == ["steps[1].extract.fields.phone"]


@pytest.mark.parametrize(
    "selector",
    [
        "ul > li:nth-child(2) > div:nth-child(1) > a:nth-of-type(3)",
        "xpath//html/body/div[2]/a",
    ],
)
def test_counting_children_and_whole_paths_are_warned_of(selector: str) -> None:
    change = put("steps", 0, "selectors", value=["main", selector])
    assert [path for path, _ in found(change, "warning")] == ["steps[0].selectors"]


@pytest.mark.parametrize("selector", ["a[href", "a)", "a[x='y]", "aria/", "   ", "css/a", '["'])
def test_what_cannot_be_read_is_an_error(selector: str) -> None:
    change = put("steps", 0, "selectors", value=["main", selector])
    assert [path for path, _ in found(change)] == ["steps[0].selectors"]


@pytest.mark.parametrize(
    "selector", ['a[title="("]', "a[title='it\\'s']", ":is(a, [b])", "text/(:"]
)
def test_brackets_in_quotes_are_text(selector: str) -> None:
    assert selector.startswith("text/") or closes(selector)
    assert found(put("steps", 0, "selectors", value=["main", selector])) == []


def test_chains_through_shadow_roots_are_looked_into() -> None:
    change = put("steps", 0, "selectors", value=[["host-element", "a["], "main"])
    assert [path for path, _ in found(change)] == ["steps[0].selectors"]
