"""An office with a published post."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import bundles
from tests.support.bundles import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A data folder with its key."""
    with bundles.office(tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def post(office: Office) -> str:
    """A post that was published on two accounts."""
    return bundles.a_post(office)
