"""The command line: one parser, one module a verb, one place where failures become one line."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from hub.commands import (
    account,
    agent,
    connector,
    device,
    export,
    job,
    post,
    practice,
    serve,
    verify,
)
from hub.commands.failed import CommandFailed
from hub.commands.options import add_common


class OneLineParser(argparse.ArgumentParser):
    """Wrong use is one line too."""

    def error(self, message: str) -> NoReturn:
        """Say it and end with 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


VERBS = (serve, agent, practice, job, post, account, device, connector, export, verify)


def parser() -> argparse.ArgumentParser:
    """The whole command line; without a verb it is the desktop application."""
    whole = OneLineParser(
        prog="proofdesk", description="The desk for browser agents and the proof of their work."
    )
    whole.add_argument("--version", action="store_true", help="say which Proofdesk this is")
    add_common(whole)
    whole.set_defaults(run=None)
    verbs = whole.add_subparsers(title="commands", metavar="COMMAND")
    for verb in VERBS:
        verb.register(verbs)
    return whole


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments; `run` is the command's function, None for the desktop application."""
    return parser().parse_args(arguments)


def perform(args: argparse.Namespace) -> int:
    """Run the command; whatever goes wrong is one line on stderr and an exit code."""
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except CommandFailed as error:
        return _fail(str(error), error.code)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output is gone; Python must not complain about that at its exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _fail(_words(error), 1)


def _words(error: Exception) -> str:
    from hub.errors import PortTaken
    from models.errors import StoreError

    if isinstance(error, StoreError | PortTaken):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}"
    return f"something went wrong inside Proofdesk ({type(error).__name__}: {error})"


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    print(f"proofdesk: {line}", file=sys.stderr)  # noqa: T201 - this is where people read it
    return code
