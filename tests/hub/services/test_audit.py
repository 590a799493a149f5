"""The ledger as services show it."""

from pathlib import Path

from models.queries.audit import AuditFilter
from tests.support.hubs import hub_on, run


def test_the_chain_is_whole_and_names_who_did_what(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job = await desk.job()
            checked = await desk.hub.audit.verify()
            assert checked.whole
            chosen = AuditFilter(subject_type="job", subject_id=job.id)
            page = await desk.hub.audit.page(chosen, limit=10, cursor=None)
            assert [entry.actor for entry in page.items] == ["operator"]
            assert checked.entries >= 1

    run(scenario())
