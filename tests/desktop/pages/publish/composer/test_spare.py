"""Drafts beside the store."""

from pathlib import Path
from uuid import uuid4

from desktop.pages.publish.composer.spare import FOLDER, Spare
from desktop.presenters.drafts import Draft
from models.posts.changes import NewTarget

DRAFT = Draft(text="سطر\nline 🎉", targets=[NewTarget(platform="x", handle="@a", text="own")])


def test_what_was_kept_is_found_by_another_window(tmp_path: Path) -> None:
    key = str(uuid4())
    assert Spare(tmp_path).keep(key, DRAFT)
    assert Spare(tmp_path).found() == [(key, DRAFT)]
    Spare(tmp_path).forget(key)
    assert Spare(tmp_path).found() == []


def test_a_later_state_replaces_the_earlier_one(tmp_path: Path) -> None:
    key, spare = str(uuid4()), Spare(tmp_path)
    spare.keep(key, Draft(text="a"))
    spare.keep(key, Draft(text="ab"))
    assert [draft.text for _, draft in spare.found()] == ["ab"]
    assert [path.suffix for path in (tmp_path / FOLDER).iterdir()] == [".json"]


def test_a_torn_file_is_left_alone(tmp_path: Path) -> None:
    spare = Spare(tmp_path)
    spare.keep(str(uuid4()), DRAFT)
    torn = tmp_path / FOLDER / f"{uuid4()}.json"
    torn.write_text('{"text": "half')
    assert [draft for _, draft in spare.found()] == [DRAFT]
    assert torn.exists()


def test_a_folder_that_cannot_be_written_is_no_end(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not Spare(blocked).keep(str(uuid4()), DRAFT)
    assert Spare(blocked).found() == []


def test_what_was_left_of_a_post_is_found_by_its_id(tmp_path: Path) -> None:
    spare = Spare(tmp_path)
    spare.keep(str(uuid4()), Draft(text="another", post_id="b"))
    spare.keep(str(uuid4()), Draft(text="mine", post_id="a"))
    spare.keep(str(uuid4()), Draft(text="new"))
    assert [draft.text for _, draft in spare.of_post("a")] == ["mine"]
    assert spare.of_post("c") == []
