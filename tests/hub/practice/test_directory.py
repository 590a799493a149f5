"""The invented places: believable, unique, in two languages, found by what people type."""

import re

import pytest

from hub.practice.directory import shipped_directory, words

DIRECTORY = shipped_directory()


def test_a_hundred_and_twenty_places_in_five_cities() -> None:
    assert len(DIRECTORY.places) == 120
    assert {one.city for one in DIRECTORY.places} == {
        "Amman",
        "Irbid",
        "Zarqa",
        "Cairo",
        "Alexandria",
    }


@pytest.mark.parametrize("name", ["slug", "en", "ar", "feature", "knowledge", "place"])
def test_what_names_a_place_is_its_own(name: str) -> None:
    assert len({getattr(one, name) for one in DIRECTORY.places}) == 120


def test_nothing_real_is_named() -> None:
    for one in DIRECTORY.places:
        assert one.phone is None or "555 01" in one.phone
        for site in (one.website, one.hidden_website):
            assert site is None or re.fullmatch(r"https://[a-z0-9-]+\.example/", site)


def test_telephone_numbers_are_not_shared() -> None:
    phones = [one.phone for one in DIRECTORY.places if one.phone]
    assert len(set(phones)) == len(phones) > 100


def test_places_lie_in_their_district() -> None:
    for one in DIRECTORY.places:
        district = DIRECTORY.districts[one.district]
        assert district.city == one.city
        assert abs(one.lat - district.lat) < 0.02
        assert abs(one.lng - district.lng) < 0.02


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("dentists in Amman", 60),
        ("Dentists, Amman", 60),
        ("أطباء أسنان في عمّان", 60),
        ("اطباء اسنان عمان", 60),
        ("cafés in Cairo", 5),
        ("CAFES cairo", 5),
        ("مقاهي القاهرة", 5),
        ("المقاهي في القاهرة", 5),
        ("medical labs", 4),
        ("مختبرات", 4),
        ("best dentist near Khalda", 3),
        ("dentists in Jordan", 65),
        ("", 120),
        ("places", 120),
    ],
)
def test_queries_in_both_languages(query: str, least: int) -> None:
    assert len(DIRECTORY.search(query)) >= least


def test_every_word_counts() -> None:
    assert DIRECTORY.search("dentists in Atlantis") == []
    assert {one.city for one in DIRECTORY.search("dentists in Zarqa")} == {"Zarqa"}
    assert all(
        "cafe" in one.category or one.category == "roastery"
        for one in DIRECTORY.search("coffee Cairo")
    )


@pytest.mark.parametrize("query", ["Happy Molar", "happy molar", "الضرس السعيد"])
def test_an_exact_name_is_one_hit(query: str) -> None:
    assert [one.en for one in DIRECTORY.search(query)] == ["Happy Molar"]


def test_a_place_is_found_by_its_id() -> None:
    place = DIRECTORY.places[7]
    assert DIRECTORY.by_feature(place.feature) is place
    assert DIRECTORY.by_feature("0x0:0x0") is None


def test_ranking_puts_the_meant_place_first() -> None:
    place = next(one for one in DIRECTORY.places if one.hidden_website)
    ranked = DIRECTORY.ranked(f"{place.en} {place.street_en} {place.city}")
    assert ranked[0] == (1.0, place)
    assert all(share >= 0.5 for share, _ in ranked)


def test_words_forget_marks_and_case() -> None:
    assert words("Tla' al-Ali CAFÉ") == words("tla al ali cafe")
