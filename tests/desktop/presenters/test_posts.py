"""Posts and targets in the exact words of the vocabulary of states."""

import pytest

from desktop.presenters import posts
from desktop.theme.tones import Tone
from models.posts.views import POST_STATUSES, PROOF_PARTS, TARGET_STATUSES
from tests.support import sample
from tests.support.views import post_view, target_view

NOW = sample.NOW


@pytest.mark.parametrize("status", TARGET_STATUSES)
def test_every_state_of_a_target_has_word_tone_and_icon(status: str) -> None:
    state = posts.of_target(target_view(status=status, reason="login"), NOW, at=NOW)
    assert state.word
    assert state.icon
    assert "{" not in state.word
    assert state.dashed == (status in ("unknown", "not_found"))


@pytest.mark.parametrize("status", POST_STATUSES)
def test_every_state_of_a_post_has_word_tone_and_icon(status: str) -> None:
    state = posts.of_post(post_view(status=status, at=NOW), NOW)
    assert state.word
    assert state.icon
    assert "{" not in state.word


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("scheduled", "Scheduled 10:21"),
        ("waiting", "Waiting for a device"),
        ("held", "Held"),
        ("needs_user", "Needs you: log in"),
        ("unknown", "Outcome unknown"),
        ("verifying", "Verifying"),
        ("published", "Published"),
        ("failed", "Failed"),
        ("missed", "Missed"),
        ("cancelled", "Cancelled"),
    ],
)
def test_the_words_are_those_of_the_design(status: str, word: str) -> None:
    assert posts.of_target(target_view(status=status, reason="login"), NOW, at=NOW).word == word


def test_a_post_counts_what_is_out() -> None:
    some = [target_view(status="published"), target_view(status="publishing")]
    assert posts.of_post(post_view(status="publishing", targets=some), NOW).word == (
        "Publishing 1 of 2"
    )
    out = [target_view(status="published")] * 3
    state = posts.of_post(post_view(status="published", targets=out), NOW)
    assert (state.word, state.tone) == ("Published 3 of 3", Tone.SUCCESS)
    assert posts.of_post(post_view(status="published", targets=out[:1]), NOW).word == "Published"


def test_a_post_in_doubt_says_how_far_the_looking_is() -> None:
    def word(*statuses: str) -> str:
        targets = [target_view(status=status) for status in statuses]
        return posts.of_post(post_view(status="unknown", targets=targets), NOW).word

    assert word("unknown", "published") == "Outcome unknown"
    assert word("verifying") == "Verifying"
    assert word("verifying", "not_found") == "Not found twice"


def test_a_reason_that_nobody_foresaw_is_shown_as_other() -> None:
    target = target_view(status="needs_user", reason="<b>odd</b>")
    assert posts.of_target(target, NOW).word == "Needs you: other"


def test_time_that_is_left() -> None:
    assert posts.left(NOW + 4 * sample.MINUTE + 38_000, NOW).strip("in \u2068\u2069") == "4:38"
    assert posts.left(NOW + 2 * sample.HOUR, NOW) == "in 2 h"
    assert posts.left(NOW + 3 * sample.DAY, NOW) == "in 3 days"
    assert posts.left(NOW, NOW) == "now"


def test_days_ahead_have_names() -> None:
    assert posts.day_of(NOW, NOW) == "Today"
    assert posts.day_of(NOW + sample.DAY, NOW) == "Tomorrow"
    assert posts.day_of(NOW + 2 * sample.DAY, NOW) == "Wednesday 25 November"


def test_what_is_missing_of_a_proof_is_named() -> None:
    target = target_view(status="published", proof_parts=["account", "before", "after", "log"])
    assert posts.missing_words(target) == "Missing: permalink, page text"
    assert posts.out_of(target) == "4/6"
    whole = target_view(status="published", proof_parts=list(PROOF_PARTS))
    assert posts.missing_words(whole) == "complete"


def test_how_whole_a_proof_is() -> None:
    assert posts.proof(16, 18).tone is Tone.WARNING
    assert (posts.proof(18, 18).word, posts.proof(18, 18).tone) == ("18 of 18", Tone.SUCCESS)


def test_what_a_post_holds() -> None:
    own = target_view("x", own_text=True)
    post = post_view(text="a" * 74, targets=[own, target_view("facebook")])
    assert posts.content(post) == (
        "74 characters, no picture, no link. \u2068X\u2069 has its own text."
    )


def test_accounts_of_a_post() -> None:
    first = target_view(display_name="Amman Dental Group")
    assert posts.accounts(post_view(targets=[first])) == "\u2068Amman Dental Group\u2069"
    more = post_view(targets=[first, target_view(), target_view()])
    assert posts.accounts(more) == "\u2068Amman Dental Group\u2069 and 2 more"
    assert posts.accounts(post_view()) == "No account yet"
    assert posts.marks(more) == ("x",)


def test_devices_of_a_post() -> None:
    one = target_view(device_name="Front desk")
    assert posts.devices(post_view(targets=[one, one])) == "Front desk"
    assert posts.devices(post_view(targets=[one, target_view(device_name="Laptop")])) == "2 devices"
    assert posts.devices(post_view(targets=[target_view()])) == "No device yet"


def test_the_sentence_says_all_that_colour_says() -> None:
    target = target_view(status="published", proof_parts=["before"])
    said = posts.target_sentence(target, NOW)
    assert "Published" in said
    assert "proof 1 of 6" in said
    assert "Missing: account seen, after" in said
    post = post_view(title="Meet", status="published", targets=[target])
    assert posts.sentence(post, NOW) == "Meet, Published, X Cairo Coffee House, proof 1 of 6"
