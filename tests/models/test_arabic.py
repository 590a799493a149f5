"""What is written in several ways is found in all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arabic import fold, normalise, spans, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عِيَادَةُ الأَسْنَانِ", "عيادة الأسنان"),  # tashkeel
        ("كتــــاب", "كتاب"),  # tatweel
        ("أحمد إحسان آمنة ٱسم", "احمد احسان امنة اسم"),  # alef forms
        ("مسؤول شئون", "مسوول شيون"),  # hamza on its seats
        ("عيادة", "عياده"),  # teh marbuta
        ("مستشفى", "مستشفي"),  # alef maqsura
        ("٠٦٥٥٥٠١٤٢", "065550142"),  # digits of the east
        ("۴۵۶", "456"),  # and of Persian
        ("ﻷسنان", "لأسنان"),  # ligatures
        ("کیف", "كيف"),  # Persian letters
        ("CAFÉ Straße İZMİR", "cafe strasse izmir"),
        ("ＡＢＣ１２３ 𝐃𝐞𝐧𝐭", "abc123 dent"),  # full width, mathematical letters
        ("a\u200fb\u202e", "ab"),  # marks of direction
    ],
)
def test_variants_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    assert fold("سن") != fold("أسنان")
    assert fold("dent") != fold("dental")


@pytest.mark.parametrize(
    "word",
    ["الأسنان", "والأسنان", "بالأسنان", "كالأسنان", "للأسنان", "فالأسنان", "وللأسنان", "وبالأسنان"],
)
def test_the_stem_is_found_behind_every_form_of_the_article(word: str) -> None:
    assert "اسنان" in normalise(f"طب {word} الحديث").split()
    assert stem(fold(word)) == "اسنان"


@pytest.mark.parametrize("word", ["ال", "الي", "للو", "dental", "بلد", "كلية"])
def test_what_only_looks_like_an_article_stays(word: str) -> None:
    assert stem(fold(word)) == fold(word)


def test_the_words_themselves_stay_in_their_order() -> None:
    assert normalise("طب الأسنان") == "طب الاسنان اسنان"
    assert normalise("Abdoun Dental") == "abdoun dental"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئـًٌٍَُِّْ 0123٠١٢٣abcÉ", max_size=60))
def test_any_mixture_can_be_folded(text: str) -> None:
    assert not set(normalise(text)) & set("أإآةىؤئـًٌٍَُِّْ٠١٢٣É")


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("عيادة حداد لطب الأَسنان", ["اسنان"], ["أَسنان"]),
        ("عيادات النخبة للأسنان", ["اسنان"], ["أسنان"]),
        ("Shmeisani Dental Braces", ["dent"], ["Dent"]),
        ("Café CAFÉ cafe", ["cafe"], ["Café", "CAFÉ", "cafe"]),
        ("accident", ["dent"], []),
        ("Straße", ["strasse"], ["Straße"]),
        ("هاتف ٠٦٥", ["065"], ["٠٦٥"]),
        ("anything", [], []),
        ("", ["x"], []),
    ],
)
def test_hits_are_found_in_the_raw_text(text: str, words: list[str], marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(text, words)] == marked
