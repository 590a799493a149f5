"""Proofs as views."""

import pytest

from models import proof_rows
from models.errors import NotFound
from models.rows import Database, fetch
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW


def test_a_view_holds_every_fact_of_its_row(db: Database, device: DeviceView) -> None:
    claimed = stores.a_claim(db, device)
    asset = stores.a_proof(db, device, claimed.job.id, title="Page 1")
    (row,) = fetch(db, proof_rows.select_proofs())
    view = proof_rows.proof_view(row)
    assert view == proof_rows.load_proof(db, asset)
    assert (view.run_id, view.workspace_id, view.device_id) == (
        claimed.run.id,
        claimed.job.workspace_id,
        device.id,
    )
    assert (view.title, view.received_at, view.late) == ("Page 1", NOW, False)


def test_an_unknown_proof_is_named(db: Database) -> None:
    with pytest.raises(NotFound, match="proof nothing"):
        proof_rows.load_proof(db, "nothing")
