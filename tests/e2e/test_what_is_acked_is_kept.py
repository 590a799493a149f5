"""The worker is killed, the hub is killed -9, in the middle of a search: nothing is lost.

What the operator could read before the kill must be there afterwards, the search must come to its
end, and the end must be all that the site has.
"""

from typing import Any

import pytest

from tests.e2e.conftest import Office
from tests.support.browser import Browser, until
from tests.support.operator import Operator
from tests.support.practices import Practice
from tests.support.processes import proofdesk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

QUERY = "dentists in Amman"
IN_THE_MIDDLE = 15
SECONDS = 120


def _begin(operator: Operator) -> str:
    job = operator.ask("POST", "/jobs", {"type": "google_maps", "input": {"query": QUERY}})
    until(
        lambda: _job(operator, job["id"])["counts"]["evidence"] >= IN_THE_MIDDLE,
        SECONDS,
        "the first rows",
    )
    return str(job["id"])


def _job(operator: Operator, job_id: str) -> dict[str, Any]:
    job: dict[str, Any] = operator.ask("GET", f"/jobs/{job_id}")
    return job


def _ids(operator: Operator, job_id: str, kind: str) -> set[str]:
    return {item["id"] for item in operator.everything(f"/jobs/{job_id}/{kind}")}


def _ended(operator: Operator, job_id: str) -> dict[str, Any]:
    """The job at its end. A lost run is tried again by itself, which takes its time."""
    until(
        lambda: _job(operator, job_id)["status"] not in ("PENDING", "RUNNING"),
        SECONDS,
        "the end of the job",
    )
    return _job(operator, job_id)


def test_the_search_goes_on_when_its_worker_is_killed(
    office: Office, practice: Practice, browser: Browser
) -> None:
    operator = office.operator
    assert operator is not None
    practice.become("slow")
    job_id = _begin(operator)
    before = _ids(operator, job_id, "evidence")

    browser.kill_worker()
    practice.become()

    job = _ended(operator, job_id)
    assert job["status"] == "COMPLETED", job["errorMessage"]
    after = operator.everything(f"/jobs/{job_id}/evidence")
    assert before <= {row["id"] for row in after}
    assert len(after) == len(practice.expected(QUERY))


def test_nothing_acked_is_missing_after_the_hub_is_killed(
    office: Office, practice: Practice, browser: Browser
) -> None:
    operator = office.operator
    assert operator is not None
    practice.become("slow")
    job_id = _begin(operator)
    rows, proofs = (_ids(operator, job_id, kind) for kind in ("evidence", "proofs"))

    office.kill()
    practice.become()
    operator = office.open()

    job = _ended(operator, job_id)
    assert job["status"] == "COMPLETED", job["errorMessage"]
    assert rows <= _ids(operator, job_id, "evidence")
    assert proofs <= _ids(operator, job_id, "proofs")
    assert job["counts"]["evidence"] == len(practice.expected(QUERY))

    office.close()
    checked = proofdesk("verify", "--data-dir", str(office.folder))
    assert checked.returncode == 0, checked.stdout + checked.stderr
