"""`proofdesk hub`: the hub without a window."""

import argparse
import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

from hub.commands.options import Verbs, add_common, data_dir
from hub.commands.output import say_json

if TYPE_CHECKING:
    from models.folder import DataFolder


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser("hub", help="run the hub without a window")
    add_common(parser)
    parser.add_argument("--host", default="127.0.0.1", help="where agents connect")
    parser.add_argument("--port", type=port, help="port for agents (0 = any free one)")
    parser.add_argument("--api-port", type=port, help="port of the operator API (0 = any)")
    parser.add_argument(
        "--allow-script-agents",
        action="store_true",
        help="let programs on this computer be agents (they must be paired too)",
    )
    parser.set_defaults(run=run)


def port(text: str) -> int:
    """A port number; 0 lets the system choose."""
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port from 0 to 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl+C."""
    from hub import logs
    from models.folder import DataFolder

    folder = DataFolder.open(data_dir(args))
    try:
        with logs.kept_in(folder.logs):
            asyncio.run(_serve(folder, args))
    finally:
        folder.close()
    return 0


async def _serve(folder: "DataFolder", args: argparse.Namespace) -> None:
    from hub.service import HubOptions, HubService

    options = HubOptions(
        host=args.host,
        port=args.port,
        api_port=args.api_port,
        allow_script_agents=args.allow_script_agents,
    )
    hub = HubService(folder, options)
    end_asked = _end_asked()
    status = await hub.start()
    try:
        ready = {
            "ready": True,
            "agentUrl": status.agent_url,
            "apiUrl": status.api_url,
            "hubId": status.hub_id,
            "pid": os.getpid(),
        }
        say_json(ready)
        sys.stdout.flush()
        await end_asked.wait()
    finally:
        await hub.stop()


def _end_asked() -> asyncio.Event:
    """Set by SIGTERM and Ctrl+C."""
    loop, ends = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ends.set)
        except NotImplementedError:  # Windows has no such handlers in its loop
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ends.set))
    return ends
