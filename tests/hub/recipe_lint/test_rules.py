"""Each rule says what it is there to say, and nothing about the good recipe."""

import pytest

from tests.support.recipes import Recipe, add_step, drop, found, put


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
