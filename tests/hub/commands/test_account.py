"""`proofdesk account …` against a running hub."""

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


def listed(folder: Path) -> list[dict[str, Any]]:
    said = proofdesk("account", "list", "--json", "--data-dir", str(folder)).stdout
    found: list[dict[str, Any]] = json.loads(said)
    return found


def test_an_account_is_added_set_up_and_listed(folder: Path) -> None:
    here = ("--data-dir", str(folder))
    added = proofdesk("account", "add", "x:@Clinic", "--name", "Clinic", *here)
    assert added.stdout == "x:@Clinic is there.\n"
    rules = ("--slot", "TH 17:00", "--slot", "MO 09:30", "--zone", "Asia/Amman")
    pace = ("--spacing", "45", "--daily", "3", "--press", "agent")
    assert proofdesk("account", "change", "x:clinic", *rules, *pace, *here).returncode == 0
    (account,) = listed(folder)
    assert account["slots"] == ["MO 09:30", "TH 17:00"]
    assert (account["zone"], account["press"]) == ("Asia/Amman", "agent")
    assert (account["spacingMinutes"], account["dailyLimit"]) == (45, 3)
    table = proofdesk("account", "list", *here).stdout
    assert "45 min apart, 3 a day" in table
    less = ("--no-slots", "--daily", "0", "--press", "connector", "--name", "", "--zone", "")
    assert proofdesk("account", "change", account["id"], *less, *here).returncode == 0
    (account,) = listed(folder)
    assert (account["slots"], account["dailyLimit"], account["press"]) == ([], None, None)
    assert (account["displayName"], account["zone"], account["spacingMinutes"]) == (None, None, 45)
    assert proofdesk("account", "unpark", "x:clinic", *here).stdout == "x:@Clinic may go on.\n"


@pytest.mark.parametrize(
    ("said", "code", "why"),
    [
        (("add", "clinic"), 2, "is no account"),
        (("add", "nowhere:clinic"), 2, "no connector publishes"),
        (("change", "x:nobody", "--daily", "1"), 1, "account list"),
        (("change", "x:nobody"), 2, "Nothing to change"),
        (("unpark", "x:nobody"), 1, "account list"),
    ],
)
def test_what_cannot_be_is_one_line(
    folder: Path, said: tuple[str, ...], code: int, why: str
) -> None:
    done = proofdesk("account", *said, "--data-dir", str(folder))
    assert (done.returncode, done.stdout) == (code, "")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
