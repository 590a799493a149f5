"""One job in words: its timeline, its banner, what was asked."""

from typing import Any

import pytest

from desktop.presenters import job_detail
from desktop.presenters.job_detail import JobDetail, asked, moments, notice, short_id
from desktop.theme.tones import Tone
from models.views import AuditView, ProofView, RunView
from tests.support.views import job_view, proof_view, run_view

NOW = 1_790_000_000_000
MINUTE = 60_000


def run(**changes: Any) -> RunView:
    return run_view(**({"started_at": NOW - 5 * MINUTE, "device_name": "Laptop Mona"} | changes))


def entry(action: str, actor: str = "sami", at: int = NOW - MINUTE, **detail: Any) -> AuditView:
    return AuditView(
        seq=1, at=at, actor=actor, action=action, subject_type="job", subject_id="j",
        detail=detail, previous_hash="", hash="",
    )  # fmt: skip


def proof(**changes: Any) -> ProofView:
    return proof_view(
        **({"captured_at": NOW - 2 * MINUTE, "received_at": NOW - 2 * MINUTE} | changes)
    )


def titles(detail: JobDetail) -> list[str]:
    return [plainly(moment.title) for moment in moments(detail, NOW)]


def plainly(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_timeline_tells_the_story_in_the_order_of_time() -> None:
    detail = JobDetail(
        job=job_view(
            status="RUNNING", phase="needs_user", created_by_id="sami", created_at=NOW - 9 * MINUTE
        ),
        runs=[
            run(attempt=2, id="r2", device_id="d"),
            run(state="lost", started_at=NOW - 8 * MINUTE, ended_at=NOW - 7 * MINUTE),
        ],
        proofs=[proof()],
        proofs_total=5,
        audit=[entry("job.needs_user", "device:d", reason="captcha")],
        names={"sami": "Sami"},
    )
    assert titles(detail) == [
        "Created by Sami",
        "Taken by Laptop Mona",
        "Lease lost",
        "Taken by Laptop Mona",
        "5 proofs kept",
        "Needs you: captcha",
    ]
    kept = moments(detail, NOW)[4]
    assert plainly(kept.detail) == "last: sha256 9f3c 4be1 … 71ab"


def test_orders_are_told_with_who_gave_them() -> None:
    detail = JobDetail(
        job=job_view(created_at=1, created_by_id="system"),
        audit=[
            entry("job.cancel_requested", at=2),
            entry("job.retried", "gone", at=3),
            entry("job.resumed", "device:d", at=4),
            entry("job.something_else", at=5),
        ],
        names={"sami": "Sami"},
    )
    assert titles(detail) == [
        "Created by the hub",
        "Cancel asked by Sami",
        "Tried again by an operator",
        "Continued by a device",
    ]


def test_a_failure_is_told_once_and_with_its_reason() -> None:
    job = job_view(
        status="FAILED", phase="failed", completed_at=NOW, error_message="No list.", created_at=1
    )
    detail = JobDetail(job=job, runs=[run(state="failed", ended_at=NOW, error_message="No list.")])
    ends = [moment for moment in moments(detail, NOW) if moment.title == "Failed"]
    assert [moment.detail for moment in ends] == ["No list."]


def test_what_waits_for_its_time_says_when() -> None:
    job = job_view(phase="scheduled", run_after=NOW + MINUTE, created_at=1)
    assert moments(JobDetail(job=job), NOW)[-1].title.startswith("Scheduled ")


@pytest.mark.parametrize(
    ("changes", "title", "tone", "actions"),
    [
        ({"phase": "running", "status": "RUNNING"}, None, None, None),
        ({"phase": "completed", "status": "COMPLETED"}, None, None, None),
        (
            {"phase": "running", "status": "RUNNING", "cancel_requested": True},
            "Being cancelled", Tone.NEUTRAL, (),
        ),
        (
            {"phase": "failed", "status": "FAILED", "error_message": "No list."},
            "The job failed", Tone.DANGER, ("retry",),
        ),
        ({"phase": "paused"}, "Work is paused", Tone.NEUTRAL, ()),
        ({"phase": "waiting"}, "No device can take it now", Tone.NEUTRAL, ("devices",)),
    ],
)  # fmt: skip
def test_each_standing_has_its_banner(
    changes: dict[str, Any], title: str | None, tone: Tone | None, actions: tuple[str, ...] | None
) -> None:
    found = notice(JobDetail(job=job_view(**changes)), NOW)
    if title is None:
        assert found is None
    else:
        assert found is not None
        assert (found.title, found.tone, found.actions) == (title, tone, actions)


NEEDY: dict[str, Any] = {
    "status": "RUNNING", "phase": "needs_user", "needs_user_action": True,
    "needs_user_reason": "captcha", "assigned_agent_name": "Laptop Mona", "evidence_count": 86,
}  # fmt: skip


def test_what_needs_the_operator_says_where_and_that_nothing_is_lost() -> None:
    found = notice(JobDetail(job=job_view(**NEEDY), proofs=[proof()]), NOW)
    assert found is not None
    assert found.title == "The site asks for a captcha"
    assert plainly(found.text) == (
        "Solve it in the browser on “Laptop Mona”. "
        "The job keeps its place and continues from row 86."
    )
    assert found.actions == ("resume", "page")


def test_the_agent_is_quoted_where_our_words_do_not_say_it_all() -> None:
    job = job_view(**(NEEDY | {"needs_user_reason": "other", "needs_user_message": "Choose one."}))
    found = notice(JobDetail(job=job), NOW)
    assert found is not None
    assert plainly(found.text).startswith("Choose one. Look at it in")
    assert found.actions == ("resume",)


def test_an_unknown_reason_is_still_a_wish_for_the_operator() -> None:
    job = job_view(**(NEEDY | {"needs_user_reason": "brand new"}))
    found = notice(JobDetail(job=job), NOW)
    assert found is not None
    assert found.title == "The job needs you"


def test_a_bulk_job_points_at_the_search_that_needs_somebody() -> None:
    child = job_view(title="dentists, Irbid", parent_id="b", **NEEDY)
    bulk = job_view(id="b", status="RUNNING", phase="running", children_total=2)
    found = notice(JobDetail(job=bulk, children=[job_view(parent_id="b"), child]), NOW)
    assert found is not None
    assert (found.title, found.text) == ("1 search needs you", "dentists, Irbid: captcha")
    assert found.actions == ("child",)


def test_a_bulk_job_counts_what_failed() -> None:
    bulk = job_view(status="FAILED", phase="failed", children_total=2)
    children = [job_view(status="FAILED"), job_view(status="COMPLETED")]
    found = notice(JobDetail(job=bulk, children=children), NOW)
    assert found is not None
    assert found.title == "1 search failed"


def test_a_job_for_one_device_says_which() -> None:
    job = job_view(phase="waiting", directed_agent_id="d")
    found = notice(JobDetail(job=job, directed="Old laptop"), NOW)
    assert found is not None
    assert plainly(found.text) == "Only “Old laptop” may take it, and it is not connected."


def test_what_comes_from_outside_cannot_steer_the_banner() -> None:
    job = job_view(status="FAILED", phase="failed", error_message="\u202eevil\n<b>x</b>" * 90)
    found = notice(JobDetail(job=job), NOW)
    assert found is not None
    assert "\u202e" not in found.text
    assert "\n" not in found.text
    assert len(found.text) < 900


def test_what_was_asked_is_told_in_pairs() -> None:
    job = job_view(
        type="SEARCH_BULK",
        input={"queries": ["a", "b"], "locations": [f"p{n}" for n in range(20)], "limit": 1},
    )
    pairs = dict(asked(JobDetail(job=job), NOW))
    assert plainly(pairs["Look for"]) == "a\nb"
    assert plainly(pairs["Places"]).splitlines()[-1] == "and 8 more"
    assert pairs["At most"] == "1 row"
    assert "Language" not in pairs


def test_proofs_are_called_intact_only_when_all_are() -> None:
    whole = JobDetail(job=job_view(), proofs_total=5, proofs_intact=5)
    assert job_detail.proofs_fact(whole) == "5, all intact"
    damaged = JobDetail(job=job_view(), proofs_total=5, proofs_intact=4, proofs_damaged=1)
    assert job_detail.proofs_fact(damaged) == "1 damaged"
    unchecked = JobDetail(job=job_view(), proofs_total=5, proofs_intact=4)
    assert job_detail.proofs_fact(unchecked) == "5"
    assert job_detail.proofs_fact(JobDetail(job=job_view())) == ""


def test_a_job_has_a_number_that_can_be_said() -> None:
    assert short_id(job_view(seq=58)) == "J-58"
