"""`proofdesk agent`: pairs with a link and works; one line when it cannot."""

import json
import subprocess
from pathlib import Path

from tests.support.processes import ROOT, command, hub_process, proofdesk, surroundings


def test_without_a_link_it_is_wrong_use() -> None:
    result = proofdesk("agent")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "--link" in result.stderr


def test_a_link_of_nonsense_is_one_line() -> None:
    result = proofdesk("agent", "--link", "http://example")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)


def test_the_main_job_by_commands_alone(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path))
    with hub_process(tmp_path):
        made = json.loads(proofdesk("device", "pair", "--allow-first", "--json", *folder).stdout)
        agent = subprocess.Popen(
            command("agent", "--link", made["link"], "--practice"),
            cwd=ROOT,
            env=surroundings(),
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert agent.stdout is not None
            job_input = json.dumps({"query": "dentists", "location": "Amman", "limit": 5})
            created = proofdesk("job", "create", "google_maps", "--input", job_input, *folder)
            job_id = created.stdout.strip()
            for line in agent.stdout:
                if job_id in line and "done" in line:
                    break
            shown = json.loads(proofdesk("job", "show", job_id, "--json", *folder).stdout)
            assert shown["status"] == "COMPLETED"
            assert shown["counts"]["evidence"] == 5
            assert shown["counts"]["proofs"] >= 1
            out = tmp_path / "out.csv"
            assert proofdesk("export", "evidence", "--out", str(out), *folder).returncode == 0
            assert out.read_bytes().count(b"\r\n") == 6
        finally:
            agent.terminate()
            agent.wait(30)
            if agent.stdout is not None:
                agent.stdout.close()
    assert proofdesk("verify", *folder).returncode == 0
