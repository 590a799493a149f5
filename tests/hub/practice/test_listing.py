"""What a recipe reads out of the practice web is written there in the form of the real site."""

import re
from urllib.parse import unquote

import pytest

from hub.practice import listing
from hub.practice.directory import shipped_directory

DIRECTORY = shipped_directory()
RATED = next(one for one in DIRECTORY.places if one.rating and not one.arabic_only)
UNRATED = next(one for one in DIRECTORY.places if one.rating is None)
ARABIC = next(one for one in DIRECTORY.places if one.arabic_only)


@pytest.mark.parametrize(
    ("hl", "kind"), [("ar", "ar"), ("ar-JO", "ar"), ("en-GB", "en"), (None, "en"), ("fr", "en")]
)
def test_languages(hl: str | None, kind: str) -> None:
    assert listing.language(hl) == kind


def test_the_address_of_a_place_carries_its_ids() -> None:
    path = listing.place_path(RATED, "en")
    assert re.search(r"!1s(0x[0-9a-f]+:0x[0-9a-f]+)", path)[1] == RATED.feature  # type: ignore[index]
    assert re.search(r"!3d(-?[\d.]+)!4d(-?[\d.]+)", path).groups() == (  # type: ignore[union-attr]
        str(RATED.lat),
        str(RATED.lng),
    )
    assert unquote(re.search(r"!16s([^!?]+)", path)[1]) == RATED.knowledge  # type: ignore[index]
    assert re.search(r"!19s(ChIJ[\w-]+)", path)[1] == RATED.place  # type: ignore[index]
    assert path.endswith("?authuser=0&hl=en&rclk=1")


def test_signed_out_addresses_lack_the_place_id() -> None:
    assert "!19s" not in listing.place_path(RATED, "en", with_place_id=False)


def test_labels_in_english_and_arabic() -> None:
    assert listing.rating_label(RATED, "en") == f"{RATED.rating} stars {RATED.reviews:,} Reviews"
    assert listing.rating_label(RATED, "en", counts=False) == f"{RATED.rating} stars"
    arabic = listing.rating_label(RATED, "ar") or ""
    assert "نجوم" in arabic
    assert not re.search(r"[0-9]", arabic)
    assert listing.rating_label(UNRATED, "en") is None


def test_some_signs_are_arabic_in_every_language() -> None:
    assert listing.name(ARABIC, "en") == ARABIC.ar


def test_hours_say_when_it_closes_or_opens() -> None:
    assert {listing.hours(one, "en")[0] for one in DIRECTORY.places} == {"Open", "Closed"}
    assert listing.hours(RATED, "en")[1].endswith(("AM", "PM"))


def test_a_limited_row_holds_back_what_signed_out_visitors_miss() -> None:
    full = listing.row(RATED, DIRECTORY, "en")
    limited = listing.row(RATED, DIRECTORY, "en", limited=True)
    assert full["reviews"] is not None
    assert (limited["reviews"], limited["website"], limited["placeId"]) == (None, None, None)
    assert limited["rating"] == full["rating"]


def test_addresses_are_whole() -> None:
    address = listing.address(RATED, DIRECTORY, "en")
    assert RATED.street_en in address
    assert RATED.city in address
    assert listing.address(RATED, DIRECTORY, "ar") != address
