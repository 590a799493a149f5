"""Nothing inside a recipe is overlooked."""

from hub.recipe_lint import walk
from hub.recipes import shipped_recipes
from tests.support.recipes import add_step, spoiled

NESTED = spoiled(
    add_step(
        {
            "type": "if",
            "condition": {"any": [{"not": {"url": "^a$"}}, {"selectors": ["b"]}]},
            "then": [{"type": "click", "selectors": ["c"]}],
            "else": [
                {
                    "type": "repeat",
                    "while": {"all": [{"text": ["d"]}]},
                    "atMost": 3,
                    "steps": [{"type": "navigate", "url": "https://{host}/e"}],
                }
            ],
        }
    )
)


def test_steps_inside_steps() -> None:
    assert [path for path, _ in walk.steps(NESTED)][2:] == [
        "steps[2]",
        "steps[2].then[0]",
        "steps[2].else[0]",
        "steps[2].else[0].steps[0]",
    ]


def test_conditions_are_taken_apart() -> None:
    assert [path for path, _ in walk.conditions(NESTED)] == [
        "trouble[0].when",
        "trouble[1].when",
        "steps[2].condition.any[0].not",
        "steps[2].condition.any[1]",
        "steps[2].else[0].while.all[0]",
    ]


def test_the_end_marks_of_a_feed_are_conditions() -> None:
    maps = shipped_recipes()["google_maps"]
    assert any(".end[" in path for path, _ in walk.conditions(maps))


def test_selectors_of_every_place() -> None:
    found = {path for path, _ in walk.selectors(NESTED)}
    assert {
        "steps[0].selectors",
        "steps[1].extract.items",
        "steps[1].extract.exclude",
        "steps[1].extract.fields.title.from[0].selectors",
        "steps[2].condition.any[1].selectors",
        "steps[2].then[0].selectors",
    } == found


def test_expressions_and_templates() -> None:
    assert ("steps[2].condition.any[0].not.url", "^a$", None) in list(walk.expressions(NESTED))
    assert ("steps[2].else[0].steps[0].url", "https://{host}/e") in list(walk.templates(NESTED))


def test_strings_of_any_value() -> None:
    assert list(walk.strings({"a": ["b", {"c": "d"}], "e": 1})) == [("a[0]", "b"), ("a[1].c", "d")]
