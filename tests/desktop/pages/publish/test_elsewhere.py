"""What the rest of the window shows of publications, and where it leads."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.jobs.page import JobsPage
from desktop.pages.overview import OverviewPage
from desktop.pages.overview_rows import NeedsRow, NextPostRow
from desktop.presenters import jobs as job_words
from desktop.widgets.buttons import Button


@pytest.fixture
def overview(posts_desk: Desk, qtbot: QtBot) -> Iterator[OverviewPage]:
    made = OverviewPage(posts_desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: bool(made.findChildren(NextPostRow)))
    yield made
    made.close_page()


@pytest.fixture
def jobs(posts_desk: Desk, qtbot: QtBot) -> Iterator[JobsPage]:
    made = JobsPage(posts_desk)
    qtbot.addWidget(made)
    made.resize(1236, 870)
    made.show()
    qtbot.waitUntil(lambda: made.feed.loaded)
    yield made
    made.close_page()


def button(row: NeedsRow, text: str) -> Button:
    return next(one for one in row.findChildren(Button) if one.text() == text)


def test_what_nobody_knows_of_leads_to_the_decision(
    overview: OverviewPage, posts_desk: Desk, qtbot: QtBot
) -> None:
    rows = [row for row in overview.findChildren(NeedsRow) if job_words.in_doubt(row._job)]
    assert rows
    for row in rows:
        qtbot.mouseClick(button(row, "Decide"), Qt.MouseButton.LeftButton)
    went = [("publish", f"outcomes/{row._job.id}") for row in rows]
    assert posts_desk.navigator.went == went


def test_the_next_posts_lead_to_the_queue(
    overview: OverviewPage, posts_desk: Desk, qtbot: QtBot
) -> None:
    rows = overview.findChildren(NextPostRow)
    assert 0 < len(rows) <= 4
    qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    where, item = posts_desk.navigator.went[0]
    assert (where, str(item).split("/")[0]) == ("publish", "queue")


def test_a_job_in_doubt_offers_the_decision_and_no_new_try(
    jobs: JobsPage, posts_desk: Desk, qtbot: QtBot
) -> None:
    doubtful = next(job for job in jobs.table.jobs.views() if job_words.in_doubt(job))
    jobs.open_item(doubtful.id)
    qtbot.waitUntil(lambda: jobs.detail.job is not None and "decide" in jobs.detail.notice.buttons)
    assert set(jobs.detail.notice.buttons) == {"decide", "post"}
    assert not jobs.verbs.retry.isEnabled()
    jobs.detail.notice.buttons["decide"].click()
    assert posts_desk.navigator.went == [("publish", f"outcomes/{doubtful.id}")]


def test_the_menu_of_a_publication_offers_its_post_and_no_copy(jobs: JobsPage) -> None:
    published = next(job for job in jobs.table.jobs.views() if job.type == "PUBLISH_POST")
    words = [action.text() for action in jobs.verbs.menu(published).actions()]
    assert "Open post" in words
    assert "Duplicate" not in words


def test_the_accounts_of_a_post_stand_where_searches_stand(jobs: JobsPage, qtbot: QtBot) -> None:
    parent = next(job for job in jobs.table.jobs.views() if job.type == "PUBLISH_POST")
    jobs.open_item(parent.id)
    qtbot.waitUntil(lambda: jobs.detail.job is not None and jobs.detail.job.id == parent.id)
    tabs = {tab.key: tab.words for tab in jobs.detail.bulk_tabs._tabs}
    assert tabs["searches"] == "Accounts"
    jobs.detail.show_part("searches")
    model = jobs.detail.searches.table.model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Account"
