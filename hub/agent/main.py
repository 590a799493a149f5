"""`proofdesk agent`: the script agent as a program."""

import argparse
import asyncio
import contextlib
import platform
import signal
import sys
from pathlib import Path

from hub.agent import link
from hub.agent.agent import Ended, ScriptAgent
from hub.agent.credential import Keeper
from hub.agent.site import PracticeSite
from hub.practice.server import PracticeWeb
from hub.wire import messages as m

DEFAULT_NAME = "Script agent"


def run(args: argparse.Namespace) -> int:
    """Pair with `args.link` (or come back), then work until told to stop.

    `args.practice`: bring a practice web along and work on that. `args.state`, if given, is the
    file of the credential. `args.name`, if given, is what the operator sees. `args.account`, if
    given, names the accounts that are published on, each `platform:handle`.
    """
    state = getattr(args, "state", None)
    name = getattr(args, "name", None) or f"{DEFAULT_NAME} on {platform.node() or 'this computer'}"
    keeper = Keeper(Path(state) if state else None)
    try:
        given = link.parse(args.link) if args.link else None
        accounts = [_account(text) for text in getattr(args, "account", None) or ()]
        asyncio.run(_work(keeper, given, name, accounts, practice=args.practice))
    except (link.BadLink, BadAccount, Ended) as problem:
        sys.stderr.write(f"proofdesk: {problem}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"proofdesk: {problem.filename or 'the agent'}: {problem.strerror}\n")
        return 1
    return 0


class BadAccount(ValueError):
    """A text that names no account."""


def _account(text: str) -> m.Account:
    platform, _, handle = text.partition(":")
    if not platform or not handle.strip():
        raise BadAccount(f"{text!r} names no account; write practice:HANDLE")
    return m.Account(platform=platform, handle=handle.strip())


async def _work(
    keeper: Keeper,
    given: link.Link | None,
    name: str,
    accounts: list[m.Account],
    *,
    practice: bool,
) -> None:
    web = PracticeWeb(delay=0) if practice else None
    site = None
    if web is not None:
        await web.start()
        site = PracticeSite(web.url)
        _say(f"Practice web: {web.url}")
    agent = ScriptAgent(keeper, name=name, say=_say, practice=site, accounts=accounts)
    work = asyncio.create_task(agent.work(given))
    loop = asyncio.get_running_loop()
    # Windows has no such handlers; Ctrl+C ends `asyncio.run` there.
    with contextlib.suppress(NotImplementedError):
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        _say("Stopped.")
    finally:
        if web is not None:
            await web.stop()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
