"""`proofdesk account …`: the accounts that are published to, through the running hub."""

import argparse
import sys
from typing import Any

from hub.commands.client import Client, connect
from hub.commands.failed import CommandFailed
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import columns, printable, say, say_json

NAMED = "PLATFORM:HANDLE"
PRESSES = {"agent": "agent", "you": "operator", "connector": None}
"""Who presses, as one says it here and as the hub calls it; None = as the connector says."""


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    account = verbs.add_parser("account", help="accounts to publish to").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    listed = account.add_parser("list", help="every account with its rules")
    add = account.add_parser("add", help="name an account before a device or a post does")
    add.add_argument("account", metavar=NAMED, help="such as x:ammandental")
    add.add_argument("--name", help="how it is shown")
    change = account.add_parser("change", help="say who presses, when and how often")
    change.add_argument("account", metavar=NAMED, help="or its id")
    change.add_argument("--name", help='how it is shown; "" = by its handle')
    change.add_argument("--press", choices=tuple(PRESSES), help="who presses the last button")
    change.add_argument(
        "--slot", action="append", metavar='"MO 09:30"', help="a weekly queue time, again for more"
    )
    change.add_argument("--no-slots", action="store_true", help="no queue times")
    change.add_argument(
        "--zone", metavar="ZONE", help='of its times and days; "" = none of its own'
    )
    change.add_argument("--spacing", type=int, metavar="MINUTES", help="at least so far apart")
    change.add_argument("--daily", type=int, metavar="N", help="at most so many a day; 0 = any")
    unpark = account.add_parser("unpark", help="do not wait for the end of a site's pause")
    unpark.add_argument("account", metavar=NAMED, help="or its id")
    verbs_of = ((listed, _list), (add, _add), (change, _change), (unpark, _unpark))
    for parser, function in verbs_of:
        add_common(parser)
        parser.set_defaults(run=function)


def _list(args: argparse.Namespace) -> int:
    accounts = _all(connect(args))
    if as_json(args):
        say_json(accounts)
        return 0
    rows = [
        (
            account["id"],
            _named(account),
            account["displayName"],
            _presses(account),
            _pace(account),
            ", ".join(account["slots"]) or "-",
        )
        for account in accounts
    ]
    columns(("ID", "ACCOUNT", "NAME", "PRESSES", "PACE", "QUEUE TIMES"), rows)
    return 0


def _add(args: argparse.Namespace) -> int:
    platform, colon, handle = args.account.partition(":")
    if not (colon and platform.strip() and handle.strip()):
        raise CommandFailed(f"{args.account} is no account such as x:ammandental.", code=2)
    body = {"platform": platform, "handle": handle, "displayName": args.name}
    return _said(args, connect(args).post("/accounts", body), "is there")


def _change(args: argparse.Namespace) -> int:
    body: dict[str, Any] = {}
    if args.name is not None:
        body["displayName"] = args.name or None
    if args.press is not None:
        body["press"] = PRESSES[args.press]
    if args.no_slots or args.slot:
        body["slots"] = [] if args.no_slots else args.slot
    if args.zone is not None:
        body["zone"] = args.zone or None
    if args.spacing is not None:
        body["spacingMinutes"] = args.spacing
    if args.daily is not None:
        body["dailyLimit"] = args.daily or None
    if not body:
        raise CommandFailed("Nothing to change was said (see --help).", code=2)
    client = connect(args)
    return _said(args, client.put(f"/accounts/{_id(client, args.account)}", body), "is changed")


def _unpark(args: argparse.Namespace) -> int:
    client = connect(args)
    path = f"/accounts/{_id(client, args.account)}/unpark"
    return _said(args, client.post(path), "may go on")


def _said(args: argparse.Namespace, account: dict[str, Any], what: str) -> int:
    if as_json(args):
        say_json(account)
    else:
        say(f"{printable(_named(account))} {what}.")
    return 0


def _id(client: Client, said: str) -> str:
    """The id of an account that is named by it or as `platform:handle`."""
    wanted = said.strip().casefold()
    platform, _, handle = wanted.partition(":")
    keys = (said, f"{platform.strip()}:{handle.strip().removeprefix('@')}")
    for account in _all(client):
        if account["id"] in keys or account["key"] in keys:
            return str(account["id"])
    raise CommandFailed(f"There is no account {said}; `proofdesk account list` names them all.")


def _all(client: Client) -> list[dict[str, Any]]:
    return list(client.items("/accounts", sys.maxsize))


def _named(account: dict[str, Any]) -> str:
    return f"{account['platform']}:{account['handle']}"


def _presses(account: dict[str, Any]) -> str:
    said = {press: word for word, press in PRESSES.items()}
    return said.get(account["press"], str(account["press"]))


def _pace(account: dict[str, Any]) -> str:
    """Such as "30 min apart, 3 a day"."""
    parts = []
    if account["spacingMinutes"]:
        parts.append(f"{account['spacingMinutes']} min apart")
    if account["dailyLimit"] is not None:
        parts.append(f"{account['dailyLimit']} a day")
    if account["parkedUntil"] is not None:
        parts.append(f"parked until {account['parkedUntil']}")
    return ", ".join(parts) or "-"
