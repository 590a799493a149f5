"""What the practice web says about a place in a language: labels, addresses, a row of its feed."""

from typing import Any
from urllib.parse import quote

from hub.practice.directory import Directory, Place

ARABIC_DIGITS = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
NAME_IN_ADDRESS = 80
"""Longer names are cut in addresses, as real sites cut them."""


def language(hl: str | None) -> str:
    """`ar` for every kind of Arabic, else `en`."""
    return "ar" if (hl or "").lower().startswith("ar") else "en"


def name(place: Place, hl: str) -> str:
    """The name on the sign; some places have an Arabic one only."""
    return place.ar if hl == "ar" or place.arabic_only else place.en


def figures(value: float | int, hl: str) -> str:
    """A number as the language writes it."""
    text = f"{value:,}"
    return text.translate(ARABIC_DIGITS) if hl == "ar" else text


def place_path(place: Place, hl: str, *, with_place_id: bool = True) -> str:
    """The address of a place's page, with all its ids."""
    called = quote(name(place, hl)[:NAME_IN_ADDRESS], safe="").replace("%20", "+")
    ids = f"!1s{place.feature}!8m2!3d{place.lat}!4d{place.lng}!16s{quote(place.knowledge, safe='')}"
    if with_place_id:
        ids += f"!19s{place.place}"
    return f"/maps/place/{called}/data=!4m7!3m6{ids}?authuser=0&hl={hl}&rclk=1"


def rating_label(place: Place, hl: str, *, counts: bool = True) -> str | None:
    """ "4.6 stars 211 Reviews", as a screen reader hears it."""
    if place.rating is None:
        return None
    stars = f"{figures(place.rating, hl)} {'نجوم' if hl == 'ar' else 'stars'}"
    if place.reviews is None or not counts:
        return stars
    return f"{stars} {figures(place.reviews, hl)} {'مراجعة' if hl == 'ar' else 'Reviews'}"


def hours(place: Place, hl: str) -> tuple[str, str]:
    """Open or closed, and until when."""
    if place.closed_now:
        return (
            ("مغلق", f"يفتح {_clock(place.opens, hl)}")
            if hl == "ar"
            else (
                "Closed",
                f"Opens {_clock(place.opens, hl)}",
            )
        )
    if hl == "ar":
        return "مفتوح", f"يغلق {_clock(place.closes, hl)}"
    return "Open", f"Closes {_clock(place.closes, hl)}"


def _clock(hour: int, hl: str) -> str:
    half = ("ص" if hour < 12 else "م") if hl == "ar" else ("AM" if hour < 12 else "PM")
    return f"{figures((hour - 1) % 12 + 1, hl)} {half}"


def address(place: Place, directory: Directory, hl: str) -> str:
    """Street, district, city, country."""
    city = directory.cities[place.city]
    if hl == "ar":
        district = directory.districts[place.district].ar
        return (
            f"{place.street_ar.translate(ARABIC_DIGITS)}، {district}، {city.ar}، {city.country_ar}"
        )
    district = place.district if place.city not in place.district else "Downtown"
    return f"{place.street_en}, {district}, {place.city}, {city.country_en}"


def row(
    place: Place, directory: Directory, hl: str, *, limited: bool = False, visited: bool = False
) -> dict[str, Any]:
    """One place as the feed, the place page and programs get it."""
    category = directory.categories[place.category]
    state, until = hours(place, hl)
    return {
        "title": name(place, hl),
        "path": place_path(place, hl, with_place_id=not limited),
        "category": category.ar if hl == "ar" else category.en,
        "kind": place.category,
        "street": place.street_ar.translate(ARABIC_DIGITS) if hl == "ar" else place.street_en,
        "address": address(place, directory, hl),
        "phone": place.phone,
        "website": None if limited else place.website,
        "rating": place.rating,
        "reviews": None if limited else place.reviews,
        "ratingLabel": rating_label(place, hl, counts=not limited),
        "ratingText": None if place.rating is None else figures(place.rating, hl),
        "reviewsText": _count(place, hl, limited),
        "state": state,
        "until": until,
        "closed": place.closed_now,
        "latitude": place.lat,
        "longitude": place.lng,
        "featureId": place.feature,
        "knowledgeId": place.knowledge,
        "placeId": None if limited else place.place,
        "visited": visited,
        "wheelchair": int(place.feature[-1], 16) % 3 == 0,
        "sponsored": False,
    }


def _count(place: Place, hl: str, limited: bool) -> str | None:
    return None if limited or place.reviews is None else figures(place.reviews, hl)
