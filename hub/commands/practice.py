"""`proofdesk practice`: the practice web, a small invented site on this computer."""

import argparse

from hub.commands.options import Verbs, add_common
from hub.commands.serve import port


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser("practice", help="run the practice web")
    add_common(parser)
    parser.add_argument("--port", type=port, default=0, help="0 = any free one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve it until it is told to stop."""
    from hub.practice import main

    return main.run(args)
