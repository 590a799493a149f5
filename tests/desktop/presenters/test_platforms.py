"""Account names are compared as people mean them, and shown as text."""

import pytest

from desktop.presenters import platforms


@pytest.mark.parametrize(
    "typed",
    ["Amman Dental Group", "  amman dental group ", "AMMAN DENTAL GROUP", "Amman Dental Group\t"],
)
def test_case_and_outer_spaces_do_not_count(typed: str) -> None:
    assert platforms.same_name(typed, "Amman Dental Group")


@pytest.mark.parametrize("typed", ["", " ", "Amman Dental Gro", "Amman  Dental Group", "@x"])
def test_another_name_is_another_name(typed: str) -> None:
    assert not platforms.same_name(typed, "Amman Dental Group")


def test_one_letter_in_two_forms_is_one_letter() -> None:
    assert platforms.same_name("Cafe\u0301 Zamalek", "café zamalek")
    assert platforms.same_name("STRASSE", "straße")


def test_nothing_is_never_the_name_of_a_nameless_account() -> None:
    assert not platforms.same_name("", "")


def test_an_account_is_shown_by_its_name_else_by_its_handle() -> None:
    assert platforms.account("Amman Dental Group", "@ammandental") == "Amman Dental Group"
    assert platforms.account(None, "@ammandental") == "@ammandental"
    assert platforms.account("\u202egroup", "x") == "[U+202E]group"


def test_platforms_have_names_and_unknown_ones_their_own() -> None:
    assert platforms.name("facebook") == "Facebook Page"
    assert platforms.name("my\x00site") == "my␀site"
