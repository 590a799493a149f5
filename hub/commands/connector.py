"""`proofdesk connector …`: list, import, try and set connectors through the running hub."""

import argparse
import sys
from pathlib import Path
from typing import Any

from hub.commands.client import connect
from hub.commands.failed import CommandFailed
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import columns, printable, say, say_json

DEFAULT = "default"


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    connector = verbs.add_parser("connector", help="list, import and try connectors")
    commands = connector.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = commands.add_parser("list", help="installed connectors")
    add = commands.add_parser("import", help="read a recording of the DevTools Recorder")
    add.add_argument("file", metavar="FILE", help="as exported from the Recorder; - = stdin")
    add.add_argument("--name", help="what the connector is called")
    for mark, text in (
        ("commit", "the step that cannot be undone"),
        ("text", "the step that types the text"),
        ("media", "the step that adds a picture"),
    ):
        add.add_argument(f"--{mark}", type=int, metavar="N", help=f"{text}, counted from 1")
    add.add_argument("--account", metavar="SELECTOR", help="where the page shows who is signed in")
    add.add_argument("--add", action="store_true", help="keep the connector that it becomes")
    dry = commands.add_parser("dry-run", help="try a connector on a device; nothing is pressed")
    dry.add_argument("id", metavar="ID")
    dry.add_argument("--device", metavar="ID", help="only this device")
    dry.add_argument("--text", default="", help="what is typed, or searched for")
    dry.add_argument("--handle", default="", help="the account that should be signed in")
    press = commands.add_parser("press", help="say who presses the last button")
    press.add_argument("id", metavar="ID")
    press.add_argument("who", choices=("agent", "operator", DEFAULT))
    for parser, function in ((listed, _list), (add, _import), (dry, _dry_run), (press, _press)):
        add_common(parser)
        parser.set_defaults(run=function)


def _list(args: argparse.Namespace) -> int:
    connectors = connect(args).get("/connectors")["items"]
    if as_json(args):
        say_json(connectors)
        return 0
    rows = [
        (
            one["id"],
            one["kind"],
            str(one["version"]),
            one["press"] or "-",
            "on" if one["enabled"] else "off",
        )
        for one in connectors
    ]
    columns(("ID", "KIND", "VERSION", "PRESSES", "STATE"), rows)
    return 0


def _import(args: argparse.Namespace) -> int:
    client = connect(args)
    asked: dict[str, Any] = {"recording": _text(args.file)}
    answer = client.post("/connectors/import", asked)
    chosen = _marks(args, answer["marks"])
    if chosen != answer["marks"] or args.add:
        answer = client.post("/connectors/import", {**asked, "marks": chosen, "add": args.add})
    if as_json(args):
        say_json(answer)
        return 0 if answer["recipe"] is not None else 1
    for one in answer["findings"]:
        say(f"{one['level']:<7}  {printable(one['message'])}")
    if answer["recipe"] is None:
        raise CommandFailed(answer["missing"])
    what = "is added" if args.add else "can be added (--add)"
    say(f"{answer['recipe']['id']} {what}. Try it: proofdesk connector dry-run")
    return 0


def _marks(args: argparse.Namespace, suggested: dict[str, Any]) -> dict[str, Any]:
    """The suggested marks with those that were given; people count steps from 1."""
    chosen = dict(suggested)
    for mark in ("commit", "text", "media"):
        given = getattr(args, mark)
        if given is not None:
            chosen[mark] = given - 1
    for name in ("name", "account"):
        if getattr(args, name) is not None:
            chosen[name] = getattr(args, name)
    return chosen


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except UnicodeDecodeError:
        raise CommandFailed(f"{name} is no text file; export the recording as JSON.") from None


def _dry_run(args: argparse.Namespace) -> int:
    asked = {"deviceId": args.device, "text": args.text, "handle": args.handle}
    job = connect(args).post(f"/connectors/{args.id}/dry-run", asked)
    if as_json(args):
        say_json(job)
    else:
        say(job["id"])
    return 0


def _press(args: argparse.Namespace) -> int:
    who = None if args.who == DEFAULT else args.who
    view = connect(args).put(f"/connectors/{args.id}", {"press": who})
    if as_json(args):
        say_json(view)
    else:
        say(f"{view['id']}: {view['press']}")
    return 0
