"""`proofdesk practice`: the practice web alone, until it is told to stop."""

import argparse
import asyncio
import json
import os
import signal
import sys

from hub.practice.server import PracticeWeb


def run(args: argparse.Namespace) -> int:
    """Serve on `args.port`; the first line on stdout says where."""
    try:
        return asyncio.run(_serve(args.port))
    except OSError as problem:
        sys.stderr.write(
            f"The practice web cannot listen on port {args.port}: {problem.strerror}. "
            "Give another port, or 0 for any free one.\n"
        )
        return 1


async def _serve(port: int) -> int:
    web = PracticeWeb(port)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    try:
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, stopped.set)
    except NotImplementedError:
        # Windows has no such handlers; Ctrl+C ends `asyncio.run` there.
        pass
    url = await web.start()
    ready = {"ready": True, "url": url, "host": web.host, "pid": os.getpid()}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    try:
        await stopped.wait()
    finally:
        await web.stop()
    return 0
