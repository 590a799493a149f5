"""What an export says when it does not come to its end."""

from desktop.presenters.exports import failure
from models.errors import NotFound, StorageFailing, StorageFull


def test_a_full_disk_says_that_no_half_file_is_left() -> None:
    words, known = failure(StorageFull("x"))
    assert known
    assert words.startswith("The disk is full. No half of a file was left behind.")


def test_a_place_that_cannot_be_written() -> None:
    assert failure(StorageFailing("x"))[0].startswith("It cannot be written there.")


def test_others_are_explained_as_everywhere() -> None:
    assert failure(NotFound("proof", "x"))[1]
    assert not failure(ZeroDivisionError())[1]
