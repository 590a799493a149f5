"""`proofdesk job …`: create and follow jobs through the running hub."""

import argparse
import sys
from typing import Any

import msgspec

from hub.commands.client import connect
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import columns, printable, say, say_json

USUAL = 50


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    job = verbs.add_parser("job", help="create and follow jobs").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    create = job.add_parser("create", help="create a job")
    create.add_argument("type", metavar="TYPE", help="SEARCH_SINGLE, SEARCH_BULK, google_maps…")
    create.add_argument(
        "--input", type=json_object, default={}, metavar="JSON", help="the job's input; - = stdin"
    )
    create.add_argument("--workspace", metavar="ID", help="the workspace it belongs to")
    create.add_argument("--priority", type=int, default=0, help="higher goes first")
    create.add_argument("--run-after", metavar="TIME", help="not before this RFC 3339 time")
    create.add_argument("--max-attempts", type=int, default=3)
    create.add_argument("--dedupe-key", metavar="KEY", help="create it only once")
    create.add_argument("--device", metavar="ID", help="only this device may take it")
    _command(create, _create)
    listed = job.add_parser("list", help="jobs, newest first")
    listed.add_argument("--status")
    listed.add_argument("--type")
    _limit(listed)
    _command(listed, _list)
    for name, function, text in (
        ("show", _show, "one job in full"),
        ("cancel", _cancel, "end a waiting job, stop a running one"),
        ("retry", _retry, "let a failed or cancelled job wait again"),
        ("logs", _logs, "what the job's agents wrote, oldest first"),
        ("evidence", _evidence, "what the job brought back, newest first"),
    ):
        one = job.add_parser(name, help=text)
        one.add_argument("id", metavar="ID")
        if function in (_logs, _evidence):
            _limit(one)
        if function is _retry:
            one.add_argument(
                "--confirm",
                action="store_true",
                help="publish again what had a permit once and is not out",
            )
        _command(one, function)


def json_object(text: str) -> dict[str, Any]:
    """An object given as JSON."""
    raw = sys.stdin.read() if text == "-" else text
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise argparse.ArgumentTypeError(f"this is no JSON object: {error}") from error


def _command(parser: argparse.ArgumentParser, function: Any) -> None:
    add_common(parser)
    parser.set_defaults(run=function)


def _limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=USUAL, help=f"how many (usually {USUAL})")


def _create(args: argparse.Namespace) -> int:
    asked = {
        "type": args.type,
        "input": args.input,
        "workspaceId": args.workspace,
        "priority": args.priority,
        "runAfter": args.run_after,
        "maxAttempts": args.max_attempts,
        "dedupeKey": args.dedupe_key,
        "deviceId": args.device,
    }
    job = connect(args).post("/jobs", asked)
    if as_json(args):
        say_json(job)
    else:
        say(job["id"])
    return 0


def _list(args: argparse.Namespace) -> int:
    jobs = list(connect(args).items("/jobs", args.limit, status=args.status, type=args.type))
    if as_json(args):
        say_json(jobs)
        return 0
    rows = [
        (job["id"], job["type"], job["phase"], f"{job['progress']} %", job["createdAt"])
        for job in jobs
    ]
    columns(("ID", "TYPE", "PHASE", "PROGRESS", "CREATED"), rows)
    return 0


def _show(args: argparse.Namespace) -> int:
    return _print_job(args, connect(args).get(f"/jobs/{args.id}"))


def _cancel(args: argparse.Namespace) -> int:
    return _print_job(args, connect(args).post(f"/jobs/{args.id}/cancel"))


def _retry(args: argparse.Namespace) -> int:
    confirm = {"confirm": True} if args.confirm else None
    return _print_job(args, connect(args).post(f"/jobs/{args.id}/retry", confirm))


def _print_job(args: argparse.Namespace, job: dict[str, Any]) -> int:
    if as_json(args):
        say_json(job)
        return 0
    for name, value in job.items():
        if value is not None:
            text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            say(f"{name}: {printable(text)}")
    return 0


def _logs(args: argparse.Namespace) -> int:
    lines = list(connect(args).items(f"/jobs/{args.id}/logs", args.limit))
    lines.reverse()
    if as_json(args):
        say_json(lines)
        return 0
    for line in lines:
        say(f"{line['at']}  {line['level']:<5}  {printable(line['message'])}")
    return 0


def _evidence(args: argparse.Namespace) -> int:
    rows = list(connect(args).items(f"/jobs/{args.id}/evidence", args.limit))
    if as_json(args):
        say_json(rows)
        return 0
    columns(
        ("TITLE", "CONFIDENCE", "SOURCE", "URL"),
        [(row["title"], row["confidence"], row["source"], row["url"]) for row in rows],
    )
    return 0
