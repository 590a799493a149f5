"""What the practice web remembers, and how it is switched."""

import pytest

from hub.practice.variants import SOLVABLE, VARIANTS, State, UnknownVariant


def test_choosing_forgets_what_was_solved() -> None:
    state = State()
    state.choose(["captcha", "slow"])
    state.solved.add("captcha")
    state.choose(["captcha"])
    assert state.variants == {"captcha"}
    assert not state.solved


def test_an_unknown_variant_changes_nothing() -> None:
    state = State()
    state.choose(["slow"])
    with pytest.raises(UnknownVariant, match="'fast'"):
        state.choose(["captcha", "fast"])
    assert state.variants == {"slow"}


def test_reset_is_as_new() -> None:
    state = State()
    state.choose(["slow"])
    state.visited.add("x")
    state.counts.searched("maps", "a")
    state.counts.batches += 1
    state.reset()
    assert state == State()


def test_counts_as_json() -> None:
    state = State()
    state.counts.searched("maps", "a")
    state.counts.searched("maps", "a")
    state.show("slow")
    assert state.counts.as_json() == {
        "pages": {},
        "batches": 0,
        "delivered": 0,
        "searches": {"maps": {"a": 2}},
        "variants": {"slow": 1},
    }


def test_every_variant_is_told_in_both_languages() -> None:
    assert all(set(texts) == {"en", "ar"} for texts in VARIANTS.values())
    assert set(SOLVABLE) <= set(VARIANTS)
