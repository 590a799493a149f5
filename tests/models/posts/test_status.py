"""The table of what posts and targets have come to."""

import itertools

import pytest

from models.posts.status import JobFacts, is_over, may_be_changed, post_status, target_status
from models.posts.views import POST_STATUSES, TARGET_STATUSES
from models.states import STATUSES


def job(status: str, **facts: object) -> JobFacts:
    """The job of a target."""
    return JobFacts(id="j", type="PUBLISH_VARIANT", status=status, **facts)  # type: ignore[arg-type]


def schedule(status: str, **facts: object) -> JobFacts:
    """The job of a post that has a time."""
    return JobFacts(id="s", type="SCHEDULE_POST", status=status, **facts)  # type: ignore[arg-type]


SENT = JobFacts(id="p", type="PUBLISH_POST", status="RUNNING")


@pytest.mark.parametrize(
    ("post_job", "due", "status"),
    [
        (None, False, "draft"),
        (SENT, True, "draft"),
        (schedule("PENDING"), False, "scheduled"),
        (schedule("PENDING"), True, "waiting"),
        (schedule("PENDING", held=True), True, "held"),
        (schedule("FAILED", error_code="MISSED"), True, "missed"),
        (schedule("FAILED", error_code="OTHER"), True, "failed"),
        (schedule("CANCELLED"), False, "cancelled"),
    ],
)
def test_a_target_without_a_job_stands_where_its_post_stands(
    post_job: JobFacts | None, due: bool, status: str
) -> None:
    assert target_status(None, None, post_job=post_job, due=due) == status
    assert post_status([status], post_job=post_job, due=due) == {"waiting": "publishing"}.get(
        status, status
    )
    assert post_status([], post_job=post_job, due=due) == {"waiting": "publishing"}.get(
        status, status
    )


@pytest.mark.parametrize(
    ("own", "run_state", "status"),
    [
        (job("PENDING"), None, "waiting"),
        (job("PENDING"), "failed", "waiting"),
        (job("PENDING"), "not_published", "waiting"),
        (job("PENDING", held=True), None, "held"),
        (job("RUNNING"), "claimed", "publishing"),
        (job("RUNNING"), "permitted", "publishing"),
        (job("RUNNING", needs_user_reason="captcha"), "preparing", "needs_user"),
        (job("RUNNING", needs_user_reason="confirm"), "unknown", "unknown"),
        (job("RUNNING", needs_user_reason="confirm"), "verifying", "verifying"),
        (job("FAILED", error_code="NOT_FOUND"), "not_found", "not_found"),
        (job("FAILED", error_code="NOT_PUBLISHED"), "not_published", "not_published"),
        (job("FAILED", error_code="REJECTED_BY_SITE"), "failed", "failed"),
        (job("FAILED", error_code="MISSED"), None, "missed"),
        (job("CANCELLED"), None, "cancelled"),
        (job("CANCELLED"), "failed", "cancelled"),
        (job("CANCELLED"), "unknown", "unknown"),
        (job("COMPLETED"), "published", "published"),
        (job("FAILED"), "published", "published"),
    ],
)
def test_a_target_stands_where_its_job_and_newest_run_stand(
    own: JobFacts, run_state: str | None, status: str
) -> None:
    assert target_status(own, run_state, post_job=SENT, due=True) == status


@pytest.mark.parametrize("ended", ["FAILED", "CANCELLED"])
def test_what_ended_before_the_button_can_be_planned_anew(ended: str) -> None:
    later = schedule("PENDING")
    assert target_status(job(ended), "failed", post_job=later, due=False) == "scheduled"
    assert target_status(job(ended), None, post_job=later, due=True) == "waiting"
    assert target_status(job(ended), "not_found", post_job=later, due=False) == "not_found"
    assert target_status(job("COMPLETED"), None, post_job=later, due=False) == "published"


@pytest.mark.parametrize(
    ("targets", "status"),
    [
        (["published", "published"], "published"),
        (["published", "failed"], "partly_published"),
        (["published", "draft"], "partly_published"),
        (["published", "cancelled"], "partly_published"),
        (["published", "waiting"], "publishing"),
        (["published", "not_found"], "unknown"),
        (["needs_user", "verifying"], "unknown"),
        (["needs_user", "publishing"], "needs_user"),
        (["held", "published"], "held"),
        (["failed", "cancelled"], "failed"),
        (["not_published"], "failed"),
        (["cancelled", "cancelled"], "cancelled"),
        (["cancelled", "draft"], "cancelled"),
        (["missed"], "missed"),
        (["scheduled"], "scheduled"),
        (["draft"], "draft"),
    ],
)
def test_a_post_says_what_matters_most_of_its_targets(targets: list[str], status: str) -> None:
    for order in itertools.permutations(targets):
        assert post_status(order, post_job=SENT, due=True) == status


RUN_STATES = (
    None,
    *("claimed", "preparing", "permitted", "submitted", "published"),
    *("unknown", "verifying", "not_found", "not_published", "failed"),
)


def test_every_combination_has_a_known_status() -> None:
    for status, state in itertools.product(STATUSES, RUN_STATES):
        for held, reason in itertools.product((False, True), (None, "confirm")):
            own = job(status, held=held, needs_user_reason=reason)
            assert target_status(own, state, post_job=SENT, due=True) in TARGET_STATUSES
    for pair in itertools.product(TARGET_STATUSES, repeat=2):
        assert post_status(pair, post_job=SENT, due=True) in POST_STATUSES


def test_no_doubt_is_ever_hidden_by_the_jobs_status() -> None:
    for status, state in itertools.product(("RUNNING", "FAILED", "CANCELLED"), RUN_STATES):
        if state in ("unknown", "verifying", "not_found"):
            assert target_status(job(status), state, post_job=SENT, due=True) == state


def test_what_was_sent_or_is_in_doubt_cannot_be_changed() -> None:
    free = {s for s in TARGET_STATUSES if may_be_changed([s])}
    assert free == {"draft", "scheduled", "missed", "cancelled", "failed", "held"}
    assert not may_be_changed(["draft", "published"])


def test_over_is_what_stays() -> None:
    assert is_over(["published", "failed", "cancelled", "missed", "not_published"])
    assert not is_over([])
    assert not any(is_over([s]) for s in ("draft", "waiting", "unknown", "not_found", "held"))
