"""`proofdesk job …` against a running hub, for people and for programs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import hub_process, proofdesk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    with hub_process(path):
        yield path


def ask(folder: Path, *arguments: str) -> Any:
    """The JSON answer of a command that must work."""
    result = proofdesk(*arguments, "--data-dir", str(folder), "--json")
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return json.loads(result.stdout)


def say(folder: Path, *arguments: str) -> str:
    """What a person reads."""
    result = proofdesk("--data-dir", str(folder), *arguments)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


def test_create_list_show_cancel_retry(folder: Path) -> None:
    job_input = json.dumps({"query": "dentists \x1b[31min red"})
    job = ask(folder, "job", "create", "google_maps", "--input", job_input, "--priority", "4")
    assert (job["status"], job["priority"]) == ("PENDING", 4)
    assert job["id"] in {one["id"] for one in ask(folder, "job", "list", "--status", "PENDING")}
    assert job["id"] in say(folder, "job", "list")
    shown = say(folder, "job", "show", job["id"])
    assert "dentists" in shown
    assert "\x1b" not in shown
    assert ask(folder, "job", "cancel", job["id"])["status"] == "CANCELLED"
    assert ask(folder, "job", "retry", job["id"])["status"] == "PENDING"
    assert ask(folder, "job", "cancel", job["id"])["status"] == "CANCELLED"
    assert ask(folder, "job", "retry", job["id"], "--confirm")["status"] == "PENDING"
    assert ask(folder, "job", "logs", job["id"]) == []
    assert ask(folder, "job", "evidence", job["id"]) == []
    assert say(folder, "job", "logs", job["id"]) == ""


def test_the_input_may_come_from_standard_input(folder: Path) -> None:
    arguments = ("job", "create", "google_maps", "--input", "-", "--data-dir", str(folder))
    result = proofdesk(*arguments, stdin='{"query": "from stdin"}')
    assert (result.returncode, result.stderr) == (0, "")
    job = ask(folder, "job", "show", result.stdout.strip())
    assert job["input"]["query"] == "from stdin"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("job", "create", "google_maps"), 2, "input.query"),
        (("job", "create", "google_maps", "--input", "[]"), 2, "JSON object"),
        (("job", "create", "google_maps", "--input", "{"), 2, "JSON object"),
        (("job", "create"), 2, "TYPE"),
        (("job",), 2, "COMMAND"),
        (("job", "show", "nobody"), 1, "no job nobody"),
        (("job", "list", "--status", "LOST"), 2, "status"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_what_is_wrong_is_one_line(
    folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = proofdesk("--data-dir", str(folder), *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_a_hub_it_says_so(tmp_path: Path) -> None:
    result = proofdesk("job", "list", "--data-dir", str(tmp_path))
    assert result.returncode == 1
    assert "No hub is running" in result.stderr


def test_a_hub_that_died_is_no_hub(tmp_path: Path) -> None:
    said = {"apiUrl": "http://127.0.0.1:9", "pid": 1}
    (tmp_path / "hub.json").write_text(json.dumps(said))
    (tmp_path / "api-token").write_text("token")
    result = proofdesk("job", "list", "--data-dir", str(tmp_path))
    assert (result.returncode, "No hub is running" in result.stderr) == (1, True)
