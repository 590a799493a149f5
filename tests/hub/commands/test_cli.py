"""The command line as a whole: what goes where, and every failure as one line."""

import argparse
from collections.abc import Callable

import pytest

from hub.commands import cli
from hub.commands.failed import CommandFailed
from hub.commands.options import as_json, data_dir
from hub.errors import PortTaken
from models.errors import NotFound


def test_without_a_verb_it_is_the_window() -> None:
    assert cli.parse([]).run is None
    assert cli.parse(["--data-dir", "/x"]).run is None


def test_common_options_stand_before_or_behind_the_verb() -> None:
    for arguments in (
        ["--data-dir", "/x", "--json", "job", "list"],
        ["job", "list", "--data-dir", "/x", "--json"],
        ["--data-dir", "/y", "job", "list", "--data-dir", "/x", "--json"],
    ):
        args = cli.parse(arguments)
        assert str(data_dir(args)) == "/x"
        assert as_json(args)
    assert not as_json(cli.parse(["job", "list"]))


@pytest.mark.parametrize(
    "arguments",
    [
        ["hub", "--port", "0"],
        ["agent", "--link", "x", "--practice"],
        ["practice", "--port", "0"],
        ["job", "create", "T"],
        ["job", "list"],
        ["job", "show", "ID"],
        ["job", "cancel", "ID"],
        ["job", "retry", "ID"],
        ["job", "logs", "ID"],
        ["job", "evidence", "ID"],
        ["device", "pair", "--allow-first"],
        ["device", "list"],
        ["device", "revoke", "ID"],
        ["export", "evidence", "--format", "csv", "--job", "ID", "--raw", "--out", "-"],
        ["verify"],
    ],
)
def test_every_verb_of_the_contract_is_there(arguments: list[str]) -> None:
    assert callable(cli.parse(arguments).run)


def _raises(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def run(_: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (CommandFailed("do\nthis", code=2), 2, "proofdesk: do this\n"),
        (PortTaken(5), 1, "proofdesk: Port 5 is taken by another program. Close it, or choose"),
        (NotFound("job", "x"), 1, "proofdesk: There is no job x.\n"),
        (PermissionError(13, "Permission denied", "/x"), 1, "proofdesk: /x: Permission denied\n"),
        (ValueError("inner"), 1, "proofdesk: something went wrong inside Proofdesk (ValueError:"),
    ],
)
def test_failures_are_one_line(
    error: Exception, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.perform(argparse.Namespace(run=_raises(error))) == code
    said = capsys.readouterr()
    assert said.err.startswith(line)
    assert (said.err.count("\n"), said.out) == (1, "")


def test_ctrl_c_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.perform(argparse.Namespace(run=_raises(KeyboardInterrupt()))) == 130
    assert capsys.readouterr().err == ""


def test_wrong_use_is_one_line_and_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(["job", "fly"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
