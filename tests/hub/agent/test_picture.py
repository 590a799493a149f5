"""Pictures of lists and results: the right size, the same for the same, never broken by a text."""

import struct

import pytest

from hub.agent import picture
from hub.practice import listing
from hub.practice.directory import shipped_directory
from hub.practice.hostile import hostile_places
from hub.practice.results import organic, shipped_answers

DIRECTORY = shipped_directory()
ROWS = [listing.row(one, DIRECTORY, "en") for one in DIRECTORY.search("dentists in Amman")]


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_a_list_with_its_map() -> None:
    drawn = picture.places("dentists in Amman", ROWS, len(ROWS))
    assert size(drawn) == (picture.WIDTH, picture.HEIGHT)
    assert drawn == picture.places("dentists in Amman", ROWS, len(ROWS))
    assert drawn != picture.places("dentists in Amman", ROWS[:20], 20)
    assert 5_000 < len(drawn) < 200_000


def test_a_page_of_results() -> None:
    found = organic(DIRECTORY, shipped_answers(), "labs", "en")[:10]
    assert size(picture.results("labs", found, 1)) == (picture.WIDTH, picture.HEIGHT)


@pytest.mark.parametrize("hl", ["en", "ar"])
def test_no_text_breaks_the_picture(hl: str) -> None:
    rows = [listing.row(one, DIRECTORY, hl) for one in hostile_places()]
    for start in range(0, len(rows), 6):
        shown = rows[start : start + 6]
        assert size(picture.places(shown[0]["title"], shown, len(shown)))
    assert size(picture.places("", [], 0))
