"""Accounts in words."""

from desktop import i18n
from desktop.presenters import accounts as words
from desktop.presenters.accounts import Holder
from desktop.theme.tones import Tone
from models.posts.slots import DAYS
from tests.support.views import connector_view


def test_a_week_has_every_day_once() -> None:
    assert sorted(code for code, _ in words.week()) == sorted(DAYS)
    assert dict(words.week())["WE"] == "Wednesday"


def test_who_presses_says_what_the_connector_would() -> None:
    view = connector_view(kind="publish", press="agent")
    assert words.press_choices(view)[0] == ("As the connector says: the agent", None)
    assert words.press_choices(None)[0] == ("As the connector says", None)
    assert [value for _, value in words.press_choices(view)] == [None, "agent", "operator"]


def test_without_terms_of_its_own_the_general_sentence_stands() -> None:
    assert words.terms(connector_view(kind="publish", recipe={})) == words.terms(None)
    assert "forbid" in words.terms(None)
    own = connector_view(kind="publish", recipe={"terms": {"en": "Allowed.", "ar": "مسموح."}})
    assert words.terms(own) == "Allowed."
    i18n.use("ar", "latin")
    assert words.terms(own) == "مسموح."


def test_browsers_beyond_the_second_are_a_number() -> None:
    some = [Holder(f"D{number}", "", Tone.MUTED, True) for number in range(4)]
    said, tone = words.where(some)
    assert said.endswith("and 2 more")
    assert tone is Tone.MUTED
    assert words.where([])[1] is Tone.WARNING


def test_no_rule_is_no_words() -> None:
    assert words.pace(None) == ""
