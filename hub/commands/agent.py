"""`proofdesk agent`: the script agent, a program that works on jobs like a browser would."""

import argparse

from hub.commands.failed import CommandFailed
from hub.commands.options import Verbs, add_common


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser("agent", help="run the script agent")
    add_common(parser)
    parser.add_argument("--link", help="the pairing link (json channel)")
    parser.add_argument(
        "--state", metavar="FILE", help="keep the credential here and come back with it"
    )
    parser.add_argument("--name", help="what the operator sees")
    parser.add_argument(
        "--practice", action="store_true", help="work against the practice web, which it starts"
    )
    parser.add_argument(
        "--account",
        action="append",
        metavar="practice:HANDLE",
        help="an account that it publishes on; may be given several times",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pair or come back, then work until it is told to stop."""
    from hub.agent.main import run as work

    if args.link is None and args.state is None:
        raise CommandFailed("give --link LINK, or --state FILE of an earlier pairing", code=2)
    return work(args)
