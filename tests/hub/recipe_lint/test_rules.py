"""Each rule says what it is there to say, and nothing about the good recipe."""

from typing import Any

import pytest

from tests.support.recipes import Recipe, add_step, drop, found, put

COMMIT = {"type": "commit", "selectors": ["[data-post]", "aria/Post"]}


@pytest.mark.parametrize("host", ["com", "intranet", "a..example"])
def test_a_host_is_a_whole_name(host: str) -> None:
    assert [path for path, _ in found(put("hosts", value=[host]))] == ["hosts[0]"]


def test_this_machine_as_host_is_noted() -> None:
    change = put("hosts", value=["127.0.0.1:8080"])
    assert found(change) == []
    assert [path for path, _ in found(change, "note")] == ["hosts[0]"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://list.example.evil.example/",
        "https://list.example@evil.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//evil.example/",
        "https://{host}.evil.example/",
        "https://[::1/",
        "http://list.example/",
    ],
)
def test_a_navigation_stays_on_the_hosts_and_encrypted(url: str) -> None:
    assert "steps[2].url" in [path for path, _ in found(add_step({"type": "navigate", "url": url}))]


@pytest.mark.parametrize("url", ["https://{host}/next", "https://list.example/a?b=1"])
def test_a_navigation_within_the_hosts_is_fine(url: str) -> None:
    assert found(add_step({"type": "navigate", "url": url})) == []


def publish(*steps: dict[str, Any], commit: str | None = "operator") -> Any:
    def change(recipe: Recipe) -> None:
        recipe["kind"] = "publish"
        recipe["start"] = "https://{host}/new"
        recipe["steps"] = list(steps)
        if commit:
            recipe["commit"] = commit

    return change


def test_a_publish_recipe_commits_exactly_once() -> None:
    wait = {"type": "waitForElement", "selectors": ["a", "b"]}
    assert found(publish(wait, COMMIT)) == []
    assert "exactly one" in found(publish(wait))[0][1]
    assert "exactly one" in found(publish(COMMIT, COMMIT))[0][1]
    assert "who presses" in found(publish(COMMIT, commit=None))[0][1]


@pytest.mark.parametrize("kind", ["click", "doubleClick", "keyDown", "keyUp", "change"])
def test_nothing_presses_after_the_commit(kind: str) -> None:
    step: dict[str, Any] = {"type": kind, "selectors": ["[data-a]", "main a"], "value": "{{text}}"}
    if kind.startswith("key"):
        step = {"type": kind, "key": "Enter"}
    elif kind != "change":
        del step["value"]
    assert [path for path, _ in found(publish(COMMIT, step))] == ["steps[1]"]
    assert found(publish(step, COMMIT)) == []


def test_a_commit_hides_in_no_other_step() -> None:
    hidden = {"type": "repeat", "while": {"text": ["x"]}, "atMost": 2, "steps": [COMMIT]}
    assert [path for path, _ in found(publish(hidden))] == ["steps[0].steps[0]"]


@pytest.mark.parametrize("kind", ["search", "verify"])
def test_reading_recipes_never_commit(kind: str) -> None:
    def change(recipe: Recipe) -> None:
        recipe["kind"] = kind
        recipe["start"] = "https://{host}/?q={{text|url}}&s={{search|url}}"
        recipe["steps"].append(COMMIT)

    assert "steps[2]" in [path for path, _ in found(change)]


def test_a_search_reads_and_knows_empty_and_captcha() -> None:
    assert "must read" in found(drop("steps", 1))[0][1]
    assert found(put("trouble", value=[]), "warning")[:2] == [
        ("trouble", "no rule knows an empty list: no items will always be an error"),
        ("trouble", "no rule hands over to the person at a captcha"),
    ]


@pytest.mark.parametrize(
    ("keys", "value", "path"),
    [
        (("key",), ["nowhere"], "steps[1].extract.key[0]"),
        (("key",), [["title", "nowhere"]], "steps[1].extract.key[0][1]"),
        (("confidence",), {"high": ["nowhere"]}, "steps[1].extract.confidence.high[0]"),
    ],
)
def test_key_and_confidence_name_fields(keys: tuple[str], value: object, path: str) -> None:
    assert [where for where, _ in found(put("steps", 1, "extract", *keys, value=value))] == [path]


def test_a_row_has_a_title() -> None:
    def change(recipe: Recipe) -> None:
        del recipe["steps"][1]["extract"]["fields"]["title"]
        recipe["steps"][1]["extract"]["key"] = ["url"]

    assert "`title` is missing" in found(change)[0][1]


@pytest.mark.parametrize(
    "text",
    ["(", "[a", "(?P<x>a", "(a+)+$", "(.*)*x", "(?:a*b*)+", "a", "(a)(b)", "(" * 90 + ")" * 90],
)
def test_a_match_is_one_group_that_cannot_run_away(text: str) -> None:
    change = put("steps", 1, "extract", "fields", "url", "from", 0, "match", value=text)
    assert "steps[1].extract.fields.url.from[0].match" in [path for path, _ in found(change)]


def test_a_plain_match_is_fine() -> None:
    assert (
        found(put("steps", 1, "extract", "fields", "url", "from", 0, "match", value="^(.+)$")) == []
    )


@pytest.mark.parametrize("kind", ["close", "emulateNetworkConditions"])
def test_what_is_ignored_is_noted(kind: str) -> None:
    assert [path for path, _ in found(add_step({"type": kind}), "note")] == ["steps[2]"]
