"""The report as A4 sheets."""

import re

import pytest

from hub.bundles.make import Bundle
from tests.support import bundles
from tests.support.bundles import Office

LONG = "سطر من النص العربي مع English في الوسط 123\n" * 90


def document(bundle: Bundle) -> bytes:
    member = next(one for one in bundle.members if one.name == "report.pdf")
    return b"".join(member.chunks())


def pages(raw: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", raw))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_one_a4_page_an_account(office: Office, post: str, language: str) -> None:
    raw = document(office.bundle(post, language))
    assert raw.startswith(b"%PDF-")
    assert pages(raw) == 2
    assert re.search(rb"/MediaBox \[0 0 595\.28 841\.89\]", raw)
    assert f"/Lang ({language})".encode() in raw
    assert b"/CreationDate (D:20261118" in raw


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_text_goes_on_behind_its_page(office: Office, language: str) -> None:
    raw = document(office.bundle(bundles.a_post(office, LONG), language))
    assert pages(raw) == 6


def test_the_fonts_are_in_it_and_are_truetype(office: Office, post: str) -> None:
    raw = document(office.bundle(post, "ar"))
    fonts = set(re.findall(rb"/BaseFont /MPDFAA\+(\w+)", raw))
    assert fonts == {b"Inter", b"InterSemiBold", b"NotoSansArabic", b"NotoSansArabicBold",
                     b"JetBrainsMono"}  # fmt: skip
    assert b"/FontFile2" in raw


def test_no_script_no_form_and_no_file_hides_in_it(office: Office) -> None:
    raw = document(office.bundle(bundles.a_post(office, "(<script>) /JavaScript \\( %PDF")))
    for word in (
        b"/JavaScript",
        b"/JS ",
        b"/AcroForm",
        b"/EmbeddedFile",
        b"/Launch",
    ):
        assert word not in raw


@pytest.mark.parametrize(
    "text",
    ["", "😀" * 500, "x" * 5_000, "ا" * 5_000, "\u202e\u2066\x00\x07a\tb", "漢字" * 300, "\n" * 99],
)
def test_every_text_can_be_drawn(office: Office, text: str) -> None:
    for language in ("en", "ar"):
        assert pages(document(office.bundle(bundles.a_post(office, text), language))) >= 2
