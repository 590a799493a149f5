"""Makes a bundle: gathers, writes the reports, lists, signs, and streams the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hub.bundles import archive, html, pdf, readme
from hub.bundles import manifest as m
from hub.bundles.archive import Member
from hub.bundles.contents import Contents, Gathering, Order, Tell, manifest_of
from hub.bundles.report import pages_of
from hub.keys import SigningKey
from models.errors import RuleRefused
from models.proof_files import ProofFiles
from models.queries.bundles import PostFacts

LANGUAGES: Final = ("en", "ar")
NOTHING_REDACTED: Final = (
    "No picture of this post has a redacted copy yet. Redact one in its viewer first."
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that is ready to be written; its files are read while it is."""

    manifest: m.Manifest
    members: list[Member]

    @property
    def size(self) -> int:
        """Bytes of the zip file."""
        return archive.size_of(self.members)

    @property
    def file_name(self) -> str:
        """What the zip file may be called."""
        day, post = self.manifest.made_at[:10], self.manifest.post.id[:8]
        return f"proof-{day}-{post}.zip"

    def chunks(self) -> Iterator[bytes]:
        """The zip file. Raises RuleRefused when a file changed meanwhile or it is too large."""
        return archive.write(self.members)


def make(
    facts: PostFacts,
    files: ProofFiles,
    key: SigningKey,
    order: Order,
    tell: Tell = lambda done, of: None,
) -> Bundle:
    """Reads every file once. Raises RuleRefused("INVALID") when nothing is redacted."""
    if not facts.targets:
        raise RuleRefused("INVALID", "This post has no accounts yet, so there is nothing to prove.")
    if order.redacted and not _has_copies(facts):
        raise RuleRefused("INVALID", NOTHING_REDACTED)
    contents = Gathering(facts, files, order, tell).gather()
    draft = manifest_of(facts, contents, order, key.fingerprint)
    pages = pages_of(draft, contents.paths, facts.ledger, facts.zone)
    front = Contents()
    front.add(_listed(m.README, "text/plain", "readme"), readme.text(draft))
    front.add(_listed(m.HTML, "text/html", "report"), html.render(pages, order.language))
    front.add(_listed(m.PDF, "application/pdf", "report"), pdf.render(pages, order))
    front.add(_listed(m.PUBLIC_KEY, "application/x-pem-file", "key"), public_key_file(key))
    manifest = msgspec.structs.replace(draft, files=[*front.files, *contents.files])
    raw = m.encode(manifest)
    signature = key.sign(raw)
    own = Contents()
    own.add(_listed(m.MANIFEST, "application/json", "manifest"), raw)
    own.add(_listed(m.SIGNATURE, "application/octet-stream", "signature"), signature)
    listed = [*own.files, *manifest.files]
    sums = "".join(map(m.sum_line, sorted(listed, key=lambda one: one.path))).encode()
    own.members.append(archive.member(m.SUMS, sums))
    return Bundle(manifest, [*front.members, *own.members, *contents.members])


def public_key_file(key: SigningKey) -> bytes:
    """PEM, which every tool reads, below a line that says the fingerprint."""
    pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"Ed25519, SHA-256 fingerprint {key.fingerprint}\n".encode() + pem


def _listed(path: str, mime: str, role: str) -> m.FileInfo:
    return m.FileInfo(path=path, sha256="", size_bytes=0, mime=mime, role=role)


def _has_copies(facts: PostFacts) -> bool:
    runs = [target.run for target in facts.targets if target.run is not None]
    shown = [*(run.proofs for run in runs), *(look.proofs for run in runs for look in run.looks)]
    return any(proof.parent_id for proofs in shown for proof in proofs)
