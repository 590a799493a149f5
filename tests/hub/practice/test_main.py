"""`proofdesk practice` as a process."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from argparse import Namespace

import pytest

from hub.practice.main import run

CODE = """
import argparse, sys
from hub.practice.main import run
sys.exit(run(argparse.Namespace(port=0)))
"""


def test_the_first_line_says_where_and_sigterm_ends_it_well() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["ready"] is True
        assert ready["pid"] == process.pid
        with urllib.request.urlopen(ready["url"] + "/practice/counts") as answer:
            assert json.load(answer)["batches"] == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_taken_port_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(Namespace(port=port)) == 1
    error = capsys.readouterr().err
    assert str(port) in error
    assert error.count("\n") == 1
