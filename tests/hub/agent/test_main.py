"""`proofdesk agent` as a process."""

import asyncio
import json
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from hub.agent.main import run
from hub.events import JobChanged
from tests.support.hubs import OPERATOR, hub_on

CODE = """
import argparse, sys
from hub.agent.main import run
sys.exit(run(argparse.Namespace(link=sys.argv[1], practice=True, state=sys.argv[2], name="Tester")))
"""


def test_a_process_that_works_and_stops(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path / "data") as desk:
            link = (await desk.hub.pairing.make_link("noise", True, OPERATOR)).link
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", CODE, link, str(tmp_path / "agent.json"),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
            job = await desk.job("cafes in Cairo")
            await desk.heard_one(
                JobChanged, lambda one: one.job.id == job.id and one.job.status == "COMPLETED"
            )
            (device,) = await desk.hub.agents.all()
            assert (device.name, device.browser) == ("Tester", "script")
            process.send_signal(signal.SIGTERM)
            out, err = await process.communicate()
            assert process.returncode == 0
            assert err == b""
            lines = out.decode().splitlines()
            assert lines[0].startswith("Practice web: http://127.0.0.1:")
            assert lines[-1] == "Stopped."
            assert json.loads((tmp_path / "agent.json").read_text())["agentId"] == device.id

    asyncio.run(scenario())


@pytest.mark.parametrize("link", ["https://x/", "proofdesk://pair/1?u=ws%3A%2F%2Fx"])
def test_a_bad_link_is_one_line(
    tmp_path: Path, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Namespace(link=link, practice=False, state=str(tmp_path / "a.json"))) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_hub_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "proofdesk://pair/1?u=ws%3A%2F%2F127.0.0.1%3A9%2Fagent&i=MTIzNDU2Nzg&s=" + "A" * 43
    assert run(Namespace(link=link, practice=False, state=str(tmp_path / "a.json"))) == 1
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("account", ["practice", "practice:", ":jo", "practice: "])
def test_what_names_no_account_is_one_line(
    tmp_path: Path, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = Namespace(link=None, practice=False, state=str(tmp_path / "a.json"), account=[account])
    assert run(given) == 1
    error = capsys.readouterr().err
    assert "practice:HANDLE" in error
    assert error.count("\n") == 1
