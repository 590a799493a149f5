"""The store that the tests of this layer stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from models.database import Database
from models.views import DeviceView
from tests.support import stores

# A deadline would be an assertion about time, which a busy machine fails.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A writer's database with two connectors."""
    with stores.store(tmp_path / "data") as database:
        stores.with_connectors(database)
        yield database


@pytest.fixture
def device(db: Database) -> DeviceView:
    """A connected device that can do both connectors."""
    return stores.a_device(db)
