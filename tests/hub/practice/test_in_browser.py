"""The pages in a real Chromium: what recipes look for is there, and hostile texts stay texts."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from hub.practice.hostile import TEXTS
from hub.practice.server import PracticeWeb
from hub.recipe_lint import walk
from hub.recipes import shipped_recipes
from tests.support.browser import Page, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium is installed"),
]

LIST = "/maps/search/dentists%20in%20Amman/?hl=en"
CARD = "div[role=article]"

READ_ALL = """
(async () => {
  const feed = document.querySelector('div[role="feed"]');
  const seen = new Set();
  let most = 0;
  const bottom = () => feed.scrollTop + feed.clientHeight > feed.scrollHeight - 5;
  for (let step = 0; step < 300; step += 1) {
    const rows = [...feed.querySelectorAll('div[role="article"]')];
    most = Math.max(most, rows.length);
    for (const row of rows) {
      const paid = row.querySelector('[aria-label="Sponsored"]') ? ' paid' : '';
      seen.add(row.querySelector('a[href*="/maps/place/"]').getAttribute('href') + paid);
    }
    if (document.querySelector('span.HlvSq') && bottom()) break;
    feed.scrollTop += feed.clientHeight * 0.8;
    await new Promise((done) => setTimeout(done, 30));
  }
  return {rows: seen.size, most, end: Boolean(document.querySelector('span.HlvSq'))};
})()
"""


Open = Callable[[str, str], AbstractContextManager[Page]]


def count(page: Page, selector: str) -> int:
    """How many elements a selector finds."""
    found: int = page.evaluate(f"document.querySelectorAll({json.dumps(selector)}).length")
    return found


def css(alternatives: walk.Alternatives) -> list[str]:
    """Those that a style sheet understands."""
    return [
        one
        for one in alternatives
        if isinstance(one, str) and not one.startswith(("aria/", "text/", "xpath/", "pierce/"))
    ]


def unfound(page: Page, extract: dict[str, Any]) -> set[str]:
    """The fields that no source finds, among those that are looked for by selector."""
    missing = set()
    for name, field in extract["fields"].items():
        ways = [way for source in field["from"] for way in css(source.get("selectors", []))]
        if ways and not any(count(page, way) for way in ways):
            missing.add(name)
    return missing


def extract_of(connector: str, part: str) -> dict[str, Any]:
    """An extract block of a shipped recipe, by a part of its path."""
    blocks = walk.extracts(shipped_recipes()[connector])
    return next(block for path, block in blocks if part in path)


def test_the_list_keeps_few_rows_and_shows_all(at: Open) -> None:
    with at(LIST, CARD) as page:
        read = page.evaluate(READ_ALL)
        assert read["rows"] == 66
        assert read["most"] <= 24
        assert read["end"] is True


def test_the_recipe_finds_every_field_of_the_list(at: Open) -> None:
    block = extract_of("google_maps", ".else[0]")
    with at(LIST, CARD) as page:
        assert unfound(page, block) == set()
        cards = [count(page, way) for way in css(block["items"])]
        assert len(set(cards)) == 1  # each way finds the same cards
        assert count(page, block["exclude"][0]) == 1  # the ghost card is there to be left out


def test_the_recipe_finds_every_field_of_one_place(at: Open) -> None:
    with at("/maps/search/Shmeisani%20Dental%20Care/?hl=en", "h1") as page:
        assert "/maps/place/" in page.evaluate("location.href")
        assert unfound(page, extract_of("google_maps", ".then[0]")) == set()
        assert count(page, 'div[role="feed"]') == 0


def test_the_recipe_finds_every_field_of_the_results_page(at: Open) -> None:
    block = extract_of("google_search", "extract")
    with at("/search?q=dentists+in+Amman&hl=en", "h3") as page:
        assert unfound(page, block) == set()
        inside = ", ".join(block["exclude"])
        read = page.evaluate(
            f"[...document.querySelectorAll({json.dumps(block['items'][0])})]"
            f".filter((one) => !one.closest({json.dumps(inside)}))"
            ".map((one) => one.getAttribute('href'))"
        )
        # Ten results and the site's own link, which the transform `foreign` leaves out.
        assert len(read) == 11
        assert len([href for href in read if href.startswith("/maps")]) == 1
        assert any(href.startswith("/url?q=") for href in read)
        assert count(page, "a#pnnext") == 1
    with at("/search?q=dentists+in+Amman&hl=en&start=70", "h3") as page:
        assert count(page, "a#pnnext") == 0


@pytest.mark.parametrize(
    ("path", "connector"),
    [
        (f"{LIST}&variant=changed", "google_maps"),
        ("/search?q=labs&variant=changed", "google_search"),
    ],
)
def test_a_rebuilt_site_has_nothing_that_the_recipe_knows(
    at: Open, path: str, connector: str
) -> None:
    with at(path, ".card, .result") as page:
        expected = shipped_recipes()[connector]["steps"][0]
        for _, condition in walk.conditions({"trouble": [], "steps": [expected]}):
            for way in css(condition["selectors"]):
                assert count(page, way) == 0, way


def test_hostile_texts_stay_texts(at: Open) -> None:
    with at(f"{LIST}&hostile=1", CARD) as page:
        page.evaluate(READ_ALL)
        assert count(page, "img[src=x], div[role=article] b, script:not([src]):not([type])") == 0
        assert count(page, 'a[href^="javascript:"], a[href^="data:"]') == 0
        page.evaluate("document.querySelector('div[role=feed]').scrollTop = 0")
        page.wait(
            "[...document.querySelectorAll('.card-title')]"
            f".some((one) => one.textContent === {json.dumps(TEXTS['script'])})"
        )


def test_arabic_is_written_from_the_right_with_its_own_digits(at: Open) -> None:
    with at(LIST.replace("hl=en", "hl=ar"), CARD) as page:
        assert page.evaluate("document.documentElement.dir") == "rtl"
        label = page.evaluate("document.querySelector('span.ZkP5Je').getAttribute('aria-label')")
        assert re.search("[٠-٩]٫[٠-٩] نجوم", label)
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.UsdlK')).direction") == "ltr"
        )


def test_a_stalled_list_waits_for_ever(at: Open) -> None:
    with at(f"{LIST}&variant=stalled", CARD) as page:
        page.evaluate(READ_ALL.replace("< 300", "< 40"))
        assert count(page, "span.HlvSq") == 0
        assert count(page, ".wait") == 1


@pytest.mark.parametrize(
    ("variant", "button"),
    [("captcha", "form#captcha-form button"), ("consent", 'form[action*="consent.google"] button')],
)
def test_a_person_opens_a_gate_with_one_click(at: Open, variant: str, button: str) -> None:
    with at(f"{LIST}&variant={variant}", button) as page:
        page.evaluate(f"document.querySelector({json.dumps(button)}).click()")
        page.wait(f"document.querySelector({json.dumps(CARD)}) !== null")
        assert "/maps/search/" in page.evaluate("location.pathname")


def test_the_home_page_switches_and_counts(at: Open, web: PracticeWeb) -> None:
    with at("/?hl=ar", ".mood input") as page:
        page.evaluate("document.querySelector('input[name=slow]').click()")
        page.wait("document.querySelector('input[name=slow]').checked")
        page.wait("fetch('/practice/variant').then((a) => a.json()).then((s) => s.variants.length)")
        assert web.state.variants == {"slow"}
