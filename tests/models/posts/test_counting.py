"""Counting as platforms count."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.posts.counting import body, count, graphemes, measure, too_long
from models.posts.limits import platforms

FAMILY = "\U0001f468‍\U0001f469‍\U0001f467‍\U0001f466"
WAVE = "\U0001f44b\U0001f3fd"
JORDAN = "\U0001f1ef\U0001f1f4"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("two\r\nlines", 9),
        # Latin, Greek, Cyrillic, Hebrew, Arabic lie below U+1100: one each
        ("سلام عليكم", 10),
        ("Привет", 6),
        # what lies above: two each
        ("漢字", 4),
        ("한국", 4),
        ("ไทย", 3),
        ("℃", 2),
        # general punctuation has one but for some
        ("“quoted” – dash", 15),
        ("…", 2),
        # composed first
        ("e\u0301", 1),
        # an emoji is two, whatever it is made of
        ("\U0001f600", 2),
        (FAMILY, 2),
        (WAVE, 2),
        (JORDAN, 2),
        (f"{FAMILY}{WAVE}", 4),
        # a link is 23, however short or long
        ("http://a.co", 23),
        ("https://example.com/" + "x" * 300, 23),
        ("see https://example.com/a?b=c#d now", 4 + 23 + 4),
        ("example.com", 23),
        ("two.notatld", 11),
        ("https://example.com https://example.org", 47),
        ("(https://example.com).", 1 + 23 + 2),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert measure("weighted", text) == length


ONE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def weight(text: str) -> int:
    """The documented rule for texts without links and emoji."""
    composed = unicodedata.normalize("NFC", text)
    return sum(1 if any(a <= ord(c) <= b for a, b in ONE) else 2 for c in composed)


@given(st.text(alphabet="aZ é\u0301ßشم\u064e漢字ไ한–—…‘’“”\u2009\n", max_size=300))
def test_x_counts_every_character_by_the_documented_table(text: str) -> None:
    assert measure("weighted", text) == weight(text)


@pytest.mark.parametrize("length", [279, 280, 281])
def test_the_edge_of_x(length: int) -> None:
    counted = count("x", "a" * length, None)
    assert counted is not None
    assert (counted.used, counted.left, counted.over) == (length, 280 - length, length > 280)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://example.com/" + "x" * 200, 23),
        ("hi @desk@mastodon.social", 8),
        ("hi @desk", 8),
        ("mail me@example.org", 19),
        # without a protocol it is no link there
        ("example.com", 11),
        (FAMILY, 1),
        ("look https://example.com. Now", 5 + 23 + 5),
        ("@a@b.c https://example.com/@a@b.c", 2 + 1 + 23),
    ],
)
def test_mastodon_shortens_links_and_mentions(text: str, length: int) -> None:
    assert measure("mastodon", text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [("abc", 3), ("سلام", 4), ("é", 1), ("\U0001f600", 4), (WAVE, 8), (FAMILY, 25), (JORDAN, 8),
     ("1️⃣", 7), ("1", 1), ("©", 1), ("©️", 5)],
)  # fmt: skip
def test_threads_counts_the_bytes_of_emoji(text: str, length: int) -> None:
    assert measure("threads", text) == length


@pytest.mark.parametrize(
    ("text", "length"), [("abc", 3), ("\U0001f600", 2), (FAMILY, 11), ("سلام", 4)]
)
def test_utf16_counts_units(text: str, length: int) -> None:
    assert measure("utf16", text) == length


@pytest.mark.parametrize(
    ("text", "length"), [(FAMILY, 1), ("e\u0301", 1), ("سَ", 1), (JORDAN * 2, 2), ("a\r\nb", 3)]
)
def test_graphemes_are_what_a_reader_sees(text: str, length: int) -> None:
    assert graphemes(text) == length


def test_bluesky_has_a_second_limit_of_bytes() -> None:
    plain = count("bluesky", "a" * 301, None)
    assert plain is not None
    assert (plain.unit, plain.used, plain.over) == ("graphemes", 301, True)
    families = count("bluesky", FAMILY * 121, None)
    assert families is not None
    assert (families.unit, families.used, families.limit, families.over) == (
        "bytes",
        25 * 121,
        3000,
        True,
    )


def test_a_caption_has_another_limit_than_a_message() -> None:
    message, caption = (count("telegram", "x" * 1025, None, media=m) for m in (False, True))
    assert message is not None
    assert caption is not None
    assert (message.limit, message.over, caption.limit, caption.over) == (4096, False, 1024, True)


def test_the_link_is_counted_where_it_will_stand() -> None:
    assert body("text", None) == "text"
    assert body("text  \n\n", "https://a.example") == "text\n\nhttps://a.example"
    assert body("see https://a.example", "https://a.example") == "see https://a.example"
    assert body("", "https://a.example") == "https://a.example"
    counted = count("x", "text", "https://a.com/" + "x" * 100)
    assert counted is not None
    assert counted.used == 4 + 2 + 23


def test_nearly_too_long_begins_at_85_percent() -> None:
    near = [n for n in range(0, 300) if (c := count("x", "a" * n, None)) and c.near]
    assert (near[0], near[-1]) == (238, 280)


def test_nothing_is_known_about_other_platforms() -> None:
    assert count("myspace", "x" * 99_999, None) is None
    assert too_long("myspace", "x" * 99_999, None, media=False) is None


def test_too_long_is_what_no_account_may_write() -> None:
    assert too_long("x", "a" * 25_000, None, media=False) is None
    assert too_long("x", "a" * 25_001, None, media=False) is not None
    assert too_long("mastodon", "a" * 9_000, None, media=False) is None
    assert too_long("threads", "a" * 501, None, media=False) is not None
    assert too_long("bluesky", FAMILY * 121, None, media=False) is not None
    assert too_long("telegram", "a" * 2_000, None, media=True) is None


@given(st.text(max_size=80), st.sampled_from(sorted(platforms())))
def test_any_text_can_be_counted_and_more_text_is_not_shorter(text: str, platform: str) -> None:
    counted = count(platform, text, None)
    longer = count(platform, text + "\nzz", None)
    assert counted is not None
    assert longer is not None
    assert 0 <= counted.used <= longer.used or counted.unit != longer.unit
    assert counted.left == counted.limit - counted.used
    assert counted.over == (counted.left < 0)


def test_half_a_character_can_be_counted() -> None:
    assert count("threads", "\ud83d", None) == count("threads", "\ufffd", None)
