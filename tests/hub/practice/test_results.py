"""What the search knows: sites, listings, articles, in a steady order."""

from urllib.parse import parse_qs, urlsplit

from hub.practice.directory import shipped_directory
from hub.practice.results import MOST, organic, shipped_answers

DIRECTORY, ANSWERS = shipped_directory(), shipped_answers()


def test_results_are_many_and_steady() -> None:
    first = organic(DIRECTORY, ANSWERS, "dentists in Amman", "en")
    assert first == organic(DIRECTORY, ANSWERS, "dentists in Amman", "en")
    assert len(first) == MOST
    assert len({one["url"] for one in first}) == MOST


def test_some_are_linked_through_a_redirect() -> None:
    redirected = [
        one for one in organic(DIRECTORY, ANSWERS, "labs", "en") if one["href"] != one["url"]
    ]
    assert redirected
    for one in redirected:
        parts = urlsplit(one["href"])
        assert (parts.path, parse_qs(parts.query)["q"]) == ("/url", [one["url"]])


def test_the_search_knows_web_sites_that_the_directory_does_not() -> None:
    place = next(one for one in DIRECTORY.places if one.hidden_website and not one.arabic_only)
    found = organic(DIRECTORY, ANSWERS, f"{place.en} {place.street_en}", "en")
    assert found[0]["url"] == place.hidden_website
    assert found[0]["title"].startswith(place.en)


def test_articles_follow_their_topics_in_both_languages() -> None:
    english = organic(DIRECTORY, ANSWERS, "coffee Cairo", "en")
    arabic = organic(DIRECTORY, ANSWERS, "قهوة القاهرة", "ar")
    article = "https://magazine.example/food/cairo-coffee-walk"
    titles = {
        hl: one["title"]
        for hl, found in (("en", english), ("ar", arabic))
        for one in found
        if one["url"] == article
    }
    assert titles["en"].startswith("A coffee walk")
    assert titles["ar"].startswith("جولة")


def test_nothing_is_found_for_nonsense() -> None:
    assert organic(DIRECTORY, ANSWERS, "zzzz qqqq", "en") == []
