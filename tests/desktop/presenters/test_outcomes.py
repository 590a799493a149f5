"""Outcomes in doubt in the exact words of the design; nothing is claimed that is not known."""

import pytest

from desktop.presenters import outcomes as words
from desktop.theme.tones import Tone
from models.publishing.outcomes import REASONS as CAUSES
from tests.support import sample
from tests.support.outcomes import AT, look_view, outcome_view, timeline
from tests.support.views import proof_view

NOW = sample.NOW


def test_what_is_known_to_the_second() -> None:
    moments = words.moments(timeline(), NOW, run=outcome_view().run, names={})
    assert [moment.title for moment in moments] == [
        "Composer filled",
        "Permit given",
        "Button pressed",
        "Connection lost",
        "Device is back",
        "First look: not found",
        "Second look: not found",
    ]
    assert moments[2].time == "10:11:04"
    assert moments[3].detail == "no answer from the page"
    assert moments[4].detail == "journal: “pressed”, nothing after"
    assert moments[5].detail == "40 posts read"
    assert moments[3].tone is Tone.UNKNOWN


def test_two_looks_that_found_nothing_ask_for_a_decision() -> None:
    title, text, tone, _ = words.banner(outcome_view(), NOW)
    assert title == "We cannot know yet whether this post went out."
    assert text == (
        "Two looks did not find it. It is not sent again unless you order it; there is no hurry."
    )
    assert tone is Tone.UNKNOWN
    assert words.next_step(outcome_view(), NOW, online=True) == ("Your decision", Tone.UNKNOWN)
    assert words.of_run(outcome_view().run).word == "Not found twice"


def test_what_the_site_refused_is_called_refused_and_not_unknown() -> None:
    title, text, tone, _ = words.banner(outcome_view("failed"), NOW)
    assert title == "The site said no to this post."
    assert "not sent again unless you order it" in text
    assert tone is Tone.DANGER


def test_while_it_is_looked_for_the_next_look_is_told() -> None:
    doubt = outcome_view("unknown", run={"next_look_at": NOW + 3 * sample.MINUTE})
    assert words.banner(doubt, NOW)[1] == "It will not be sent again. Next look at 10:24."
    assert words.next_step(doubt, NOW, online=True)[0] == "First look 10:24"
    assert words.looks(doubt) == "none yet"
    again = outcome_view("verifying", run={"next_look_at": NOW + 3 * sample.MINUTE})
    assert words.next_step(again, NOW, online=True)[0] == "Second look 10:24"


def test_a_device_that_is_away_is_waited_for() -> None:
    doubt = outcome_view("unknown", run={"journal_heard_at": None, "journal": None})
    assert words.next_step(doubt, NOW, online=False)[0] == "Waits for the device"
    assert words.journal(doubt, online=False) == "not heard, device is offline"
    assert words.journal(doubt, online=True) == "not heard yet"


def test_the_journal_says_what_the_device_wrote() -> None:
    assert words.journal(outcome_view(), online=True) == "says “pressed”, heard 10:12"
    none = outcome_view(run={"journal": "none"})
    assert words.journal(none, online=True) == "no entry, heard 10:12"


@pytest.mark.parametrize(
    ("state", "run", "said"),
    [
        ("published", {"recovered": True}, "Found by itself"),
        ("published", {"resolved_by": "o"}, "\u2068Sami\u2069: it is there"),
        ("not_published", {"resolved_by": "o"}, "\u2068Sami\u2069: it is not there"),
        ("published", {}, "The device answered"),
    ],
)
def test_how_it_was_decided(state: str, run: dict[str, object], said: str) -> None:
    assert words.decided(outcome_view(state, run=run).run, "Sami") == said


def test_what_a_look_compared() -> None:
    outcome = outcome_view()
    pairs = {pair.name: pair.value for pair in words.seen(outcome, outcome.looks[1])}
    assert pairs["Compared"] == "text, 1 picture, posted after 10:11"
    assert pairs["Same text"] == "none of 40"
    assert pairs["Same picture"] == "0 of 40"
    assert pairs["Also checked"] == "\u2068drafts and scheduled posts: empty\u2069"


def test_every_cause_of_doubt_has_our_words() -> None:
    assert set(words.REASONS) == set(CAUSES)
    for sentence in CAUSES.values():
        run = outcome_view(run={"unknown_reason": sentence}).run
        assert words.reason(run) in words.REASONS.values()


def test_a_reason_that_nobody_foresaw_is_shown_as_text() -> None:
    run = outcome_view(run={"unknown_reason": "<b>odd\u202e</b>"}).run
    assert words.reason(run) == "<b>odd[U+202E]</b>"


def test_the_profile_is_where_the_look_was_else_where_the_platform_has_it() -> None:
    seen = proof_view(kind="look", page_url="https://www.facebook.com/ammandentalgroup")
    outcome = outcome_view(looks=[look_view(proofs=[seen])])
    assert words.profile(outcome) == "https://www.facebook.com/ammandentalgroup"
    assert words.profile(outcome_view()) == ""


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "https://", "ftp://x.example", "", None,
     "https://user@evil.example/", "https://x.example/a b", "http://[::1", "data:text/html,x"],
)  # fmt: skip
def test_only_the_web_is_an_address(address: str | None) -> None:
    assert words.web_address(address) == ""


def test_an_address_of_the_web_is_kept_as_it_is() -> None:
    assert words.web_address(" https://x.com/a/status/1 ") == "https://x.com/a/status/1"


def test_the_sentence_says_state_and_what_comes_next() -> None:
    said = words.sentence(outcome_view(), NOW, online=True)
    assert said == (
        "Winter check-up offer, Facebook Page, Amman Dental Group, Not found twice, Your decision"
    )


def test_the_button_is_not_said_to_be_pressed_when_nobody_knows() -> None:
    unknown = outcome_view(run={"pressed_at": None, "submitted_at": None})
    assert words.pressed(unknown.run) == "not known"
    assert words.pressed(outcome_view().run) == "10:11:04"
    assert AT < NOW
