"""Views hold what the rows hold."""

import pytest

from models import job_rows, jobs
from models.errors import NotFound
from models.phases import Phases
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW


def test_json_columns_are_decoded(db: Database, device: DeviceView) -> None:
    job = stores.a_claim(db, device).job
    jobs.progress(db, device.id, job.id, 1, 1, None, {"page": [1, 2]}, now=NOW)
    jobs.complete(db, device.id, job.id, 1, {"rows": 0, "notes": ["none"]}, now=NOW)
    view = job_rows.load(db, job.id, Phases(db, NOW))
    assert view.checkpoint == {"page": [1, 2]}
    assert view.output == {"rows": 0, "notes": ["none"]}
    assert view.cancel_requested is False


def test_all_jobs_of_a_query_are_loaded(db: Database) -> None:
    made = [stores.a_job(db, query) for query in ("a", "b")]
    assert job_rows.load_all(db, job_rows.select_jobs(), Phases(db, NOW)) == made


def test_an_unknown_job_is_named(db: Database) -> None:
    with pytest.raises(NotFound, match="There is no job nothing"):
        job_rows.load(db, "nothing", Phases(db, NOW))


def test_a_log_line_of_a_run_names_it(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    line = jobs.write_log(db, device.id, claimed.job.id, 1, "info", "hello", None, now=NOW).logs[0]
    row = db.execute_sql(*job_rows.select_logs().sql()).fetchone()
    assert job_rows.log_view(row) == line
    assert (line.job_id, line.run_id, line.data) == (claimed.job.id, claimed.run.id, None)
