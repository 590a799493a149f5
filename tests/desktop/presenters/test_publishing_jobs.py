"""Jobs of publishing: the words of the design, and no second send by a slip."""

from typing import Any

import pytest

from desktop.presenters import job_detail, jobs, phases
from desktop.presenters.job_detail import JobDetail
from desktop.theme.tones import Tone
from models.publishing import outcomes
from models.views import JobView
from tests.support import sample
from tests.support.views import job_view

NOW = sample.NOW
FACEBOOK = {"platform": "facebook", "handle": "ammandental"}


def variant(**changes: Any) -> JobView:
    given = {
        "postId": "post-1", "account": FACEBOOK, "text": "Meet <b>Dr. Lina</b>", "media": [{}],
        "commit": "operator",
    }  # fmt: skip
    facts = {"type": "PUBLISH_VARIANT", "title": "Winter", "input": given}
    return job_view(**(facts | changes))


def doubt() -> JobView:
    return variant(status="RUNNING", phase="unknown", needs_user_action=True,
                   needs_user_reason="confirm")  # fmt: skip


def in_vain() -> JobView:
    return variant(status="FAILED", phase="needs_user", needs_user_action=True,
                   needs_user_reason="confirm", error_code="NOT_FOUND")  # fmt: skip


def parent(*children: JobView, **changes: Any) -> JobDetail:
    facts = {
        "type": "PUBLISH_POST", "title": "Winter", "input": {"postId": "post-1"},
        "status": "RUNNING", "phase": "running", "children_total": 3, "children_done": 1,
    }  # fmt: skip
    return JobDetail(job=job_view(**(facts | changes)), children=list(children))


def test_what_is_in_doubt_has_its_own_chip() -> None:
    assert phases.of_job(doubt(), NOW).word == "Outcome unknown"
    assert phases.of_job(in_vain(), NOW).word == "Not found twice"
    assert phases.of_job(in_vain(), NOW).dashed
    assert jobs.in_doubt(doubt())
    assert jobs.in_doubt(in_vain())
    assert not jobs.in_doubt(variant(status="FAILED", phase="failed"))


def test_a_post_on_its_way_counts_its_accounts() -> None:
    assert phases.of_job(parent().job, NOW).word == "Publishing 1 of 3"


@pytest.mark.parametrize(
    "code", ["NOT_FOUND", "NOT_PUBLISHED", "REJECTED_BY_SITE", "OUTCOME_UNKNOWN"]
)
def test_after_a_permit_there_is_no_plain_new_try(code: str) -> None:
    assert not jobs.can_retry(variant(status="FAILED", phase="failed", error_code=code))


def test_before_a_permit_there_is() -> None:
    failed = variant(status="FAILED", phase="failed", error_code="element_not_found")
    assert jobs.can_retry(failed)
    assert not jobs.can_duplicate(failed)


def test_what_is_in_doubt_is_decided_and_not_cancelled() -> None:
    assert not jobs.can_cancel(doubt())
    assert jobs.can_cancel(variant(status="RUNNING", phase="running"))


@pytest.mark.parametrize("job", [doubt(), in_vain()])
def test_the_banner_leads_to_the_decision(job: JobView) -> None:
    found = job_detail.notice(JobDetail(job=job), NOW)
    assert found is not None
    assert found.title == "We cannot know yet whether this post went out."
    assert "sent again" in found.text
    assert (found.tone, found.actions[0]) == (Tone.UNKNOWN, "decide")
    assert "retry" not in found.actions


def test_a_child_in_doubt_is_told_at_its_parent() -> None:
    found = job_detail.notice(parent(doubt()), NOW)
    assert found is not None
    assert found.title == "Of 1 account nobody knows whether the post went out"
    assert found.text == "\u2068Facebook Page\u2069, \u2068ammandental\u2069"


def test_why_it_waits_is_told_in_our_words() -> None:
    lost = variant(status="RUNNING", phase="unknown", needs_user_message=outcomes.REASONS["socket"])
    assert jobs.why(lost) == (
        "Nobody knows whether it went out: no answer from the page. It will not be sent again."
    )
    assert jobs.why(in_vain()).startswith("Two looks did not find it.")
    assert jobs.why(job_view(needs_user_message="A captcha")) == "A captcha"


def test_held_and_missed_have_their_one_action() -> None:
    held = job_detail.notice(parent(status="PENDING", phase="held", held=True), NOW)
    missed = job_detail.notice(parent(status="FAILED", phase="missed", error_code="MISSED"), NOW)
    assert held is not None
    assert missed is not None
    assert held.actions[0] == "release"
    assert missed.actions[0] == "queue"


def test_a_parent_whose_accounts_failed_speaks_of_accounts() -> None:
    failed = variant(status="FAILED", phase="failed")
    found = job_detail.notice(parent(failed, status="FAILED", phase="failed"), NOW)
    assert found is not None
    assert found.title == "1 account failed"


def test_a_look_says_what_it_looks_for() -> None:
    job = job_view(type="VERIFY_POST", title="Winter", input={"account": FACEBOOK, "runId": "r"})
    assert jobs.title(job) == "Look for “\u2068Winter\u2069”"
    assert jobs.icon(job) == "scan-eye"
    assert jobs.second_line(job) == "Verify, \u2068Facebook Page\u2069"
    assert not jobs.can_retry(job_view(type="VERIFY_POST", status="FAILED", input={}))


def test_what_was_asked_for_is_told_as_text() -> None:
    pairs = dict(job_detail.asked(JobDetail(job=variant()), NOW))
    assert pairs["Account"] == "\u2068Facebook Page\u2069, \u2068ammandental\u2069"
    assert pairs["Text"] == "\u2068Meet <b>Dr. Lina</b>\u2069"
    assert pairs["Pressed by"] == "a person"
    assert pairs["Pictures"] == "1"
    assert jobs.post_id(variant()) == "post-1"


def test_an_odd_input_is_no_trouble() -> None:
    odd = variant(input={"account": "x", "postId": 7, "media": "none", "commit": None})
    assert jobs.account(odd) == ""
    assert jobs.post_id(odd) is None
    assert dict(job_detail.asked(JobDetail(job=odd), NOW)) == {"Kind": "Publish"}
