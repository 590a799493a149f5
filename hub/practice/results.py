"""The pages that the practice web's search knows: sites of places, listings, invented articles."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import msgspec

from hub import shipped
from hub.practice import listing
from hub.practice.directory import Directory, Place, words

PER_PAGE = 10
MOST = 80
REDIRECTED = 4
"""Every fourth result is linked through `/url?q=`."""


class Article(msgspec.Struct, frozen=True):
    """An invented page about a topic."""

    url: str
    topics: str
    en: tuple[str, str]
    ar: tuple[str, str]


class Answers(msgspec.Struct, frozen=True):
    """What stands around the results: questions, advertisements, the overview."""

    articles: list[Article]
    questions: list[dict[str, str]]
    adverts: list[dict[str, str]]
    overview: dict[str, str]


def shipped_answers() -> Answers:
    """The articles and texts that come with the application."""
    return msgspec.json.decode(shipped.path("practice", "answers.json").read_bytes(), type=Answers)


def organic(directory: Directory, answers: Answers, query: str, hl: str) -> list[dict[str, Any]]:
    """All results of a query in their order, at most `MOST`."""
    found = [
        (share, rank, one)
        for rank, (share, one) in enumerate(_pages(directory, answers, query, hl))
    ]
    found.sort(key=lambda item: (-item[0], item[1]))
    results = [one for _, _, one in found[:MOST]]
    for index, one in enumerate(results):
        if index % REDIRECTED == REDIRECTED - 1:
            one["href"] = f"/url?q={quote(one['url'], safe='')}&sa=U&ved=2ah{index}"
    return results


def _pages(
    directory: Directory, answers: Answers, query: str, hl: str
) -> Iterable[tuple[float, dict[str, Any]]]:
    for share, place in directory.ranked(query):
        site = place.website or place.hidden_website
        if site:
            yield share + 0.2, _site(place, site, directory, hl)
        yield share, _yellow(place, directory, hl)
    wanted = set(words(query))
    for article in answers.articles:
        if wanted & set(words(article.topics)):
            title, text = article.ar if hl == "ar" else article.en
            yield 1.1, _result(title, article.url, text)


def _site(place: Place, site: str, directory: Directory, hl: str) -> dict[str, Any]:
    category = directory.categories[place.category]
    called = listing.name(place, hl)
    where = listing.address(place, directory, hl)
    if hl == "ar":
        text = f"{called}: {category.ar} في {where}. احجز موعدك. الأوقات والأسعار والوصول إلينا."
        return _result(f"{called} | {category.ar}", site, text)
    kind = category.en.lower()
    text = f"{called}, {kind} at {where}. Book a visit; hours, prices and how to find us."
    return _result(f"{called} | {category.en}", site, text)


def _yellow(place: Place, directory: Directory, hl: str) -> dict[str, Any]:
    called = listing.name(place, hl)
    where = listing.address(place, directory, hl)
    url = f"https://yellow.example/{hl}/{place.slug}"
    if hl == "ar":
        phone = f" هاتف {place.phone}." if place.phone else ""
        return _result(
            f"{called} - الهاتف والأوقات", url, f"{where}.{phone} تقييمات وصور من الزوار."
        )
    phone = f" Phone {place.phone}." if place.phone else ""
    return _result(
        f"{called} - phone and hours", url, f"{where}.{phone} Reviews and photos by visitors."
    )


def _result(title: str, url: str, text: str) -> dict[str, Any]:
    host, _, path = url.removeprefix("https://").partition("/")
    shown = " › ".join([host, *(part for part in path.split("/") if part)])
    return {"title": title, "url": url, "href": url, "shown": shown, "site": host, "text": text}
