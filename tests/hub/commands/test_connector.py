"""`proofdesk connector …` against a running hub."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import hub_process, proofdesk
from tests.support.recordings import RECORDED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    with hub_process(path):
        yield path


def test_connectors_are_listed_and_set(folder: Path) -> None:
    here = ("--data-dir", str(folder))
    assert proofdesk("connector", "press", "x", "agent", *here).stdout == "x: agent\n"
    listed = proofdesk("connector", "list", *here).stdout
    assert any(line.split()[:1] == ["x"] and "agent" in line for line in listed.splitlines())
    assert proofdesk("connector", "press", "x", "default", *here).stdout == "x: operator\n"
    refused = proofdesk("connector", "press", "google_maps", "agent", *here)
    assert refused.returncode == 2


def test_a_dry_run_is_ordered(folder: Path) -> None:
    made = proofdesk(
        *("connector", "dry-run", "x", "--text", "Hello", "--json"), "--data-dir", str(folder)
    )
    assert json.loads(made.stdout)["input"]["dryRun"] is True


def test_a_recording_is_judged_then_added(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "recording.json"
    file.write_text(json.dumps(RECORDED), "utf-8")
    arguments = ("connector", "import", str(file), "--data-dir", str(folder))
    judged = proofdesk(*arguments)
    assert judged.returncode == 1
    assert "Step 1 (setViewport) is ignored" in judged.stdout
    assert "marks.account" in judged.stderr
    added = proofdesk(*arguments, "--account", "aria/Your profile", "--name", "Wall", "--add")
    assert added.returncode == 0
    assert "wall is added" in added.stdout
