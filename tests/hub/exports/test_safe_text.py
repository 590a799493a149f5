"""The apostrophe rule: no formula gets through, every text comes back, nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.exports.safe_text import escape, unescape

STARTERS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'"]
INVISIBLE = ["", " ", "\u200b", "\ufeff", "\u00a0", "\u2060 ", "\u200f", "\n", "\u3000\u00ad"]


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("before", INVISIBLE)
def test_a_starter_is_neutralised_also_behind_what_nobody_sees(starter: str, before: str) -> None:
    text = f"{before}{starter}1+1"
    assert escape(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "plain", " spaced", "a=b", "5-3", "1,5", '"quoted"', "محل أسنان", "​", "‑dash"]
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


@given(st.text() | st.builds("".join, st.lists(st.sampled_from(STARTERS + INVISIBLE + ["a"]))))
def test_the_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text(), st.text())
def test_two_texts_never_become_one_cell(first: str, second: str) -> None:
    assert (escape(first) == escape(second)) == (first == second)
