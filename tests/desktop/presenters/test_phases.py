"""The vocabulary of states."""

import pytest

from desktop.presenters import phases
from desktop.theme.tones import Tone
from tests.support.views import job_view
from tests.support.window_views import run_view

NOW = 1_795_429_264_000


def test_a_job_that_needs_somebody_names_its_reason() -> None:
    state = phases.of_job(job_view(phase="needs_user", needs_user_reason="captcha"), NOW)
    assert (state.word, state.tone, state.icon) == ("Needs you: captcha", Tone.WARNING, "hand")


def test_an_unknown_reason_is_another_reason() -> None:
    state = phases.of_job(job_view(phase="needs_user", needs_user_reason="aliens"), NOW)
    assert state.word == "Needs you: other"


def test_a_time_is_named_where_one_is_waited_for() -> None:
    state = phases.of_job(job_view(phase="retrying", run_after=NOW), NOW)
    assert state.word.startswith("Retrying at ")
    assert len(state.word) == len("Retrying at 10:21")


def test_a_phase_from_the_future_is_shown_as_it_is() -> None:
    assert phases.of_job(job_view(phase="dreaming"), NOW).word == "dreaming"


@pytest.mark.parametrize("phase", phases.PHASES)
def test_only_the_unknown_outcome_is_dashed(phase: str) -> None:
    assert phases.PHASES[phase].dashed == (phase == "unknown")


def test_a_run_says_how_it_ended() -> None:
    assert phases.of_run(run_view(state="lost")).word == "Lease lost"
    assert phases.of_run(run_view(state="running"), needs_user=True).word == "Needs you"


def test_what_is_wrong_with_a_file_comes_before_how_it_came() -> None:
    assert phases.of_integrity("intact", late=True).word == "Arrived late"
    assert phases.of_integrity("changed", late=True).word == "Changed"
    assert phases.of_integrity("unchecked").word == "Checking"


def test_confidence_has_bars() -> None:
    assert phases.confidence("medium") == ("Medium", 2)
