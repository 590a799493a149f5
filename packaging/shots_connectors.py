"""States of Connectors that have a picture of their own: name, page, steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Step = Callable[[Any], object]


def _page(shell: Any) -> Any:
    return shell.window.page("connectors")


def _reading(shell: Any) -> None:
    from tests.support.connector_readings import reading

    page = _page(shell)
    page.refresh = lambda: None
    page.show_reading(reading(shell.desk.clock()))


def _import(shell: Any) -> None:
    from hub.services.connectors import of_recording
    from tests.support.recordings import MARKS, RECORDED

    text = json.dumps(RECORDED)
    answer = of_recording(text, MARKS)
    drawer = _page(shell).drawer
    drawer.take(text, "dentists-new-post.json")
    drawer._marks = None
    drawer._show(answer)


def _tried(shell: Any) -> None:
    from tests.support.views import job_view

    trial = _page(shell).drawer.trial
    steps = [{"index": n, "type": "click"} for n in range(5)]
    output = {"dryRun": True, "account": "Amman Dental Group", "text": True, "button": True}
    trial.follow(job_view())
    done = job_view(
        id=trial._job, status="COMPLETED", phase="completed", output={**output, "steps": steps},
        started_at=0, completed_at=3_800,
    )  # fmt: skip
    trial._show(done)


def _publishing(shell: Any) -> None:
    _page(shell).open_item("x")


CONNECTORS: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("connectors-table", "connectors", _reading, ()),
    ("connectors-x", "connectors", _reading, (_publishing,)),
    ("connectors-import", "connectors", _reading, (_import, _tried)),
)
