"""The report as a page: nothing from outside, nothing obeyed."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from hub.bundles.make import Bundle
from tests.support import bundles
from tests.support.bundles import Office

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'&lt;b&gt; </blockquote>\n"
    "\u202egnp.exe https://x.example"
)


class Reader(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(bundle: Bundle) -> str:
    member = next(one for one in bundle.members if one.name == "report.html")
    return b"".join(member.chunks()).decode()


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_language_and_direction(office: Office, post: str, language: str, direction: str) -> None:
    found = dict(read(page(office.bundle(post, language))).tags)
    assert found["html"] == {"lang": language, "dir": direction}


def test_foreign_text_is_only_ever_text(office: Office) -> None:
    reader = read(page(office.bundle(bundles.a_post(office, HOSTILE, title=HOSTILE))))
    assert {tag for tag, _ in reader.tags}.isdisjoint(
        {"script", "iframe", "form", "object", "link"}
    )
    assert not [attrs for _, attrs in reader.tags if any(name.startswith("on") for name in attrs)]
    assert HOSTILE in reader.texts
    quotes = [attrs for tag, attrs in reader.tags if tag == "blockquote"]
    assert quotes == [{"dir": "auto"}] * 2


def test_nothing_comes_from_outside(office: Office, post: str) -> None:
    text = page(office.bundle(post))
    reader = read(text)
    sources = [attrs.get("src") or "" for tag, attrs in reader.tags if tag == "img"]
    assert sources
    assert all(source.startswith("data:image/") for source in sources)
    assert "url(" not in text
    assert "@import" not in text
    links = [attrs.get("href") or "" for tag, attrs in reader.tags if tag == "a"]
    assert all(link.startswith(("files/", "https://")) for link in links)


def test_the_policy_lets_our_own_style_in_and_nothing_else(office: Office, post: str) -> None:
    text = page(office.bundle(post))
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    (policy,) = (
        attrs["content"] or ""
        for tag, attrs in read(text).tags
        if tag == "meta" and "http-equiv" in attrs
    )
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in read(text).tags if "style" in attrs]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_are_links(office: Office, link: str) -> None:
    from tests.support import publications

    post = publications.a_post(office.db)
    office.target(post, "a", "x", permalink=link)
    reader = read(page(office.bundle(post)))
    assert link in reader.texts
    assert link not in [attrs.get("href") for tag, attrs in reader.tags if tag == "a"]
