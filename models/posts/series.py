"""Posts that come again: a rule, and one post of its own for each date in the weeks ahead."""

from typing import Final

import msgspec

from models import audit
from models.errors import NotFound
from models.ids import new_id
from models.posts.times import Resolved, check_rule, goes_on, occurrences, occurrences_until
from models.publishing import schedules
from models.rows import Database, fetch_one
from models.tables import Series
from models.views import JobView

AHEAD_MS: Final = 8 * 7 * 24 * 60 * 60_000
"""So far ahead the posts of a series are made."""

_OPEN: Final = "SELECT id FROM series WHERE NOT ended ORDER BY seq"
_LAST: Final = """
SELECT id FROM post WHERE series_id = ? AND removed_at IS NULL ORDER BY at DESC LIMIT 1
"""
_LATER: Final = """
SELECT count(*) FROM post JOIN job ON job.id = post.job_id
WHERE post.series_id = ? AND post.at > ? AND post.removed_at IS NULL
    AND job.type = 'SCHEDULE_POST' AND job.status = 'PENDING'
"""
_TAKEN: Final = "SELECT 1 FROM post WHERE series_id = ? AND at = ?"
_COPY_POST: Final = """
INSERT INTO post (id, workspace_id, title, title_folded, text, link, media, late_policy,
    grace_minutes, series_id, wall, zone, at, created_by_id, created_at, updated_at)
SELECT ?, workspace_id, title, title_folded, text, link, media, late_policy,
    grace_minutes, ?, ?, ?, ?, created_by_id, ?, ? FROM post WHERE id = ?
"""
_VARIANTS: Final = """
SELECT account_id, position, text, link, media, first_comment FROM variant
WHERE post_id = ? ORDER BY position, seq
"""
_COPY_VARIANT: Final = """
INSERT INTO variant (id, post_id, account_id, position, text, link, media, first_comment)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


class SeriesView(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its beginning."""

    id: str
    rule: str
    wall: str
    zone: str
    last_wall: str | None
    """The wall time of the last date that has its post."""
    ended: bool
    created_at: int


class SeriesStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A series as one of its posts sees it."""

    series: SeriesView
    later: int
    """Posts behind that one that still wait for their time."""


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    """What was added to a series."""

    post_ids: list[str]
    jobs: list[JobView]


_NAMES: Final = SeriesView.__struct_fields__
_COLUMNS: Final = tuple(getattr(Series, name) for name in _NAMES)


def begin(db: Database, rule: str, wall: str, zone: str, *, now: int) -> tuple[str, Resolved]:
    """A new series and its first date. Raises InvalidInput("rule"), ("wall"), ("zone")."""
    rule = check_rule(rule, wall, zone)
    first = occurrences(rule, wall, zone, 1)[0]
    series_id = new_id()
    Series.insert(
        id=series_id,
        rule=rule,
        wall=wall,
        zone=zone,
        last_wall=first.wall,
        ended=False,
        created_at=now,
    ).execute(db)
    return series_id, first


def get(db: Database, series_id: str) -> SeriesView:
    """Raises NotFound("series", id)."""
    row = fetch_one(db, Series.select(*_COLUMNS).where(Series.id == series_id))
    if row is None:
        raise NotFound("series", series_id)
    values = dict(zip(_NAMES, row, strict=True))
    return SeriesView(**values | {"ended": bool(values["ended"])})


def standing(db: Database, series_id: str, at: int | None) -> SeriesStanding:
    """Seen from a post of that time; None = from before the first. Raises NotFound("series")."""
    series = get(db, series_id)
    later = db.execute_sql(_LATER, (series_id, -1 if at is None else at)).fetchone()[0]
    return SeriesStanding(series=series, later=later)


def open_ids(db: Database) -> list[str]:
    """Of the series that go on."""
    return [id for (id,) in db.execute_sql(_OPEN)]


def grow(db: Database, series_id: str, *, actor: str, now: int) -> Grown:
    """Make the posts of the dates up to eight weeks ahead, like the last post of the series.

    A series without a post any more, or without a further date, ends here.
    """
    series = get(db, series_id)
    last = db.execute_sql(_LAST, (series_id,)).fetchone()
    if series.ended or last is None:
        end(db, series_id, actor=actor, now=now)
        return Grown(post_ids=[], jobs=[])
    dates = occurrences_until(
        series.rule, series.wall, series.zone, now + AHEAD_MS, after_wall=series.last_wall
    )
    made = [
        _add(db, series, last[0], date, actor=actor, now=now)
        for date in dates
        if date.at > now and not db.execute_sql(_TAKEN, (series_id, date.at)).fetchone()
    ]
    if dates:
        Series.update(last_wall=dates[-1].wall).where(Series.id == series_id).execute(db)
    elif not goes_on(series.rule, series.wall, series.zone, after_wall=series.last_wall):
        end(db, series_id, actor=actor, now=now)
    return Grown(post_ids=[id for id, _ in made], jobs=[job for _, job in made])


def end(db: Database, series_id: str, *, actor: str, now: int) -> None:
    """No further posts are made; those that are there stay."""
    if get(db, series_id).ended:
        return
    Series.update(ended=True).where(Series.id == series_id).execute(db)
    audit.append(
        db,
        actor=actor,
        action="series.ended",
        subject_type="series",
        subject_id=series_id,
        now=now,
    )


def copy_post(
    db: Database,
    post_id: str,
    *,
    series: SeriesView | None = None,
    date: Resolved | None = None,
    now: int,
) -> str:
    """The same post once more with its targets, as a draft or for a date of a series; its id."""
    copy_id = new_id()
    db.execute_sql(
        _COPY_POST,
        (
            copy_id,
            series and series.id,
            date and date.wall,
            series and series.zone,
            date and date.at,
            now,
            now,
            post_id,
        ),
    )
    for row in db.execute_sql(_VARIANTS, (post_id,)).fetchall():
        db.execute_sql(_COPY_VARIANT, (new_id(), copy_id, *row))
    return copy_id


def _add(
    db: Database, series: SeriesView, like: str, date: Resolved, *, actor: str, now: int
) -> tuple[str, JobView]:
    post_id = copy_post(db, like, series=series, date=date, now=now)
    job = schedules.schedule(db, post_id, date.at, series.zone, actor=actor, now=now)
    return post_id, job
