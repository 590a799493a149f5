"""The invented places of the practice web, and which of them answer a query in two languages."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from hub import shipped
from models import arabic

MIN_PREFIX = 4


class Category(msgspec.Struct, frozen=True):
    """What a place is, in both languages, and the words by which people look for it."""

    en: str
    ar: str
    words: list[str]


class City(msgspec.Struct, frozen=True, rename="camel"):
    """A city and its country."""

    ar: str
    country_en: str
    country_ar: str


class District(msgspec.Struct, frozen=True):
    """A part of a city, with its middle on the map."""

    city: str
    ar: str
    lat: float
    lng: float


class Place(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One invented business. `feature`, `knowledge` and `place` are its ids in addresses."""

    slug: str
    en: str
    ar: str
    category: str
    city: str
    district: str
    street_en: str
    street_ar: str
    lat: float
    lng: float
    opens: int
    closes: int
    feature: str
    knowledge: str
    place: str
    arabic_only: bool = False
    phone: str | None = None
    website: str | None = None
    hidden_website: str | None = None
    """A web site that only the search page knows."""
    rating: float | None = None
    reviews: int | None = None
    closed_now: bool = False
    sponsored: bool = False


class Directory(msgspec.Struct, frozen=True):
    """All places with their categories, cities and districts."""

    note: str
    categories: dict[str, Category]
    cities: dict[str, City]
    districts: dict[str, District]
    places: list[Place]

    def search(self, query: str) -> list[Place]:
        """The places that answer every word; the one place alone when the query is its name."""
        named = [one for one in self.places if _same(query, one.en) or _same(query, one.ar)]
        if named:
            return named[:1]
        wanted = [word for word in words(query) if word not in STOPWORDS]
        return [one for one in self.places if all(_known(word, self.terms(one)) for word in wanted)]

    def ranked(self, query: str) -> list[tuple[float, Place]]:
        """Places that answer at least half of the words, with the share they answer, best first."""
        wanted = [word for word in words(query) if word not in STOPWORDS]
        if not wanted:
            return [(1.0, one) for one in self.places]
        shares = [
            (sum(_known(word, self.terms(one)) for word in wanted) / len(wanted), one)
            for one in self.places
        ]
        return sorted((pair for pair in shares if pair[0] >= 0.5), key=lambda pair: -pair[0])

    def by_feature(self, feature: str) -> Place | None:
        """The place with this feature id."""
        return next((one for one in self.places if one.feature == feature), None)

    def terms(self, place: Place) -> frozenset[str]:
        """Every word by which the place is found."""
        category = self.categories[place.category]
        city = self.cities[place.city]
        return _terms(
            (
                place.en,
                place.ar,
                category.en,
                category.ar,
                *category.words,
                place.city,
                city.ar,
                city.country_en,
                city.country_ar,
                place.district,
                self.districts[place.district].ar,
                place.street_en,
                place.street_ar,
            )
        )


@lru_cache(maxsize=1)
def shipped_directory() -> Directory:
    """The directory that comes with the application."""
    text = shipped.path("practice", "places.json").read_bytes()
    return msgspec.json.decode(text, type=Directory)


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return re.findall(r"[^\W_]+", arabic.fold(text.replace("'", "").replace("’", "")))


@lru_cache(maxsize=1024)
def _terms(texts: Sequence[str]) -> frozenset[str]:
    found = {word for text in texts for word in words(text)}
    return frozenset(found | {_bare(word) for word in found})


STOPWORDS = frozenset(
    words(
        "a all and at best for in me near nearby of on place places the to top with "
        "أفضل أحسن أماكن الأماكن الكل بالقرب جميع على عن في قرب كل من"
    )
)


def _bare(word: str) -> str:
    """Without the Arabic article, without the English plural."""
    stem = arabic.stem(word)
    return stem[:-1] if len(stem) > 3 and stem.isascii() and stem.endswith("s") else stem


def _known(word: str, terms: Iterable[str]) -> bool:
    bare = _bare(word)
    if bare in terms or word in terms:
        return True
    return len(bare) >= MIN_PREFIX and any(term.startswith(bare) for term in terms)


def _same(query: str, name: str) -> bool:
    return words(query) == words(name)
