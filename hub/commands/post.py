"""`proofdesk post …`: write, plan, send and follow posts through the running hub."""

import argparse
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from hub.commands.client import Client, connect
from hub.commands.export import STDOUT, write
from hub.commands.failed import CommandFailed
from hub.commands.job import json_object
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import columns, printable, say, say_json
from hub.commands.reading import reading

USUAL = 50


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    post = verbs.add_parser("post", help="write, plan, send and follow posts").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    create = post.add_parser("create", help="write a post; with --at it is planned")
    create.add_argument("--text", help="what it says; - = stdin")
    create.add_argument("--title", help="usually the first words of the text")
    create.add_argument("--link", metavar="URL")
    create.add_argument("--media", action="append", default=[], metavar="FILE", help="a picture")
    create.add_argument(
        "--to", action="append", default=[], metavar="PLATFORM:HANDLE", help="an account"
    )
    _time(create, required=False)
    create.add_argument(
        "--input", type=json_object, metavar="JSON", help="all of it as POST /posts takes it"
    )
    listed = post.add_parser("list", help="posts, newest first")
    listed.add_argument("--status")
    listed.add_argument("--limit", type=int, default=USUAL, help=f"how many (usually {USUAL})")
    show = post.add_parser("show", help="one post with its targets")
    publish = post.add_parser("publish", help="send it now")
    publish.add_argument(
        "--target", action="append", metavar="VARIANT", help="only this target, by its variant id"
    )
    schedule = post.add_parser("schedule", help="give it a time")
    _time(schedule, required=True)
    cancel = post.add_parser("cancel", help="stop what waits; what is out stays out")
    resolve = post.add_parser("resolve", help="say what became of a run in doubt")
    resolve.add_argument("id", metavar="RUN")
    resolve.add_argument("outcome", choices=("published", "not_published"))
    resolve.add_argument("--permalink", metavar="URL", help="where it is, if it was published")
    resolve.add_argument("--note")
    brought = post.add_parser("import", help="make posts of a CSV table: all rows or none")
    brought.add_argument("file", metavar="FILE", help="see `post template`; - = stdin")
    brought.add_argument("--zone", help="where a row names none, such as Asia/Amman")
    brought.add_argument("--dry", action="store_true", help="only say what is wrong")
    exported = post.add_parser("export", help="what was published, with its proof hashes, as CSV")
    exported.add_argument("--workspace", metavar="ID", help="only of this workspace")
    exported.add_argument(
        "--raw", action="store_true", help="without the apostrophe before formulas"
    )
    template = post.add_parser("template", help="an empty table for `post import`")
    for parser in (exported, template):
        parser.add_argument("--out", metavar="FILE", required=True, help="- = standard output")
    for parser in (create, schedule):
        parser.add_argument("--rule", metavar="RRULE", help="it comes again, such as FREQ=WEEKLY")
    for parser in (create, publish, schedule, brought):
        parser.add_argument(
            "--allow-duplicate", action="store_true", help="the same content nearby is meant"
        )
    for parser in (show, publish, schedule, cancel):
        parser.add_argument("id", metavar="ID")
    for parser, function in (
        (create, _create),
        (listed, _list),
        (show, _show),
        (publish, _publish),
        (schedule, _schedule),
        (cancel, _cancel),
        (resolve, _resolve),
        (brought, _import),
        (exported, _export),
        (template, _template),
    ):
        add_common(parser)
        parser.set_defaults(run=function)


def _time(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--at",
        required=required,
        metavar="TIME",
        help="RFC 3339, or a wall time of --zone such as 2026-11-27T14:30",
    )
    parser.add_argument("--zone", help="such as Asia/Amman")
    parser.add_argument("--grace", type=int, metavar="MINUTES", help="how late it may still go out")
    parser.add_argument("--late", choices=("publish", "ask", "skip"), help="what then")


def _create(args: argparse.Namespace) -> int:
    client = connect(args)
    return _print_post(args, client.post("/posts", args.input or _written(args, client)))


def _written(args: argparse.Namespace, client: Client) -> dict[str, Any]:
    """The body of POST /posts from the options."""
    if args.text is None:
        raise CommandFailed("Say what the post is to say: --text, or --input.", code=2)
    body: dict[str, Any] = {
        "text": sys.stdin.read() if args.text == "-" else args.text,
        "title": args.title,
        "link": args.link,
        "targets": [_target(name) for name in args.to],
        "media": [_added(client, Path(name)) for name in args.media],
        "allowDuplicate": args.allow_duplicate,
    }
    if args.at is not None:
        if args.zone is None:
            raise CommandFailed("--at needs --zone, such as Asia/Amman.", code=2)
        body["schedule"] = _plan(args) | {"rule": args.rule}
    return body


def _target(name: str) -> dict[str, str]:
    platform, colon, handle = name.partition(":")
    if not colon:
        raise CommandFailed(f"{name} is no account such as x:ammandental.", code=2)
    return {"platform": platform, "handle": handle}


def _added(client: Client, path: Path) -> str:
    added = client.send(
        "/media",
        path.read_bytes(),
        content_type="application/octet-stream",
        x_filename=quote(path.name),
    )
    return str(added["mediaId"])


def _plan(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "at": args.at,
        "zone": args.zone,
        "graceMinutes": args.grace,
        "latePolicy": args.late,
    }


def _list(args: argparse.Namespace) -> int:
    posts = list(connect(args).items("/posts", args.limit, status=args.status))
    if as_json(args):
        say_json(posts)
        return 0
    rows = [
        (post["id"], post["status"], post["at"] or "-", _accounts(post), post["title"])
        for post in posts
    ]
    columns(("ID", "STATUS", "TIME", "ACCOUNTS", "TITLE"), rows)
    return 0


def _accounts(post: dict[str, Any]) -> str:
    return ", ".join(
        f"{target['account']['platform']}:{target['account']['handle']}"
        for target in post["targets"]
    )


def _show(args: argparse.Namespace) -> int:
    return _print_post(args, connect(args).get(f"/posts/{args.id}"))


def _print_post(args: argparse.Namespace, post: dict[str, Any]) -> int:
    if as_json(args):
        say_json(post)
        return 0
    say(f"id: {post['id']}")
    say(f"title: {printable(post['title'])}")
    say(f"status: {post['status']}")
    if post["at"] is not None:
        say(f"time: {post['wall']} {post['zone']} ({post['at']})")
    for target in post["targets"]:
        where = f"{target['account']['platform']}:{target['account']['handle']}"
        proof = f"proof {target['proofCompleteness']}/6" if target["runs"] else ""
        facts = (target["status"], target["permalink"] or target["reason"] or "", proof)
        said = "  ".join(printable(fact) for fact in facts if fact)
        say(f"{printable(where)}: {said}  (variant {target['variantId']})")
        for run in target["runs"]:
            say(f"  run {run['id']}: {run['state']}")
    return 0


def _publish(args: argparse.Namespace) -> int:
    asked = {"targets": args.target, "allowDuplicate": args.allow_duplicate}
    return _sent(args, asked)


def _schedule(args: argparse.Namespace) -> int:
    asked = {"rule": args.rule, "allowDuplicate": args.allow_duplicate}
    return _sent(args, _plan(args) | asked)


def _sent(args: argparse.Namespace, asked: dict[str, Any]) -> int:
    client = connect(args)
    job = client.post(f"/posts/{args.id}/publish", asked)
    if as_json(args):
        say_json(job)
        return 0
    return _print_post(args, client.get(f"/posts/{args.id}"))


def _cancel(args: argparse.Namespace) -> int:
    client = connect(args)
    post = client.get(f"/posts/{args.id}")
    if post["jobId"] is None:
        raise CommandFailed("This post is a draft; nothing of it waits.")
    client.post(f"/jobs/{post['jobId']}/cancel")
    return _print_post(args, client.get(f"/posts/{args.id}"))


def _resolve(args: argparse.Namespace) -> int:
    asked = {"outcome": args.outcome, "permalink": args.permalink, "note": args.note}
    run = connect(args).post(f"/runs/{args.id}/resolve", asked)
    if as_json(args):
        say_json(run)
    else:
        say(f"{args.id}: {args.outcome}")
    return 0


def _import(args: argparse.Namespace) -> int:
    data = sys.stdin.buffer.read() if args.file == STDOUT else Path(args.file).read_bytes()
    asked = {"zone": args.zone, "dry": args.dry, "allowDuplicates": args.allow_duplicate}
    query = urlencode({name: str(value).lower() for name, value in asked.items() if value})
    report = connect(args).send(f"/posts/import?{query}", data, content_type="text/csv")
    problems = report["problems"]
    if as_json(args):
        say_json(report)
    elif problems:
        rows = [(one["row"], one["column"] or "", one["message"]) for one in problems]
        columns(("ROW", "COLUMN", "PROBLEM"), rows)
    else:
        say(f"{report['rows']} rows are fine." if args.dry else f"{len(report['postIds'])} posts.")
    if problems:
        raise CommandFailed("Nothing was imported; every problem is named above.")
    return 0


def _export(args: argparse.Namespace) -> int:
    from hub.exports import publications_csv

    with reading(args) as (_, db):
        write(args.out, publications_csv.chunks(db, args.workspace, raw=args.raw))
    return 0


def _template(args: argparse.Namespace) -> int:
    from hub.exports import posts_csv

    write(args.out, [posts_csv.template()])
    return 0
