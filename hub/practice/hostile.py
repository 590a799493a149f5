"""Texts that break careless programs, dressed as places: what a real site may hold one day."""

import hashlib

from hub.practice.directory import Place

TEXTS = {
    "html": "<img src=x onerror=alert(1)><b>Bold</b> Dental",
    "script": "</script><script>alert(1)</script> Clinic",
    "entity": "&lt;b&gt;Escaped&lt;/b&gt; &amp; Sons",
    "bidi": "Invoice \u202egnp.exe\u202c Dental",
    "bidi-open": "عيادة \u2067مفتوحة Dental",
    "zero-width": "Zero\u200bWidth\u200d\ufeff Clinic",
    "formula": '=HYPERLINK("http://evil.example/","Click me")',
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-wide": "＝1+1 Dental",
    "formula-hidden": " \u200b=1+1 Dental",
    "quoted": '\'=1+1 "quoted"; comma, semicolon; Dental',
    "sql": "Robert'); DROP TABLE jobs;-- %_\\",
    "fts": '" OR NEAR( * Dental',
    "format": "%s %n {0} ${x} {{query}} Dental",
    "terminal": "\x1b]0;title\x07\x1b[31mRed Dental",
    "log": "Line one\r\n2026-01-01 ERROR root: fake line",
    "number": "007 1E5 3-4 9007199254740993",
    "emoji": "👩🏽‍⚕️👨‍👩‍👧‍👦 Dental 🦷",
    "combining": "Zalgo" + "\u0301\u0316\u0489" * 60 + " Dental",
    "long-word": "Dental" + "x" * 3_000,
    "long-text": "مركز طبي " * 200,
    "homoglyph": "Раураl Dental",
}
"""By a word that says what each is for."""

WEBSITES = {
    "html": "javascript:alert(1)",
    "script": "data:text/html,<script>alert(1)</script>",
    "homoglyph": "https://раураl.example/",
    "long-word": "https://long.example/" + "a" * 2_000,
    "format": "https://user:pass@format.example/?q=%s&{0}",
}


def hostile_places() -> list[Place]:
    """One place for each text, in Amman."""
    return [_place(index, key, text) for index, (key, text) in enumerate(TEXTS.items())]


def _place(index: int, key: str, text: str) -> Place:
    digest = hashlib.sha256(f"hostile {key}".encode()).hexdigest()
    return Place(
        slug=f"hostile-{key}",
        en=text,
        ar=text,
        category="dental_clinic",
        city="Amman",
        district="Abdali",
        street_en=text[:120],
        street_ar=text[:120],
        lat=round(31.935 + index % 6 * 0.009, 7),
        lng=round(35.86 + index // 6 * 0.02, 7),
        opens=9,
        closes=17,
        feature=f"0x66{digest[:12]}:0x{digest[12:28]}",
        knowledge=f"/g/11h{digest[28:36]}",
        place=f"ChIJ{digest[36:59]}",
        phone=f"+962 6 555 01{index:02d}",
        website=WEBSITES.get(key),
        rating=4.0,
        reviews=index + 3,
    )
