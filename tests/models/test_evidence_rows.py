"""Evidence as views."""

from models import evidence_rows
from models.rows import Database, fetch
from models.views import DeviceView
from tests.support import stores


def test_a_view_holds_every_fact_of_its_row(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    stored = stores.findings(
        db,
        device,
        claimed.job.id,
        stores.a_finding(1, snippet={"lat": 31.9, "lng": 35.9, "reviews": 7, "website": "w"}),
    ).rows[0]
    (row,) = fetch(db, evidence_rows.select_evidence())
    view = evidence_rows.evidence_view(row)
    assert view == stored
    assert (view.latitude, view.longitude, view.reviews, view.website) == (31.9, 35.9, 7, "w")
    assert (view.run_id, view.workspace_id) == (claimed.run.id, claimed.job.workspace_id)
    assert view.snippet == '{"lat":31.9,"lng":35.9,"reviews":7,"website":"w"}'
    assert view.size_bytes == len(view.snippet)
