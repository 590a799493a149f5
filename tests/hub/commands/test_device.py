"""`proofdesk device …` against a running hub."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import hub_process, proofdesk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    with hub_process(path):
        yield path


def test_a_link_for_programs_and_one_for_people(folder: Path) -> None:
    arguments = ("device", "pair", "--allow-first", "--data-dir", str(folder))
    made = json.loads(proofdesk(*arguments, "--channel", "json", "--json").stdout)
    assert made["link"].startswith("proofdesk://pair/1?")
    assert "h=" not in made["link"]
    said = proofdesk(*arguments).stdout
    assert re.fullmatch(r"proofdesk://pair/1\?\S+h=\S+\n", said)


def test_the_operator_is_told_when_allow_is_needed(folder: Path) -> None:
    said = proofdesk("device", "pair", "--data-dir", str(folder)).stdout
    assert len(said.splitlines()) == 2
    assert "allow" in said.splitlines()[1]


def test_no_devices_and_unknown_ones(folder: Path) -> None:
    listed = proofdesk("device", "list", "--json", "--data-dir", str(folder))
    assert json.loads(listed.stdout) == []
    assert "NAME" in proofdesk("device", "list", "--data-dir", str(folder)).stdout
    unknown = proofdesk("device", "revoke", "nobody", "--data-dir", str(folder))
    assert (unknown.returncode, unknown.stderr) == (1, "proofdesk: There is no device nobody.\n")
