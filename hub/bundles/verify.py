"""Is a bundle whole? Checks every byte, every hash, the ledger extract and the signature.

Nothing in the bundle can say whose key signed it: that is for the fingerprint, which has to come
from the hub by another way.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from hub.bundles import manifest as m
from hub.bundles.contents import digest_of
from hub.bundles.sources import Source, Unusable, open_source
from hub.keys import fingerprint_of
from models.audit import entry_hash

__all__ = ["BundleCheck", "Unusable", "check"]

MOST_LISTED: Final = 16 * 1024 * 1024
"""Bytes of the manifest and of the list of sums."""
MOST_LEDGER: Final = 256 * 1024 * 1024
SIGNATURE_BYTES: Final = 64
MOST_KEY: Final = 4_096


class BundleCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `problems` name the file and what is wrong with it."""

    problems: list[str]
    files: int
    """How many the manifest lists."""
    entries: int
    """Of the ledger extract."""
    fingerprint: str | None
    """Of the key that signed; None when there is no good signature."""
    hub_id: str | None = None
    made_at: str | None = None
    title: str | None = None
    left_out: list[str] = []
    """Proofs that the hub had lost, changed or held back when the bundle was made."""

    @property
    def whole(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def check(path: Path, expected: str | None = None) -> BundleCheck:
    """Check a zip file or an unpacked folder; `expected` is the fingerprint of the hub's key.

    Raises Unusable for what is no bundle, or one of a newer Proofdesk.
    """
    source = open_source(path)
    try:
        return _Checking(source, expected).check()
    finally:
        source.close()


class _Checking:
    def __init__(self, source: Source, expected: str | None) -> None:
        self._source = source
        self._expected = expected
        self._problems = list(source.problems)
        self._digests: dict[str, str] = {}
        self._fingerprint: str | None = None

    def check(self) -> BundleCheck:
        if m.MANIFEST not in self._source.sizes:
            if self._problems or m.SUMS in self._source.sizes:
                return self._result(None, 0, f"{m.MANIFEST}: missing")
            raise Unusable("There is no manifest.json in it, so it is no proof bundle.")
        self._hash_all()
        raw = self._content(m.MANIFEST, MOST_LISTED)
        self._check_signature(raw)
        manifest = self._manifest(raw)
        self._check_sums()
        if manifest is None:
            return self._result(None, 0)
        self._check_files(manifest)
        entries = self._check_ledger(manifest)
        self._check_words(manifest)
        return self._result(manifest, entries)

    def _hash_all(self) -> None:
        for name in self._source.sizes:
            digest = hashlib.sha256()
            try:
                for chunk in self._source.read(name):
                    digest.update(chunk)
            except OSError as error:
                self._problems.append(f"{name}: it cannot be read ({error.strerror})")
            self._digests[name] = digest.hexdigest()

    def _manifest(self, raw: bytes) -> m.Manifest | None:
        """None when it was damaged beyond reading. Raises Unusable for a newer one."""
        try:
            told = m.head_of(raw)
            if self._fingerprint is not None and told != (m.FORMAT, m.VERSION):
                raise Unusable("It was made by a newer Proofdesk. Check it with that one.")
            return m.decode(raw)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            self._problems.append(f"{m.MANIFEST}: changed; it cannot be read ({error})")
            return None

    def _check_signature(self, raw: bytes) -> None:
        missing = [n for n in (m.SIGNATURE, m.PUBLIC_KEY) if n not in self._source.sizes]
        if missing:
            self._problems += [f"{name}: missing" for name in missing]
            return
        signature = self._content(m.SIGNATURE, SIGNATURE_BYTES)
        try:
            key = load_pem_public_key(self._content(m.PUBLIC_KEY, MOST_KEY))
            if not isinstance(key, Ed25519PublicKey):
                raise ValueError
        except Exception:  # a reader of keys may raise whatever a hostile file makes it raise
            self._problems.append(f"{m.PUBLIC_KEY}: it is no Ed25519 key")
            return
        try:
            key.verify(signature, raw)
        except InvalidSignature:
            self._problems.append(
                f"{m.SIGNATURE}: it does not fit {m.MANIFEST} and {m.PUBLIC_KEY}; one of the three"
                " was changed"
            )
            return
        self._fingerprint = fingerprint_of(key)
        if self._expected is not None and self._fingerprint != self._expected:
            self._problems.append(
                f"{m.PUBLIC_KEY}: its fingerprint is {self._fingerprint}, not the one that you gave"
            )

    def _check_files(self, manifest: m.Manifest) -> None:
        listed: dict[str, m.FileInfo] = {}
        for file in manifest.files:
            if file.path in listed or file.path in m.UNLISTED:
                self._problems.append(f"{file.path}: the manifest lists it twice")
            listed[file.path] = file
            size = self._source.sizes.get(file.path)
            if size is None:
                self._problems.append(f"{file.path}: missing")
            elif (size, self._digests[file.path]) != (file.size_bytes, file.sha256):
                self._problems.append(f"{file.path}: changed; it is not what the manifest says")
        strangers = self._source.sizes.keys() - listed.keys() - m.UNLISTED
        self._problems += [f"{name}: not in the manifest" for name in sorted(strangers)]
        if m.SUMS not in self._source.sizes:
            self._problems.append(f"{m.SUMS}: missing")

    def _check_sums(self) -> None:
        """The list for ordinary tools must say the same, so that nobody is misled by it."""
        if m.SUMS not in self._source.sizes:
            return
        there = sorted(name for name in self._digests if name != m.SUMS)
        wanted = "".join(f"{self._digests[name]}  {name}\n" for name in there).encode()
        found = self._content(m.SUMS, MOST_LISTED)
        if found == wanted:
            return
        lines, good = found.split(b"\n"), set(wanted.split(b"\n"))
        wrong = [
            line[66:].decode("ascii", "backslashreplace") for line in lines if line not in good
        ]
        named = ", ".join(sorted({name for name in wrong if name in self._digests})[:5])
        # A file that changed is named by the manifest; here it is the list that disagrees.
        self._problems.append(f"{m.SUMS}: it does not agree with {named or 'the files'}")

    def _check_ledger(self, manifest: m.Manifest) -> int:
        """How many entries; each must have its own hash, neighbours must be linked."""
        if m.LEDGER not in self._source.sizes:
            return 0
        entries, before = 0, None
        try:
            for line in self._ledger_lines():
                problem = _entry_problem(line, before)
                if problem is not None:
                    self._problems.append(f"{m.LEDGER}: entry {line.seq} {problem}")
                entries, before = entries + 1, line
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            self._problems.append(
                f"{m.LEDGER}: changed; line {entries + 1} cannot be read ({error})"
            )
            return entries
        head = manifest.ledger
        if entries != head.extract_entries:
            self._problems.append(
                f"{m.LEDGER}: {entries} entries; the manifest says {head.extract_entries}"
            )
        if before is not None and (
            before.seq > head.entries or (before.seq == head.entries and before.hash != head.head)
        ):
            self._problems.append(f"{m.LEDGER}: its last entry does not fit the ledger's end")
        return entries

    def _check_words(self, manifest: m.Manifest) -> None:
        """What the manifest says of itself must follow from what it lists."""
        if m.bundle_id_of(manifest.files) != manifest.bundle_id:
            self._problems.append(f"{m.MANIFEST}: its bundle id does not follow from its files")
        if self._fingerprint is not None and manifest.key.fingerprint != self._fingerprint:
            self._problems.append(f"{m.MANIFEST}: it names another key than the one that signed it")
        for target in manifest.targets:
            if target.run is not None and digest_of(target) != target.run.content_digest:
                self._problems.append(
                    f"{m.MANIFEST}: text, link and media of {target.account} do not have the"
                    " content digest that was approved"
                )

    def _ledger_lines(self) -> Iterator[m.LedgerLine]:
        decoder = msgspec.json.Decoder(m.LedgerLine)
        for line in self._content(m.LEDGER, MOST_LEDGER).split(b"\n"):
            if line:
                yield decoder.decode(line)

    def _content(self, name: str, most: int) -> bytes:
        """A whole file. Raises Unusable when it is larger than such a file can be."""
        if self._source.sizes[name] > most:
            raise Unusable(f"{name} is too large to be read.")
        return b"".join(self._source.read(name))

    def _result(self, manifest: m.Manifest | None, entries: int, *more: str) -> BundleCheck:
        problems = [*self._problems, *more]
        if manifest is None:
            return BundleCheck(
                problems=problems, files=0, entries=entries, fingerprint=self._fingerprint
            )
        return BundleCheck(
            problems=problems,
            files=len(manifest.files),
            entries=entries,
            fingerprint=self._fingerprint,
            hub_id=manifest.hub.id,
            made_at=manifest.made_at,
            title=manifest.post.title,
            left_out=[_left(one) for one in manifest.left_out],
        )


def _entry_problem(line: m.LedgerLine, before: m.LedgerLine | None) -> str | None:
    """What is wrong with an entry of the extract."""
    *said, digest = msgspec.structs.astuple(line)
    if entry_hash(*said) != digest:
        return "does not match its own hash"
    if before is None:
        return None
    if line.seq <= before.seq:
        return f"stands behind entry {before.seq}"
    if line.seq == before.seq + 1 and line.previous_hash != before.hash:
        return f"does not follow entry {before.seq}"
    return None


def _left(one: m.LeftOut) -> str:
    kind: Sequence[str] = (one.kind, f"of {one.account}") if one.account else (one.kind,)
    return f"{' '.join(kind)}: {one.reason}"
