"""`proofdesk verify`: is everything that this data folder claims still so?

Exit 0 whole, 1 damaged (says what), 2 unusable.
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub.commands.failed import CommandFailed
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import printable, say, say_json
from hub.commands.reading import reading

if TYPE_CHECKING:
    from models.rows import Database
    from models.views import ProofView

UNUSABLE = 2
PAGE = 500


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser("verify", help="check the ledger and every proof file")
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the database, the ledger and the proof files."""
    from models.audit import verify
    from models.database import integrity
    from models.proof_files import ProofFiles

    with reading(args, code=UNUSABLE) as (folder, db):
        try:
            problems = integrity(db)
            ledger = verify(db)
            if not ledger.whole:
                problems.append(f"ledger entry {ledger.bad_seq}: {ledger.problem}")
            files, proofs = ProofFiles(folder), 0
            for proof in _stored(db):
                proofs += 1
                state = files.check(proof.sha256)
                if state != "intact":
                    problems.append(f"proof {proof.id} ({proof.sha256}): the file is {state}")
        except Exception as error:
            raise CommandFailed(f"The data cannot be read ({error}).", code=UNUSABLE) from error
    _report(args, ledger.entries, proofs, problems)
    return 1 if problems else 0


def _stored(db: "Database") -> "Iterator[ProofView]":
    from models.queries import proofs
    from models.queries.proofs import ProofFilter

    cursor = None
    while True:
        page = proofs.page(db, ProofFilter(), limit=PAGE, cursor=cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _report(args: argparse.Namespace, entries: int, proofs: int, problems: list[str]) -> None:
    if as_json(args):
        whole = not problems
        say_json({"whole": whole, "entries": entries, "proofs": proofs, "problems": problems})
        return
    for problem in problems:
        say(f"damaged: {printable(problem)}")
    if not problems:
        say(f"Whole: {entries} ledger entries, {proofs} proofs.")
