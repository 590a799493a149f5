"""`proofdesk export` and `verify` on a data folder, beside a hub or without one."""

import asyncio
import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from hub.bundles import verify
from models.queries.exports import EVIDENCE_COLUMNS
from tests.support import bundles
from tests.support.agents import Asset
from tests.support.hubs import hub_on
from tests.support.processes import ROOT, command, proofdesk, surroundings
from tests.support.samples import finding, png

TITLES = ["=1+1", "plain", "'quoted", "عيادة"]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with some findings and a proof; the id of their job."""
    folder = tmp_path_factory.mktemp("worked")
    return folder, asyncio.run(_work(folder))


async def _work(folder: Path) -> str:
    async with hub_on(folder) as desk:
        agent, me = await desk.json_agent()
        async with agent:
            job = await desk.job()
            await desk.job("another")
            about = {"jobId": job.id, "agentId": me.agent_id}
            await agent.ask("job:ack", about, reply="job:ack_success")
            batch = {"batchId": "b", "evidence": [finding(title) for title in TITLES]}
            await agent.ask("job:evidence", about | batch)
            await agent.upload(Asset(png(b"proof")), job.id, 1)
            await agent.ask("job:done", about)
    return job.id


def _titles(raw: str) -> set[str]:
    return {row["title"] for row in csv.DictReader(io.StringIO(raw, newline=""))}


def test_csv_to_a_file_and_to_standard_output(worked: tuple[Path, str], tmp_path: Path) -> None:
    folder, job_id = worked
    out = tmp_path / "evidence.csv"
    arguments = ("export", "evidence", "--data-dir", str(folder))
    result = proofdesk(*arguments, "--out", str(out))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    text = out.read_bytes().decode("utf-8-sig")
    assert text.split("\r\n")[0].split(",") == list(EVIDENCE_COLUMNS)
    assert _titles(text) == {"'=1+1", "plain", "''quoted", "عيادة"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["evidence.csv"]
    raw = proofdesk(*arguments, "--raw", "--job", job_id, "--out", "-")
    assert _titles(raw.stdout.removeprefix("\ufeff")) == set(TITLES)


def test_json_lines(worked: tuple[Path, str]) -> None:
    folder, _ = worked
    result = proofdesk(
        "export", "evidence", "--format", "jsonl", "--out", "-", "--data-dir", str(folder)
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["title"] for row in rows} == set(TITLES)
    assert list(rows[0]) == list(EVIDENCE_COLUMNS)


def test_refusals(worked: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = worked
    out = ("--out", str(tmp_path / "x.csv"))
    unknown = proofdesk("export", "evidence", "--job", "nobody", *out, "--data-dir", str(folder))
    assert (unknown.returncode, "no job nobody" in unknown.stderr) == (1, True)
    nowhere = proofdesk("export", "evidence", *out, "--data-dir", str(tmp_path / "none"))
    assert (nowhere.returncode, "no Proofdesk data" in nowhere.stderr) == (1, True)
    into_nothing = proofdesk(
        "export", "evidence", "--out", str(tmp_path / "no" / "x.csv"), "--data-dir", str(folder)
    )
    assert (into_nothing.returncode, into_nothing.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_to_standard_output(tmp_path: Path) -> None:
    with bundles.office(tmp_path / "data") as office:
        post = bundles.a_post(office)
    arguments = ("export", "proofs", "--data-dir", str(tmp_path / "data"), "--post")
    path = tmp_path / "out.zip"
    with path.open("wb") as out:
        done = subprocess.run(
            command(*arguments, post, "--out", "-"), cwd=ROOT, env=surroundings(), stdout=out,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert verify.check(path).whole
    unknown = proofdesk(*arguments, "nobody", "--out", "-")
    assert (unknown.returncode, "no post nobody" in unknown.stderr) == (1, True)
    (tmp_path / "data" / "signing-key").unlink()
    keyless = proofdesk(*arguments, post, "--out", str(tmp_path / "none.zip"))
    assert (keyless.returncode, "Start Proofdesk once" in keyless.stderr) == (1, True)
    assert not (tmp_path / "none.zip").exists()
