"""The series of the post that is open."""

from msgspec import structs
from pytestqt.qtbot import QtBot

from desktop.pages.publish.composer.pane import Composer
from models.posts.series import SeriesStanding, SeriesView
from tests.desktop.pages.publish.composer.conftest import open_post
from tests.support.sample import Sample


def test_a_post_of_a_series_says_so_below_its_time(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    assert not composer.series.isVisible()
    composer.standing.show_post(structs.replace(composer._post, series_id="s"))
    assert not composer.when.repeat.isVisible()
    known = SeriesView(
        id="s", rule="FREQ=DAILY", wall="2026-11-23T14:30", zone="UTC", last_wall=None,
        ended=False, created_at=0,
    )  # fmt: skip
    composer.standing.take(SeriesStanding(series=known, later=2))
    assert composer.series.isVisible()
    assert composer.series._post_id == composer.post_id
    assert not composer.when.repeat.isVisible()
    ended = structs.replace(known, ended=True)
    composer.standing.take(SeriesStanding(series=ended, later=0))
    assert composer.when.repeat.isVisible()


def test_the_series_of_the_post_before_is_not_shown(
    composer: Composer, posts_sample: Sample, qtbot: QtBot
) -> None:
    open_post(composer, posts_sample, "Latte art contest", qtbot)
    known = SeriesView(
        id="s", rule="FREQ=DAILY", wall="2026-11-23T14:30", zone="UTC", last_wall=None,
        ended=False, created_at=0,
    )  # fmt: skip
    composer.standing.take(SeriesStanding(series=known, later=2))
    assert not composer.series.isVisible()
