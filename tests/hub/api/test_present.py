"""Views become shapes: same names, times as texts."""

import msgspec

from hub.api import present
from tests.support.views import connector_view, device_view, job_view


def test_times_are_texts_and_absent_ones_null() -> None:
    shown = msgspec.to_builtins(present.job(job_view(created_at=1_234, run_after=None)))
    assert shown["createdAt"] == "1970-01-01T00:00:01.234Z"
    assert (shown["startedAt"], shown["runAfter"]) == (None, None)


def test_a_job_in_full_names_its_creator_and_counts() -> None:
    shown = present.job_detail(job_view(created_by_id="o", evidence_count=3, run_count=1), "Layla")
    assert shown.created_by.name == "Layla"
    assert (shown.counts.evidence, shown.counts.runs) == (3, 1)


def test_a_device_says_whether_it_is_online() -> None:
    assert present.device(device_view(), online=True).online
    assert not present.device(device_view(), online=False).online


def test_a_connector_keeps_its_recipe() -> None:
    assert present.connector(connector_view(recipe={"id": "x"})).recipe == {"id": "x"}
