"""`proofdesk verify`: is everything that this data folder, or a proof bundle, claims still so?

Exit 0 whole, 1 damaged (says what), 2 unusable.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hub.commands.failed import CommandFailed
from hub.commands.options import Verbs, add_common, as_json
from hub.commands.output import printable, say, say_json
from hub.commands.reading import reading

if TYPE_CHECKING:
    from hub.bundles.verify import BundleCheck
    from models.proof_files import ProofFiles
    from models.rows import Database
    from models.views import ProofView

UNUSABLE = 2
PAGE = 500
COMPARE = (
    "Whose key this is, the bundle cannot say: compare its fingerprint with the one that you got"
    " from the hub's people in another way."
)


def register(verbs: Verbs) -> None:
    """Declare the command."""
    parser = verbs.add_parser(
        "verify", help="check the ledger and every file of the data folder, or a proof bundle"
    )
    add_common(parser)
    parser.add_argument(
        "bundle", nargs="?", metavar="BUNDLE.zip", help="a bundle, or the folder it was unpacked to"
    )
    parser.add_argument(
        "--fingerprint", metavar="HEX", help="the key's fingerprint as you got it from the hub"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check a bundle, else the database, the ledger and the files."""
    if args.bundle is not None:
        return _bundle(args)
    if args.fingerprint is not None:
        raise CommandFailed("--fingerprint is for a bundle; name its file.", code=UNUSABLE)
    from hub import keys
    from models.audit import verify
    from models.database import integrity
    from models.errors import StoreError
    from models.identity import read
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
            media, damaged = _media(db, files)
            problems += damaged
            hub_id = read(db).hub_id
        except Exception as error:
            raise CommandFailed(f"The data cannot be read ({error}).", code=UNUSABLE) from error
        try:
            key = keys.load_signing(folder.signing_key_file, hub_id, make=False).fingerprint
        except keys.NoSigningKey:
            key = None
        except StoreError as error:
            key = None
            problems.append(str(error))
    if as_json(args):
        say_json(
            {
                "whole": not problems,
                "entries": ledger.entries,
                "proofs": proofs,
                "media": media,
                "signingKey": key,
                "problems": problems,
            }
        )
    else:
        _say(problems, f"Whole: {ledger.entries} ledger entries, {proofs} proofs, {media} media.")
        if key is not None:
            say(f"Bundles of this hub are signed with the key {key}.")
    return 1 if problems else 0


def _bundle(args: argparse.Namespace) -> int:
    from hub.bundles import verify

    try:
        checked = verify.check(Path(args.bundle), _fingerprint(args.fingerprint))
    except verify.Unusable as error:
        raise CommandFailed(str(error), code=UNUSABLE) from error
    if as_json(args):
        say_json(_told(checked, compared=args.fingerprint is not None))
        return 0 if checked.whole else 1
    about = f"{checked.files} files, {checked.entries} ledger entries"
    _say(checked.problems, f"Whole: {about}, all unaltered since capture.")
    for left in checked.left_out:
        say(f"not in it: {printable(left)}")
    if checked.fingerprint is not None:
        say(f"Signed with the key {checked.fingerprint}.")
        if args.fingerprint is None:
            say(COMPARE)
        elif checked.whole:
            say("That is the fingerprint which you gave.")
    return 0 if checked.whole else 1


def _fingerprint(given: str | None) -> str | None:
    """As people write it down: groups, colons, capitals."""
    if given is None:
        return None
    plain = re.sub(r"[\s:]", "", given).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", plain):
        raise CommandFailed("A fingerprint has 64 hexadecimal digits.", code=UNUSABLE)
    return plain


def _told(checked: "BundleCheck", *, compared: bool) -> dict[str, object]:
    return {
        "whole": checked.whole,
        "files": checked.files,
        "entries": checked.entries,
        "fingerprint": checked.fingerprint,
        "fingerprintCompared": compared,
        "hubId": checked.hub_id,
        "madeAt": checked.made_at,
        "title": checked.title,
        "leftOut": checked.left_out,
        "problems": checked.problems,
    }


def _media(db: "Database", files: "ProofFiles") -> tuple[int, list[str]]:
    """How many files of posts there are, and what is wrong with them."""
    from models.queries.bundles import media_files

    count, problems = 0, []
    for media_id, name, sha256 in media_files(db):
        count += 1
        state = files.check(sha256)
        if state != "intact":
            problems.append(f"media {media_id} {name} ({sha256}): the file is {state}")
    return count, problems


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


def _say(problems: list[str], whole: str) -> None:
    for problem in problems:
        say(f"damaged: {printable(problem)}")
    if not problems:
        say(whole)
