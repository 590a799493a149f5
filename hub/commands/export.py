"""`proofdesk export …`: findings as a file, straight from the data folder, never all in memory."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from hub.commands.options import Verbs, add_common
from hub.commands.reading import reading

STDOUT = "-"


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    kinds = verbs.add_parser("export", help="write findings to a file").add_subparsers(
        title="what", metavar="WHAT", required=True
    )
    evidence = kinds.add_parser("evidence", help="findings")
    add_common(evidence)
    evidence.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    evidence.add_argument("--job", metavar="ID", help="only of this job")
    evidence.add_argument(
        "--raw", action="store_true", help="CSV without the apostrophe before formulas"
    )
    evidence.add_argument("--out", metavar="FILE", required=True, help="- = standard output")
    evidence.set_defaults(run=_evidence)


def _evidence(args: argparse.Namespace) -> int:
    from hub.exports import evidence_csv, evidence_lines
    from models.queries import jobs
    from models.queries.evidence import EvidenceFilter

    with reading(args) as (_, db):
        if args.job is not None:
            jobs.get(db, args.job)
        chosen = EvidenceFilter(job_id=args.job)
        if args.format == "csv":
            write(args.out, evidence_csv.chunks(db, chosen, raw=args.raw))
        else:
            write(args.out, evidence_lines.chunks(db, chosen))
    return 0


def write(out: str, chunks: Iterable[bytes]) -> None:
    """Write all chunks; a file appears only when it is whole."""
    from hub.exports import whole_file

    if out == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
    else:
        whole_file.write(Path(out), chunks)
