"""`proofdesk device …`: pair, list and revoke devices through the running hub."""

import argparse
import sys

from hub.commands.client import connect
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import columns, printable, say, say_json


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    device = verbs.add_parser("device", help="pair and manage devices").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    pair = device.add_parser("pair", help="make a pairing link (one use, five minutes)")
    pair.add_argument(
        "--allow-first", action="store_true", help="let the first device in, without Allow"
    )
    pair.add_argument(
        "--channel",
        choices=("noise", "json"),
        default="noise",
        help="noise for browsers, json for programs on this computer",
    )
    listed = device.add_parser("list", help="paired devices")
    revoke = device.add_parser("revoke", help="void a device's credential")
    revoke.add_argument("id", metavar="ID")
    for parser, function in ((pair, _pair), (listed, _list), (revoke, _revoke)):
        add_common(parser)
        parser.set_defaults(run=function)


def _pair(args: argparse.Namespace) -> int:
    asked = {"allowFirst": args.allow_first, "channel": args.channel}
    made = connect(args).post("/devices/pairing", asked)
    if as_json(args):
        say_json(made)
        return 0
    say(made["link"])
    if sys.stdout.isatty():
        _print_qr(made["link"])
    if not args.allow_first:
        say("The window asks you to allow the device once it has read the link.")
    return 0


def _print_qr(link: str) -> None:
    import segno

    segno.make(link, error="l").terminal(compact=True)


def _list(args: argparse.Namespace) -> int:
    devices = list(connect(args).items("/devices", sys.maxsize))
    if as_json(args):
        say_json(devices)
        return 0
    rows = [
        (
            device["id"],
            device["name"],
            "online" if device["online"] else device["status"],
            device["lastSeenAt"],
            ", ".join(device["capabilities"]),
        )
        for device in devices
    ]
    columns(("ID", "NAME", "STATE", "LAST SEEN", "CAN DO"), rows)
    return 0


def _revoke(args: argparse.Namespace) -> int:
    device = connect(args).post(f"/devices/{args.id}/revoke")
    if as_json(args):
        say_json(device)
    else:
        say(f"{printable(device['name'])} is revoked.")
    return 0
