"""`proofdesk` and `python -m desktop`: a verb goes to its command, no verb opens the window.

Qt is imported only when a window is wanted.
"""

import sys
from collections.abc import Sequence

from hub.commands import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of whatever was asked for."""
    args = cli.parse(arguments)
    if args.version:
        from hub.version import VERSION

        print(VERSION)  # noqa: T201 - the answer
        return 0
    if args.run is None:
        from desktop import startup

        startup.begin()
        from desktop import app

        args.run = app.run
    return cli.perform(args)


if __name__ == "__main__":
    sys.exit(main())
