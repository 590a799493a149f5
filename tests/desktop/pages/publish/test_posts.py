"""The Posts tab: the list with its proofs, one post in full, and what can be done with it."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs import registry
from desktop.dialogs.base import Dialog
from desktop.pages.publish.page import PublishPage
from desktop.pages.publish.posts import tab as module
from desktop.pages.publish.posts.tab import PostsTab
from desktop.presenters.post_detail import PostDetail
from desktop.tasks import Tasks
from desktop.widgets.buttons import Button
from models.errors import NotFound
from models.posts.series import SeriesStanding, SeriesView
from models.posts.views import PostView
from models.queries.posts import PostFilter
from tests.support import sample
from tests.support.desk import OPERATOR, RecordingHub
from tests.support.post_details import detail, meet
from tests.support.sample import Sample
from tests.support.views import post_view, publishing_run_view, target_view

NOW = sample.NOW


def others() -> list[PostView]:
    failed = target_view(
        "x", status="failed", reason="<b>The editor</b> was not found.", job_id="job-failed",
        runs=[publishing_run_view(state="failed")],
    )  # fmt: skip
    doubt = target_view("facebook", status="not_found", runs=[publishing_run_view(id="run-doubt")])
    return [
        post_view(id="failed", title="Barista\u202e workshop", status="failed",
                  at=NOW - 2 * sample.DAY, targets=[failed], job_id="job-parent"),
        post_view(id="doubt", title="Winter", status="unknown", at=NOW - 3 * sample.DAY,
                  targets=[doubt], job_id="job-doubt"),
        post_view(id="plan", title="Plan", at=NOW - 4 * sample.DAY, targets=[target_view()]),
    ]  # fmt: skip


class Known:
    """What the store would answer, and what it was asked."""

    def __init__(self) -> None:
        self.posts = [meet(), *others()]
        self.others: list[PostView] = []
        self.filters: list[PostFilter] = []
        self.details: list[str] = []

    def listed(self, _db: Any, filter: PostFilter, _now: int) -> list[PostView]:
        self.filters.append(filter)
        return self.posts

    def detail(self, _db: Any, item: str, _now: int) -> PostDetail:
        self.details.append(item)
        everything = [*self.posts, *self.others]
        found = next((post for post in everything if post.id == item), None)
        if found is None:
            raise NotFound("post", item)
        return detail(found)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    made = Known()
    monkeypatch.setattr(module.reading, "listed", made.listed)
    monkeypatch.setattr(module.reading, "detail", made.detail)
    return made


@pytest.fixture
def tab(desk: Desk, known: Known, qtbot: QtBot) -> Iterator[PostsTab]:
    tasks = Tasks(desk.actions.told_failure)
    made = PostsTab(desk, tasks)
    qtbot.addWidget(made)
    made.resize(1236, 780)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.pane.post is not None)
    yield made
    made.close_tab()
    tasks.cancel()


def go(tab: PostsTab, qtbot: QtBot, post: str) -> None:
    tab.open_item(post)
    qtbot.waitUntil(lambda: tab.pane.post is not None and tab.pane.post.id == post)


def button(tab: PostsTab, words: str) -> Button:
    found = tab.pane.targets.findChildren(Button)
    return next(one for one in found if one.text() == words)


def test_the_first_post_is_shown_in_full(tab: PostsTab) -> None:
    assert tab.pane.title.whole() == "Meet Dr. Lina"
    assert tab.pane.chip.state().word == "Published 3 of 3"
    assert tab.pane.accounts.fact.text() == "3 accounts, proof 16 of 18"
    assert tab.pane.text.about.text().startswith("77 characters, no picture, no link.")


def test_rows_say_how_whole_the_proof_is_else_the_state(tab: PostsTab) -> None:
    model = tab.list.model
    ends = [model.end(view).word for view in model.views()]
    assert ends == ["16 of 18", "Failed", "Not found twice", "Scheduled"]
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Barista[U+202E] workshop, Failed")


def test_the_accounts_name_what_is_missing(tab: PostsTab) -> None:
    said = [made.accessibleName() for made in tab.pane.targets.rows.values()]
    assert any("proof 4 of 6" in text and "Missing: permalink, page text" in text for text in said)


def test_the_proof_below_follows_the_chosen_account(tab: PostsTab, qtbot: QtBot) -> None:
    assert tab.pane.proof.target.platform == "linkedin"
    made = tab.pane.targets.rows["variant-facebook"]
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.rect().topLeft())
    assert tab.pane.proof.target.platform == "facebook"
    assert tab.pane.proof.fact.text() == "proof 4 of 6"
    assert tab.pane.proof.captures["permalink"].caption.whole() == "missing"
    assert tab.pane.proof.captures["permalink"].proof is None


def test_a_capture_opens_in_proofs(tab: PostsTab, desk: Desk, qtbot: QtBot) -> None:
    picture = tab.pane.proof.captures["before"].picture
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert desk.navigator.went == [("proofs", "linkedin-before")]


def test_the_bundle_is_the_filled_button(
    tab: PostsTab, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def opened(desk: Desk, post_id: str) -> Dialog:
        asked.append(post_id)
        return Dialog("", desk.window, width=300)

    monkeypatch.setattr(registry, "bundle", opened)
    assert tab.main_button() is tab.pane.bundle
    tab.pane.bundle.click()
    assert asked == ["meet"]


def test_a_post_that_never_went_out_has_no_bundle(tab: PostsTab, qtbot: QtBot) -> None:
    go(tab, qtbot, "plan")
    assert not tab.pane.bundle.isEnabled()
    assert tab.main_button() is None
    assert not tab.pane.proof.isVisible()
    assert not tab.pane.comments.isVisible()


def test_duplicate_and_open_job(tab: PostsTab, hub: RecordingHub, desk: Desk, qtbot: QtBot) -> None:
    tab.pane.job.click()
    assert desk.navigator.went == [("jobs", "job-meet")]
    tab.pane.duplicate.click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("posts.duplicate", ("meet", OPERATOR), {})]


def test_what_is_in_doubt_is_decided_in_outcomes(tab: PostsTab, desk: Desk, qtbot: QtBot) -> None:
    go(tab, qtbot, "doubt")
    assert tab.pane.doubt.isVisible()
    button(tab, "Decide").click()
    assert desk.navigator.went == [("publish", "outcomes/run-doubt")]


def test_a_failed_account_is_tried_again(tab: PostsTab, hub: RecordingHub, qtbot: QtBot) -> None:
    go(tab, qtbot, "failed")
    assert not tab.pane.doubt.isVisible()
    button(tab, "Try again").click()
    qtbot.waitUntil(lambda: bool(hub.asked))
    assert hub.asked == [("jobs.retry", ("job-failed", OPERATOR), {})]


def test_the_first_comment_is_copied_by_a_person(tab: PostsTab, qtbot: QtBot) -> None:
    copy = next(one for one in tab.pane.comments.findChildren(Button) if one.text() == "Copy")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Book: cairocoffee.example/fri"


def test_texts_of_accounts_are_shown_on_request(tab: PostsTab) -> None:
    assert tab.pane.text.more.text() == "Show the 2 texts"
    tab.pane.text.more.click()
    assert tab.pane.text.more.text() == "Show only the common text"
    assert tab.pane.text._texts.count() == 1


def test_published_without_full_proof_is_a_filter(
    tab: PostsTab, known: Known, qtbot: QtBot
) -> None:
    tab.list.choose_narrow("incomplete")
    qtbot.waitUntil(lambda: known.filters[-1].incomplete_proof)
    tab.list.clear_filters()
    qtbot.waitUntil(lambda: not known.filters[-1].incomplete_proof)


def test_the_text_filters(tab: PostsTab, known: Known, qtbot: QtBot) -> None:
    known.posts = []
    tab.list.search.setText("dnetist")
    said = "Nothing matches “\u2068dnetist\u2069”"
    qtbot.waitUntil(lambda: known.filters[-1].text == "dnetist")
    qtbot.waitUntil(lambda: tab.list.nothing.title.text() == said)
    assert tab.list.nothing.isVisible()
    assert tab.pane.post is not None


def test_another_post_is_shown_at_once(tab: PostsTab, qtbot: QtBot, known: Known) -> None:
    qtbot.keyClick(tab.list.rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tab.pane.post.id == "failed")
    assert known.details[-1] == "failed"


def test_a_post_that_the_list_leaves_out_is_shown_all_the_same(
    tab: PostsTab, known: Known, qtbot: QtBot
) -> None:
    hidden = post_view(id="hidden", title="Elsewhere", targets=[target_view()])
    known.others.append(hidden)
    tab.open_item("hidden")
    tab.refresh()
    qtbot.waitUntil(lambda: not tab.tasks.running)
    assert tab.pane.post is not None
    assert tab.pane.post.id == "hidden"
    tab.list.go_to("failed")
    qtbot.waitUntil(lambda: tab.pane.post.id == "failed")


def test_a_post_that_is_gone_says_so(tab: PostsTab, qtbot: QtBot, desk: Desk) -> None:
    tab.open_item("gone")
    qtbot.waitUntil(lambda: tab.pane.post is None)
    assert desk.toasts.kept[0].text.startswith("It is not there any more.")


def test_read_again_the_chosen_account_stays(
    tab: PostsTab, qtbot: QtBot, known: Known, desk: Desk
) -> None:
    tab.pane.choose_target("variant-x")
    before = len(known.details)
    desk.bridge.posts.emit([meet()])
    qtbot.waitUntil(lambda: len(known.details) > before)
    qtbot.waitUntil(lambda: not tab.tasks.running)
    assert tab.pane.proof.target.platform == "x"


def test_the_menu_offers_no_second_send(tab: PostsTab, known: Known) -> None:
    for post in known.posts[:3]:
        words = [action.text() for action in tab.pane.menu(post).actions()]
        assert "Publish now" not in words
        assert "Duplicate" in words
    plan = [action.text() for action in tab.pane.menu(known.posts[3]).actions()]
    assert plan[:3] == ["Edit in the calendar", "Duplicate", "Publish now"]


def test_over_real_rows_the_proofs_of_a_post_are_shown(
    posts_page: PublishPage, posts_sample: Sample, qtbot: QtBot
) -> None:
    posts_page.open_item(posts_sample.posts["Meet Dr. Lina"])
    tab = posts_page.tab()
    assert isinstance(tab, PostsTab)
    qtbot.waitUntil(lambda: tab.pane.post is not None)
    qtbot.waitUntil(lambda: not posts_page.tasks.running)
    assert tab.pane.post.title == "Meet Dr. Lina"
    assert tab.list.current().title == "Meet Dr. Lina"
    assert all(capture.proof is not None for capture in tab.pane.proof.captures.values())
    assert tab.pane.proof.claim.text().startswith("Unaltered since capture.")
    assert tab.pane.bundle.isEnabled()


def test_a_post_of_a_series_says_how_often_it_comes(tab: PostsTab, known: Known) -> None:
    assert not tab.pane.series.isVisible()
    of = SeriesView(
        id="s", rule="FREQ=DAILY", wall="2026-11-23T14:30", zone="UTC", last_wall=None,
        ended=False, created_at=0,
    )  # fmt: skip
    shown = dataclasses.replace(
        detail(meet(series_id="s")), series=SeriesStanding(series=of, later=2)
    )
    tab.pane.show_detail(shown)
    assert tab.pane.series.isVisible()
    assert tab.pane.series.words.text() == "It comes every day."
