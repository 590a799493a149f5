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


HOSTILE = (
    "<img src=x onerror=alert(1)><b>bold</b> & &amp; %s {0} \\n",
    "\u202eevil reversed\u202c and \u200bzero\u200b width\ufeff",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "a line\nanother\ttab\x00nul\x1b[31mred",
    "W" * 400,
    "تجربة طويلة " * 30,
    "👩‍👩‍👧‍👦 emoji, and mixed عربي with English ١٢٣",
    '=HYPERLINK("http://evil.example")',
)


def _hostile(shell: Any) -> None:
    from tests.support.views import job_view

    page = shell.window.page("jobs")
    workspace = shell.desk.workspaces.all()[0].id
    jobs = [
        job_view(
            id=f"hostile-{number}", title=title, workspace_id=workspace, status="FAILED",
            phase="failed", error_message=title, assigned_agent_name=title, evidence_count=10**9,
            progress=100, updated_at=shell.desk.clock() + number, completed_at=0, created_at=0,
        )
        for number, title in enumerate(HOSTILE)
    ]  # fmt: skip
    page.views.choose("failed")
    page.views.chosen.emit("failed")
    shell.desk.bridge.jobs.emit(jobs)


def _show_hostile(shell: Any) -> None:
    from desktop.presenters.job_detail import JobDetail

    page = shell.window.page("jobs")
    hostile = page.table.jobs.view_at(2)
    page.detail._show(JobDetail(job=hostile))


def _empty(shell: Any) -> None:
    page = shell.window.page("jobs")
    page.table.jobs.set_rows([])
    page.close_details()
    page.feed.filled.emit()


def _today(shell: Any) -> None:
    page = shell.window.page("jobs")
    page.filters.choose_types(["google_maps", "SEARCH_BULK"])
    page.filters.today_button.click()


def _cancel(shell: Any) -> object:
    page = shell.window.page("jobs")
    return page.verbs.ask_to_cancel(page.detail.job)


def _menu(shell: Any) -> object:
    from PySide6.QtCore import QPoint

    page = shell.window.page("jobs")
    menu = page.verbs.menu(page.table.jobs.view_at(1))
    menu.popup(page.table.viewport().mapToGlobal(QPoint(260, 60)))
    return menu


def _new_job(shell: Any) -> object:
    from desktop.dialogs.registry import NEW_JOB

    return shell.open_dialog(NEW_JOB)


def _dialog(shell: Any) -> Any:
    from desktop.dialogs.new_job.dialog import NewJobDialog

    return shell.window.findChild(NewJobDialog)


def _write_one(shell: Any) -> object:
    dialog = _dialog(shell)
    dialog.form.one.query.setText("dentists")
    dialog.form.one.places.set_texts(["Amman", "Irbid", "Jerash"])
    return dialog


LINES = """dentists
orthodontist
Dentists
dental implants
طبيب أسنان
children dentist
dental implants
عيادة أسنان

orthodontist"""


def _write_many(shell: Any) -> object:
    dialog = _dialog(shell)
    dialog.form.set_many(on=True)
    dialog.form.many.lines.setPlainText(LINES)
    dialog.form.many.places.setPlainText("Amman\nJerash\nZarqa\namman")
    return dialog


def _write_badly(shell: Any) -> object:
    dialog = _dialog(shell)
    dialog.form.one.query.setText("dentists")
    dialog.form.search.limit.setText("5000")
    dialog.form.job.when.choose(later=True)
    dialog.form.job.when.time.setText("25:00")
    dialog.form.set_wrong("limit", _rule("limit"))
    dialog.form.set_wrong("when", _rule("when"))
    return dialog


def _rule(field: str) -> str:
    from desktop.i18n import t
    from desktop.presenters.new_job import RULES

    return t(RULES[field])


def _start_again(shell: Any) -> None:
    """Nothing that the last search left behind."""
    dialog = _dialog(shell)
    dialog.kinds.buttons["google_search"].click()


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
    ("jobs-today", "jobs", _today, ()),
    ("jobs-empty", "jobs", _empty, ()),
    ("jobs-hostile", "jobs", _hostile, (_show_hostile,)),
    ("jobs-cancel", "jobs", _open("Dentists, Amman"), (_cancel,)),
    ("new-job", "jobs", _new_job, (_write_one, _dialog)),
    ("new-job-many", "jobs", _new_job, (_write_many, _dialog)),
    ("new-job-wrong", "jobs", _new_job, (_write_badly, _dialog)),
    ("new-job-search", "jobs", _new_job, (_start_again,)),
    ("jobs-menu", "jobs", _open("Dentists, Amman"), (_menu,)),
)
