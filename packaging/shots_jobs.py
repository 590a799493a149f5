"""States of Jobs and of the New job dialog that have a picture of their own: name, page, steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Step = Callable[[Any], object]


def _open(title: str, part: str = "summary") -> Step:
    def opened(shell: Any) -> None:
        page = shell.window.page("jobs")
        model = page.table.jobs
        job = next(view for view in model.views() if view.title.startswith(title))
        page.open_item(job.id)
        page.detail.show_part(part)

    return opened


def _tab(view: str) -> Step:
    def chosen(shell: Any) -> None:
        page = shell.window.page("jobs")
        page.views.choose(view)
        page.views.chosen.emit(view)

    return chosen


def _type(text: str) -> Step:
    def typed(shell: Any) -> None:
        search = shell.window.page("jobs").filters.search
        search.setText(text)
        search.asked.emit(text)

    return typed


def _cancel(shell: Any) -> object:
    page = shell.window.page("jobs")
    return page.verbs.ask_to_cancel(page.detail.job)


def _menu(shell: Any) -> object:
    from PySide6.QtCore import QPoint

    page = shell.window.page("jobs")
    menu = page.verbs.menu(page.table.jobs.view_at(1))
    menu.popup(page.table.viewport().mapToGlobal(QPoint(260, 60)))
    return menu


JOBS: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("jobs-runs", "jobs", _open("Dentists, Amman", "runs"), ()),
    ("jobs-log", "jobs", _open("Dentists, Amman", "log"), ()),
    ("jobs-evidence", "jobs", _open("Dentists, Amman", "evidence"), ()),
    ("jobs-proofs", "jobs", _open("Dentists, Amman", "proofs"), ()),
    ("jobs-running", "jobs", _open("Cafés, Cairo"), ()),
    ("jobs-bulk", "jobs", _open("Orthodontists, Rabieh"), ()),
    ("jobs-searches", "jobs", _open("Orthodontists, Rabieh", "searches"), ()),
    ("jobs-failed", "jobs", _tab("failed"), (_open("dental clinics 3"),)),
    ("jobs-waiting", "jobs", _tab("waiting"), (_open("dental implants price"),)),
    ("jobs-search", "jobs", _type("dent"), ()),
    ("jobs-nothing", "jobs", _type("dnetist"), ()),
    ("jobs-cancel", "jobs", _open("Dentists, Amman"), (_cancel,)),
    ("jobs-menu", "jobs", _open("Dentists, Amman"), (_menu,)),
)
