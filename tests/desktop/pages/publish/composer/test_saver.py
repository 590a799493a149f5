"""A draft is saved while it is written, and nothing of it is ever lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.publish.composer import saver as saving
from desktop.pages.publish.composer.saver import Saved, Saver
from desktop.pages.publish.composer.spare import Spare
from desktop.presenters.drafts import Draft
from models.errors import InvalidInput, NotFound, StorageFull
from models.posts.views import PostView
from tests.support.desk import RecordingHub
from tests.support.views import post_view


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "REST_MS", 20)
    monkeypatch.setattr(saving, "SPARE_MS", 5)
    monkeypatch.setattr(saving, "AGAIN_MS", 40)


@pytest.fixture
def spare(tmp_path: Path) -> Spare:
    return Spare(tmp_path)


@pytest.fixture
def saver(desk: Desk, spare: Spare, window: QWidget, hub: RecordingHub) -> Saver:
    hub.answers["posts.create"] = post_view(id="new")
    hub.answers["posts.change"] = post_view(id="new")
    return Saver(desk, spare, Draft(), window)


def texts(hub: RecordingHub) -> list[str]:
    """What each save said; the last argument is what is stored."""
    return [str(getattr(args[-1], "text", "")) for _, args, _ in hub.asked]


def test_typing_is_saved_after_a_rest_once(
    saver: Saver, hub: RecordingHub, spare: Spare, qtbot: QtBot
) -> None:
    for text in ("L", "Li", "Live"):
        saver.take(Draft(text=text))
    qtbot.waitUntil(lambda: saver.state is Saved.SAVED)
    assert (hub.verbs(), texts(hub)) == (["posts.create"], ["Live"])
    assert saver.draft.post_id == "new"
    assert spare.found() == []


def test_the_second_save_changes_the_post_of_the_first(
    saver: Saver, hub: RecordingHub, qtbot: QtBot
) -> None:
    saver.take(Draft(text="one"))
    qtbot.waitUntil(lambda: saver.state is Saved.SAVED)
    saver.take(Draft(post_id="new", text="two"))
    qtbot.waitUntil(lambda: not saver.is_dirty)
    assert hub.verbs() == ["posts.create", "posts.change"]
    assert hub.asked[1][1][0] == "new"


def test_what_is_typed_during_a_save_is_saved_too(
    saver: Saver, hub: RecordingHub, qtbot: QtBot
) -> None:
    saver.take(Draft(text="one"))
    saver.save_now()
    saver.take(Draft(text="one two"))
    qtbot.waitUntil(lambda: not saver.is_dirty)
    assert hub.verbs() == ["posts.create", "posts.change"]
    assert texts(hub) == ["one", "one two"]


@pytest.mark.parametrize("error", [StorageFull("full"), RuntimeError("")])
def test_while_the_hub_is_away_the_text_stands_beside_it_and_is_tried_again(
    saver: Saver, hub: RecordingHub, spare: Spare, qtbot: QtBot, error: Exception
) -> None:
    hub.answers["posts.create"] = error
    saver.take(Draft(text="Live"))
    qtbot.waitUntil(lambda: saver.state is Saved.FAILED)
    assert [draft.text for _, draft in spare.found()] == ["Live"]
    hub.answers["posts.create"] = post_view(id="new")
    qtbot.waitUntil(lambda: saver.state is Saved.SAVED)
    assert spare.found() == []


def test_what_the_store_refuses_is_said_and_not_repeated(
    saver: Saver, hub: RecordingHub, spare: Spare, qtbot: QtBot
) -> None:
    hub.answers["posts.create"] = InvalidInput("link", "must be an address")
    saver.take(Draft(text="Live", link="nonsense"))
    qtbot.waitUntil(lambda: saver.state is Saved.REFUSED)
    assert len(spare.found()) == 1
    with qtbot.assertNotEmitted(saver.stored, wait=120):
        pass
    assert len(hub.asked) == 1


def test_a_post_that_somebody_removed_becomes_one_again(
    saver: Saver, hub: RecordingHub, qtbot: QtBot
) -> None:
    saver.take(Draft(text="one"))
    qtbot.waitUntil(lambda: saver.state is Saved.SAVED)
    hub.answers["posts.change"] = NotFound("post", "new")
    hub.answers["posts.create"] = post_view(id="newer")
    saver.take(Draft(post_id="new", text="two"))
    qtbot.waitUntil(lambda: saver.draft.post_id == "newer")
    assert texts(hub)[-1] == "two"


def test_a_post_with_a_time_waits_for_the_button(
    desk: Desk, spare: Spare, window: QWidget, hub: RecordingHub, qtbot: QtBot
) -> None:
    hub.answers["posts.change"] = post_view(id="p")
    before = Draft(post_id="p", text="Friday")
    saver = Saver(desk, spare, before, window, clean=True, by_itself=False)
    saver.take(Draft(post_id="p", text="Friday ni"))
    with qtbot.assertNotEmitted(saver.stored, wait=80):
        pass
    assert hub.asked == []
    assert [draft.text for _, draft in spare.found()] == ["Friday ni"]
    got: list[PostView | None] = []
    saver.save_now(got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got[0] is not None
    assert spare.found() == []


def test_the_answer_comes_only_when_all_is_stored(
    saver: Saver, hub: RecordingHub, qtbot: QtBot
) -> None:
    got: list[PostView | None] = []
    saver.take(Draft(text="one"))
    saver.save_now(got.append)
    saver.take(Draft(text="two"))
    qtbot.waitUntil(lambda: bool(got))
    assert texts(hub)[-1] == "two"
    assert len(got) == 1


def test_a_draft_that_is_left_is_saved_to_its_end(
    saver: Saver, hub: RecordingHub, qtbot: QtBot
) -> None:
    saver.take(Draft(text="half a"))
    saver.save_now()
    saver.take(Draft(text="half a sentence"))
    with qtbot.waitSignal(saver.destroyed):
        saver.leave()
    assert texts(hub)[-1] == "half a sentence"


def test_nothing_is_saved_of_an_empty_composer(
    saver: Saver, hub: RecordingHub, spare: Spare, qtbot: QtBot
) -> None:
    saver.take(Draft(text="  "))
    saver.finish()
    saver.stop()
    assert hub.asked == []
    assert spare.found() == []


def test_when_the_window_goes_the_last_words_stay(saver: Saver, spare: Spare) -> None:
    saver.take(Draft(text="the last words"))
    saver.stop()
    assert [draft.text for _, draft in spare.found()] == ["the last words"]
