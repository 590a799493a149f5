"""`proofdesk export …`: findings or proofs as a file, straight from the data folder, streamed."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from hub.commands.options import Verbs, add_common
from hub.commands.reading import reading

STDOUT = "-"


def register(verbs: Verbs) -> None:
    """Declare the commands."""
    kinds = verbs.add_parser("export", help="write findings or proofs to a file").add_subparsers(
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
    proofs = kinds.add_parser("proofs", help="the proof bundle of a post")
    add_common(proofs)
    proofs.add_argument("--format", choices=("zip",), default="zip")
    proofs.add_argument("--post", metavar="ID", required=True)
    proofs.add_argument("--lang", choices=("en", "ar"), default="en", help="of the report")
    proofs.add_argument(
        "--redacted", action="store_true", help="redacted copies in place of their originals"
    )
    proofs.add_argument("--out", metavar="FILE", required=True, help="- = standard output")
    proofs.set_defaults(run=_proofs)


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


def _proofs(args: argparse.Namespace) -> int:
    from hub import keys
    from hub.bundles.contents import Order
    from hub.bundles.make import make
    from models.clock import now_ms
    from models.proof_files import ProofFiles
    from models.queries import bundles

    with reading(args) as (folder, db):
        facts = bundles.facts(db, args.post)
        key = keys.load_signing(folder.signing_key_file, facts.hub.hub_id, make=False)
        order = Order(language=args.lang, redacted=args.redacted, made_at=now_ms())
        write(args.out, make(facts, ProofFiles(folder), key, order).chunks())
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
