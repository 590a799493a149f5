"""Sizes of files."""

import pytest

from desktop.presenters.sizes import size


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (184_000, "184 KB"),
        (3_100_000, "3.1 MB"),
        (41_400_000, "41 MB"),
        (3_100_000_000, "3.1 GB"),
    ],
)
def test_a_size_has_the_unit_that_suits_it(count: int, words: str) -> None:
    assert size(count) == words
