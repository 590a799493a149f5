"""`proofdesk hub` as a process: its first line, its clean end, its plain refusals."""

import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hub.commands.serve import port
from tests.support.processes import ROOT, hub_process, proofdesk, start_hub, surroundings

STOP_SECONDS = 5


def test_the_first_line_says_where_and_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    with hub_process(tmp_path / "data") as hub:
        ready = hub.ready
        assert ready["ready"] is True
        assert ready["agentUrl"].startswith("ws://127.0.0.1:")
        assert ready["agentUrl"].endswith("/agent")
        assert ready["apiUrl"].startswith("http://127.0.0.1:")
        assert ready["pid"] == hub.process.pid
        assert len(ready["hubId"]) == 36
        began = time.monotonic()
        assert hub.terminate() == 0
        assert time.monotonic() - began < STOP_SECONDS
        assert hub.process.stderr is not None
        assert hub.process.stderr.read() == ""
    assert not (tmp_path / "data" / "hub.json").exists()


def test_the_hub_keeps_its_name_from_start_to_start(tmp_path: Path) -> None:
    names = set()
    for _ in range(2):
        with hub_process(tmp_path) as hub:
            names.add(hub.ready["hubId"])
    assert len(names) == 1


@pytest.mark.parametrize("option", ["--port", "--api-port"])
def test_a_taken_port_is_one_plain_line(tmp_path: Path, option: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        other = {"--port": "0", "--api-port": "0"} | {option: number}
        options = [word for pair in other.items() for word in pair]
        result = proofdesk("hub", "--data-dir", str(tmp_path), *options)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"Port {number} is taken" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_second_hub_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with hub_process(tmp_path):
        result = proofdesk("hub", "--data-dir", str(tmp_path), "--port", "0", "--api-port", "0")
    assert result.returncode == 1
    assert "Another Proofdesk is using" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_database_of_a_newer_proofdesk_is_left_alone(tmp_path: Path) -> None:
    with hub_process(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / "proofdesk.sqlite3")
    connection.execute("pragma user_version=999")
    connection.close()
    result = proofdesk("hub", "--data-dir", str(tmp_path), "--port", "0", "--api-port", "0")
    assert result.returncode == 1
    assert "newer Proofdesk" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_one_plain_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    result = proofdesk("hub", "--data-dir", str(file / "data"))
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("wrong", ["-1", "70000", "http", "１"])
def test_a_wrong_port_is_wrong_use(wrong: str) -> None:
    result = proofdesk("hub", f"--port={wrong}")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)


def test_port_numbers() -> None:
    assert [port("0"), port("47150"), port("65535")] == [0, 47150, 65535]


def test_a_hub_without_a_window_imports_no_qt(tmp_path: Path) -> None:
    """Also while it works: the process is asked at its end which modules it holds."""
    program = (
        "import sys, threading, os, signal, time\n"
        "from desktop.__main__ import main\n"
        "threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
        f"code = main(['hub', '--data-dir', {str(tmp_path)!r}, '--port', '0', '--api-port', '0'])\n"
        "loaded = [name for name in sys.modules if name.split('.')[0] in\n"
        "          ('PySide6', 'shiboken6', 'qasync')]\n"
        "sys.exit(code or (3 if loaded else 0))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr


def test_a_killed_hub_leaves_nothing_that_stops_the_next(tmp_path: Path) -> None:
    hub = start_hub(tmp_path)
    hub.kill()
    for pipe in (hub.process.stdout, hub.process.stderr):
        assert pipe is not None
        pipe.close()
    assert (tmp_path / "hub.json").exists()
    with hub_process(tmp_path) as next_one:
        assert next_one.ready["pid"] != hub.ready["pid"]
