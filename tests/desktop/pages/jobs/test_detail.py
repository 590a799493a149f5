"""The pane of one job: live, honest about what stands in the way, plain about what it shows."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from desktop.desk import Desk
from desktop.pages.jobs.detail import DetailPane
from desktop.pages.jobs.parts import EvidenceTab, LogTab, ProofsTab, RunsTab
from desktop.pages.jobs.verbs import JobVerbs
from desktop.tasks import Tasks
from desktop.widgets.labels import PlainLabel
from models import connectors, evidence, jobs
from models.changes import Claimed, NewJob
from models.database import open_writer
from models.devices import NewDevice, create
from models.evidence import Finding
from models.folder import DataFolder
from models.queries import jobs as queries
from models.rows import Database
from models.views import JobView
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub, close_desk, make_desk
from tests.support.views import evidence_view

Job = Callable[[str], JobView]


class Live:
    """A store that is written to while the pane looks, and tells the desk as the hub would."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder.open(path)
        self.db: Database = open_writer(self.folder)
        self._clock = itertools.count(sample.NOW, 1000)
        new = NewDevice(
            name="Laptop <b>Mona</b>", browser="Firefox", version="1", channel="json",
            capabilities=["google_maps"], address="127.0.0.1", named_by_operator=True, token="t",
        )  # fmt: skip
        self.device = create(self.db, new, actor="system", now=self.now()).id
        recipe = {
            "id": "google_maps",
            "name": {"en": "Maps list"},
            "version": 1,
            "kind": "search",
            "platform": "google",
            "hosts": ["maps.example"],
            "steps": [],
        }
        connectors.install(self.db, recipe, now=self.now())

    def now(self) -> int:
        return next(self._clock)

    def job(self, query: str = "dentists") -> JobView:
        wanted = NewJob(type="google_maps", input={"query": query})
        return jobs.create(self.db, wanted, actor="system", now=self.now())[0]

    def claim(self, job: JobView) -> Claimed:
        return jobs.claim(self.db, job.id, self.device, now=self.now())

    def find(self, run: Claimed, *titles: str) -> None:
        rows = [
            Finding(index=n, type="place", title=title, source="google_maps", snippet={},
                    confidence="high", key=title)
            for n, title in enumerate(titles)
        ]  # fmt: skip
        evidence.store_batch(
            self.db, self.device, run.job.id, run.run.epoch, titles[0], rows, now=self.now()
        )

    def log(self, run: Claimed, message: str) -> None:
        jobs.write_log(
            self.db, self.device, run.job.id, run.run.epoch, "info", message, None, now=self.now()
        )

    def need(self, run: Claimed, reason: str) -> None:
        jobs.raise_needs_user(
            self.db, self.device, run.job.id, run.run.epoch, reason, "Look.", now=self.now()
        )

    def read(self, job: JobView) -> JobView:
        return queries.get(self.db, job.id, now=sample.NOW)

    def close(self) -> None:
        self.db.close()
        self.folder.close()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    made = Live(tmp_path / "live")
    yield made
    made.close()


def pane_of(desk: Desk, window: QWidget) -> DetailPane:
    pane = DetailPane(desk, JobVerbs(desk, window), Tasks(desk.actions.told_failure), window)
    pane.resize(432, 800)
    window.show()
    pane.show()
    return pane


@pytest.fixture
def live_pane(
    live: Live, tmp_path: Path, window: QWidget, hub: RecordingHub, loop: QEventLoop
) -> Iterator[DetailPane]:
    folder = DataFolder.read_only(live.folder.path)
    desk = make_desk(folder, window, hub, home=tmp_path, clock=lambda: sample.NOW + 600_000)
    pane = pane_of(desk, window)
    yield pane
    pane.forget()
    close_desk(desk)


@pytest.fixture
def pane(desk: Desk, window: QWidget) -> Iterator[DetailPane]:
    made = pane_of(desk, window)
    yield made
    made.forget()


def show(pane: DetailPane, qtbot: QtBot, job: JobView) -> None:
    pane.show_job(job.id)
    qtbot.waitUntil(lambda: pane.job is not None and pane.job.id == job.id)


def told(pane: DetailPane, live: Live, job: JobView) -> None:
    pane._desk.bridge.jobs.emit([live.read(job)])


def test_a_job_shows_its_name_its_client_and_its_number(
    pane: DetailPane, qtbot: QtBot, job: Job
) -> None:
    show(pane, qtbot, job("Dentists, Amman"))
    assert pane.head.title.whole() == "Dentists, Amman"
    assert pane.head.workspace.whole() == "Amman Dental Group"
    assert pane.head.id.text() == f"J-{job('Dentists, Amman').seq}"
    assert pane.head.cancel.isVisible()


def test_the_tabs_say_how_much_is_behind_them(pane: DetailPane, qtbot: QtBot, job: Job) -> None:
    show(pane, qtbot, job("Dentists, Amman"))
    counts = []
    for key in ("runs", "log", "evidence", "proofs"):
        pane.show_part(key)
        counts.append(pane.single_tabs.accessibleDescription())
    assert counts == ["Runs 2", "Log 9", "Evidence 86", "Proofs 5"]


def test_each_tab_shows_what_it_counts(pane: DetailPane, qtbot: QtBot, job: Job) -> None:
    show(pane, qtbot, job("Dentists, Amman"))
    for key in ("runs", "log", "evidence", "proofs"):
        pane.show_part(key)
    runs, log = pane.parts["runs"], pane.parts["log"]
    found, pictures = pane.parts["evidence"], pane.parts["proofs"]
    assert isinstance(runs, RunsTab)
    assert isinstance(log, LogTab)
    assert isinstance(found, EvidenceTab)
    assert isinstance(pictures, ProofsTab)
    qtbot.waitUntil(lambda: found.model.rowCount() == 86)
    qtbot.waitUntil(lambda: pictures.model.rowCount() == 5)
    qtbot.waitUntil(lambda: log.box.blockCount() == 9)
    assert len(runs.findChildren(PlainLabel)) >= 8


def test_the_banner_resumes_the_job(
    pane: DetailPane, qtbot: QtBot, hub: RecordingHub, job: Job
) -> None:
    show(pane, qtbot, job("Dentists, Amman"))
    pane.notice.buttons["resume"].click()
    qtbot.waitUntil(lambda: hub.verbs() == ["jobs.resume"])
    assert hub.asked[0][1] == (job("Dentists, Amman").id, OPERATOR)


def test_the_banner_shows_the_page_that_asks(pane: DetailPane, qtbot: QtBot, job: Job) -> None:
    show(pane, qtbot, job("Dentists, Amman"))
    pane.notice.buttons["page"].click()
    ((page, proof),) = pane._desk.navigator.went  # type: ignore[attr-defined]
    assert page == "proofs"
    assert proof


def test_a_failed_job_can_be_tried_again(
    pane: DetailPane, qtbot: QtBot, hub: RecordingHub, job: Job
) -> None:
    show(pane, qtbot, job("dental clinics 3"))
    assert not pane.head.cancel.isVisible()
    pane.notice.buttons["retry"].click()
    qtbot.waitUntil(lambda: hub.verbs() == ["jobs.retry"])


def test_a_waiting_job_leads_to_the_devices(pane: DetailPane, qtbot: QtBot, job: Job) -> None:
    show(pane, qtbot, job("dental implants price"))
    pane.notice.buttons["devices"].click()
    assert pane._desk.navigator.went == [("devices", None)]  # type: ignore[attr-defined]


def test_a_bulk_job_lists_its_searches_and_opens_them(
    pane: DetailPane, qtbot: QtBot, job: Job
) -> None:
    show(pane, qtbot, job("Orthodontists, Rabieh, Amman (+11)"))
    assert pane.bulk_tabs.isVisible()
    assert not pane.single_tabs.isVisible()
    pane.show_part("searches")
    with qtbot.waitSignal(pane.job_wanted) as wanted:
        pane.searches.table.clicked.emit(pane.searches.table.model().index(2, 0))
    assert wanted.args is not None
    assert wanted.args[0].parent_id == job("Orthodontists, Rabieh, Amman (+11)").id


def test_going_from_a_bulk_job_to_a_search_keeps_a_tab_that_both_have(
    pane: DetailPane, qtbot: QtBot, job: Job
) -> None:
    show(pane, qtbot, job("Orthodontists, Rabieh, Amman (+11)"))
    pane.show_part("searches")
    show(pane, qtbot, job("Dentists, Amman"))
    assert pane.stack.currentWidget() is pane.summary
    pane.show_part("evidence")
    show(pane, qtbot, job("Orthodontists, Rabieh, Amman (+11)"))
    assert pane.stack.currentWidget() is pane.parts["evidence"]


def test_the_pane_follows_a_job_from_its_claim_to_its_wish(
    live_pane: DetailPane, live: Live, qtbot: QtBot
) -> None:
    job = live.job()
    show(live_pane, qtbot, job)
    assert live_pane.head.cancel.isVisible()
    run = live.claim(job)
    live.log(run, "opened the page")
    told(live_pane, live, job)
    qtbot.waitUntil(lambda: live_pane.single_tabs.isVisible() and _count(live_pane, "runs") == "1")
    live.find(run, "a", "b", "c")
    told(live_pane, live, job)
    qtbot.waitUntil(lambda: _count(live_pane, "evidence") == "3")
    live.need(run, "captcha")
    told(live_pane, live, job)
    qtbot.waitUntil(lambda: "resume" in live_pane.notice.buttons)
    assert live_pane.notice.isVisible()


def _count(pane: DetailPane, key: str) -> str:
    before = pane.single_tabs.key()
    pane.single_tabs.choose(key)
    words = pane.single_tabs.accessibleDescription().split()
    pane.single_tabs.choose(before)
    return words[1] if len(words) > 1 else ""


def test_the_log_grows_line_by_line(live_pane: DetailPane, live: Live, qtbot: QtBot) -> None:
    job = live.job()
    run = live.claim(job)
    live.log(run, "one")
    show(live_pane, qtbot, job)
    live_pane.show_part("log")
    log = live_pane.parts["log"]
    assert isinstance(log, LogTab)
    qtbot.waitUntil(lambda: log.box.toPlainText().endswith("one"))
    live.log(run, "two\n<b>three</b>")
    told(live_pane, live, job)
    qtbot.waitUntil(lambda: "<b>three</b>" in log.box.toPlainText())
    assert log.box.blockCount() == 2


def test_new_findings_come_on_top_and_keep_the_reader(
    live_pane: DetailPane, live: Live, qtbot: QtBot
) -> None:
    job = live.job()
    run = live.claim(job)
    live.find(run, *(f"first {n}" for n in range(80)))
    show(live_pane, qtbot, job)
    live_pane.show_part("evidence")
    found = live_pane.parts["evidence"]
    assert isinstance(found, EvidenceTab)
    qtbot.waitUntil(lambda: found.model.rowCount() == 80)
    table = found.table
    table.verticalScrollBar().setValue(30 * table.rowHeight(0))
    qtbot.waitUntil(lambda: table.indexAt(table.rect().topLeft()).data() is not None)
    read = found.model.seqs()[table.rowAt(0)]
    with qtbot.assertNotEmitted(found.model.modelReset):
        live.find(run, *(f"second {n}" for n in range(5)))
        told(live_pane, live, job)
        qtbot.waitUntil(lambda: found.model.rowCount() == 85)
    assert found.model.seqs()[table.rowAt(0)] == read


def test_what_belongs_to_other_jobs_is_not_read(
    live_pane: DetailPane, live: Live, qtbot: QtBot
) -> None:
    show(live_pane, qtbot, live.job())
    live_pane._desk.bridge.evidence.emit([evidence_view(job_id="other")])
    told(live_pane, live, live.job("other"))
    assert not live_pane._rest.isActive()


def test_hostile_names_are_shown_as_they_are(
    live_pane: DetailPane, live: Live, qtbot: QtBot
) -> None:
    job = live.job("<img src='file:///etc/passwd'>\u202e<script>")
    run = live.claim(job)
    live.find(run, "<a href='http://evil.example'>free</a>")
    show(live_pane, qtbot, job)
    texts = [label.text() for label in live_pane.findChildren(PlainLabel)]
    assert any("<a href='http://evil.example'>free</a>" in text for text in texts)
    assert live_pane.head.title.whole() == "<img src='file:///etc/passwd'>[U+202E]<script>"
    assert not any("\u202e" in text for text in texts)


def test_a_job_that_does_not_exist_empties_the_pane(pane: DetailPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.gone):
        pane.show_job("nobody")
    assert pane.job_id == ""
    assert not pane.content.isVisible()
