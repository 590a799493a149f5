"""A finding made ready: its hash, its facts, and what cannot be stored."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidInput
from models.findings import Finding, prepare
from models.json_text import load
from tests.support.stores import a_finding


def facts(**snippet: Any) -> tuple[str | int | float | None, ...]:
    return prepare(a_finding(snippet=snippet)).facts


def test_a_finding_with_a_key_is_known_by_it() -> None:
    one = prepare(a_finding(title="A", snippet={"phone": "1"}))
    other = prepare(a_finding(title="B", snippet={"phone": "2"}))
    assert one.hash == other.hash == hashlib.sha256(b"google_maps\0place\0place-0").digest()
    assert prepare(a_finding(source="bing")).hash != one.hash
    assert prepare(a_finding(type="web_result")).hash != one.hash
    assert prepare(a_finding(key="place-9")).hash != one.hash


def test_a_finding_without_a_key_is_known_by_all_it_says() -> None:
    def known(**changed: Any) -> bytes:
        return prepare(a_finding(key=None, **changed)).hash

    first = known(snippet={"a": 1, "b": 2})
    assert (
        first
        == hashlib.sha256(
            b'google_maps\0place\0Abdoun Dental Care 0\0https://maps.example/place/0\0{"a":1,"b":2}'
        ).digest()
    )
    assert known(snippet={"b": 2, "a": 1}) == first, "the order of keys does not matter"
    assert known(snippet='{"b": 2,\n "a": 1}') == first, "nor whether it comes as JSON text"
    for changed in ({"title": "x"}, {"url": "x"}, {"snippet": {"a": 1}}):
        assert known(**changed) != first


def test_the_facts_are_lifted_out_of_the_snippet() -> None:
    assert facts(
        phone="+962 6 555 0142",
        website="https://x.example",
        address="Rabieh, Amman",
        category="Dentist",
        rating=4.8,
        reviews=211,
        latitude=31.9,
        longitude=35.9,
    ) == ("+962 6 555 0142", "https://x.example", "Rabieh, Amman", "Dentist", 4.8, 211, 31.9, 35.9)
    assert facts(lat=1, lng="2.5")[-2:] == (1, 2.5)
    assert facts(rating="4.8", reviews="98", phone=65550142)[:6] == (
        "65550142",
        None,
        None,
        None,
        4.8,
        98,
    )


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "",
        [],
        {},
        ["+962"],
        {"a": 1},
        True,
        False,
        float("inf"),
        2**70,
        "NaN",
        "1e999",
        "about four",
    ],
)
def test_odd_values_are_no_facts_and_no_errors(odd: Any) -> None:
    lifted = facts(phone=odd, rating=odd, reviews=odd, latitude=odd)
    assert lifted[4:7] == (None, None, None)
    assert lifted[0] == (odd if isinstance(odd, str) and odd else None)


@pytest.mark.parametrize(
    ("snippet", "kept"),
    [
        ('{"a": 1}', {"a": 1}),
        ("plain words", "plain words"),
        ("[1, 2]", [1, 2]),
        ("", ""),
        ("[" * 5_000, "[" * 5_000),
        ('{"a": 1e999}', '{"a": 1e999}'),
        ("5" * 5_000, "5" * 5_000),
        ({"a": float("nan")}, {"a": None}),
        ({"a": "x\0y"}, {"a": "x\0y"}),
    ],
)
def test_any_snippet_is_kept_as_canonical_json(snippet: Any, kept: object) -> None:
    prepared = prepare(a_finding(snippet=snippet))
    assert load(prepared.snippet) == kept
    assert prepared.size_bytes == len(prepared.snippet.encode())


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "\ud800"},
        {"url": "https://x/\udfff"},
        {"key": "\ud800"},
        {"source": "\ud800"},
        {"type": "\ud800"},
        {"snippet": {"a": "\ud800"}},
        {"snippet": {"\ud800": 1}},
        {"title": "a\0b"},
        {"url": "a\0b"},
        {"key": "a\0b"},
        {"source": "a\0b"},
        {"title": "a\0b", "key": None},
        {"confidence": "certain"},
    ],
)
def test_what_cannot_be_stored_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        prepare(a_finding(**changed))


def test_deep_nesting_is_refused_not_fatal() -> None:
    deep: Any = {}
    for _ in range(20_000):
        deep = {"a": deep}
    with pytest.raises(InvalidInput, match="too deep"):
        prepare(a_finding(snippet=deep))


def test_everything_that_is_text_can_be_found() -> None:
    text = prepare(
        a_finding(
            title="عيادة الأسنان",
            snippet={"hours": {"Mon": "9-5"}, "services": ["Braces", {"x": "Implants"}], "n": 42},
        )
    ).search_text
    for word in ("عياده", "اسنان", "9-5", "braces", "implants", "42", "maps.example"):
        assert word in text
    assert "hours" not in text, "the names of the fields are not what was found"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
NAMES = ("phone", "rating", "reviews", "latitude", "x")


@given(st.dictionaries(st.sampled_from(NAMES), values) | st.text(), st.text(), st.text())
def test_no_finding_is_a_crash(snippet: Any, title: str, key: str) -> None:
    finding = Finding(
        index=0, type="t", title=title, source="s", snippet=snippet, confidence="low", key=key
    )
    try:
        prepared = prepare(finding)
    except InvalidInput:
        return
    prepared.search_text.encode()
    prepared.snippet.encode()
