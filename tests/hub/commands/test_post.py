"""`proofdesk post …` against a running hub, for people and for programs."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.database import open_writer
from models.folder import DataFolder
from tests.support.posts import with_platforms
from tests.support.processes import hub_process, proofdesk
from tests.support.samples import png


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    opened = DataFolder.open(path)
    db = open_writer(opened)
    with_platforms(db)
    db.close()
    opened.close()
    with hub_process(path):
        yield path


def ask(folder: Path, *arguments: str) -> Any:
    """The JSON answer of a command that must work."""
    result = proofdesk("post", *arguments, "--data-dir", str(folder), "--json")
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return json.loads(result.stdout)


def say(folder: Path, *arguments: str) -> str:
    """What a person reads."""
    result = proofdesk("--data-dir", str(folder), "post", *arguments)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


def test_a_post_from_its_first_word_to_its_cancel(folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "smile.png"
    picture.write_bytes(png(b"smile"))
    post = ask(
        folder, "create", "--text", "Meet \x1b[31mDr. Lina", "--link", "https://a.example",
        "--to", "practice:lina", "--to", "x:lina", "--media", str(picture),
    )  # fmt: skip
    assert (post["status"], len(post["targets"]), len(post["media"])) == ("draft", 2, 1)
    assert post["id"] in {one["id"] for one in ask(folder, "list", "--status", "draft")}
    assert "\x1b" not in say(folder, "list")
    planned = ask(folder, "schedule", post["id"], "--at", "2031-01-15T14:30", "--zone", "UTC")
    assert planned["runAfter"] == "2031-01-15T14:30:00.000Z"
    again = ("--at", "2031-01-15T15:30", "--zone", "UTC", "--rule", "FREQ=WEEKLY")
    assert ask(folder, "schedule", post["id"], *again)["runAfter"] == "2031-01-15T15:30:00.000Z"
    assert ask(folder, "show", post["id"])["seriesId"] is not None
    shown = say(folder, "show", post["id"])
    assert "status: scheduled" in shown
    assert "practice:lina: scheduled" in shown
    assert "status: cancelled" in say(folder, "cancel", post["id"])
    variant = post["targets"][1]["variantId"]
    assert ask(folder, "publish", post["id"], "--target", variant)["type"] == "PUBLISH_POST"
    after = ask(folder, "show", post["id"])
    assert [target["status"] for target in after["targets"]][1] == "waiting"


def test_a_program_gives_all_of_it_as_json(folder: Path) -> None:
    schedule = {"at": "2031-02-01T10:00", "zone": "Asia/Amman", "latePolicy": "ask"}
    body = {
        "text": "By a program",
        "targets": [{"platform": "x", "handle": "program"}],
        "schedule": schedule,
    }
    post = ask(folder, "create", "--input", json.dumps(body))
    assert (post["status"], post["latePolicy"]) == ("scheduled", "ask")


def test_a_table_goes_in_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "posts.csv"
    say(folder, "template", "--out", str(table))
    assert ask(folder, "import", str(table), "--dry")["problems"] == []
    assert "1 rows are fine." in say(folder, "import", str(table), "--dry")
    assert len(ask(folder, "import", str(table))["postIds"]) == 1
    again = proofdesk("--data-dir", str(folder), "post", "import", str(table))
    assert again.returncode == 1
    assert "ROW" in again.stdout
    assert "Nothing was imported" in again.stderr
    assert len(ask(folder, "import", str(table), "--allow-duplicate")["postIds"]) == 1


def test_publications_go_out_as_a_table(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "publications.csv"
    say(folder, "export", "--out", str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        (header,) = csv.reader(file)
    assert "permalink" in header


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("create",), 2, "--text"),
        (("create", "--text", "x", "--to", "lina"), 2, "no account"),
        (("create", "--text", "x", "--at", "2031-01-01T10:00"), 2, "--zone"),
        (("create", "--text", "x", "--media", "/nowhere.png"), 1, "No such file"),
        (("create", "--text", "x", "--link", "nowhere"), 2, "link"),
        (("show", "nobody"), 1, "no post nobody"),
        (("publish", "nobody"), 1, "no post nobody"),
        (("resolve", "nobody", "perhaps"), 2, "perhaps"),
        (("import", "/nowhere.csv"), 1, "No such file"),
        (("list", "--status", "lost"), 2, "status"),
    ],
)
def test_what_is_wrong_is_one_line(
    folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = proofdesk("--data-dir", str(folder), "post", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_draft_has_nothing_to_cancel(folder: Path) -> None:
    post = ask(folder, "create", "--text", "draft")
    result = proofdesk("--data-dir", str(folder), "post", "cancel", post["id"])
    assert (result.returncode, "draft" in result.stderr) == (1, True)
