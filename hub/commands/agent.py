"""`proofdesk agent`: the script agent, a program that works on jobs like a browser would."""

import argparse

from hub.commands.options import Verbs, add_common


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser("agent", help="run the script agent")
    add_common(parser)
    parser.add_argument("--link", required=True, help="the pairing link (json channel)")
    parser.add_argument(
        "--practice", action="store_true", help="work against the practice web, which it starts"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pair, then work until it is told to stop."""
    from hub.agent import main

    return main.run(args)
