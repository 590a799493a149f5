"""One JSON object a line, the same facts as the CSV."""

import json
from pathlib import Path

from hub.exports import evidence_lines
from models.queries.evidence import EvidenceFilter
from models.queries.exports import EVIDENCE_COLUMNS
from tests.support.hubs import hub_on, run
from tests.support.samples import finding


def test_each_row_is_one_object(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", about, reply="job:ack_success")
                rows = [finding("=1\n+2"), finding("عيادة", snippet={"rating": 4.5})]
                await agent.ask("job:evidence", about | {"batchId": "b", "evidence": rows})

            def export(db: object) -> list[bytes]:
                return list(evidence_lines.chunks(db, EvidenceFilter(job_id=job.id)))

            content = b"".join(await desk.hub.store.read(export))
            objects = [json.loads(line) for line in content.splitlines()]
            assert [one["title"] for one in objects] == ["=1\n+2", "عيادة"]
            assert [list(one) for one in objects] == [list(EVIDENCE_COLUMNS)] * 2
            assert objects[1]["rating"] == 4.5
            assert objects[1]["phone"] is None

    run(scenario())
