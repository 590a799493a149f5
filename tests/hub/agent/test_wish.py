"""What a job asks for."""

from typing import Any

import pytest

from hub.agent.wish import Wish
from hub.wire import messages as m


def claimed(type: str = "google_maps", **given: Any) -> m.JobAckSuccess:
    return m.JobAckSuccess(
        job_id="j", epoch=1, type=type, input=given, connector="google_maps", attempt=1,
        checkpoint=None, lease_seconds=60,
    )  # fmt: skip


def test_query_and_location_are_one_search() -> None:
    assert Wish.of(claimed(query="dentists", location="Amman"), "en").query == "dentists Amman"
    assert Wish.of(claimed(query="dentists"), "en").query == "dentists"


@pytest.mark.parametrize(
    ("given", "hub", "hl"), [("ar", "en", "ar"), (None, "ar", "ar"), (None, "", "en")]
)
def test_the_language_is_the_jobs_else_the_hubs(given: str | None, hub: str, hl: str) -> None:
    assert Wish.of(claimed(query="x", **({"language": given} if given else {})), hub).hl == hl


def test_limit_and_the_web_afterwards() -> None:
    assert Wish.of(claimed(query="x"), "en").limit == 120
    assert Wish.of(claimed(query="x", limit=7), "en").limit == 7
    assert Wish.of(claimed("google_maps_search", query="x"), "en").then_web
