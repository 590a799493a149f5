"""Which files go into a bundle, checked while they are measured, and what the manifest says of it.

A file whose bytes are not those that were captured never gets in; it is named as left out.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from hub.bundles import manifest as m
from hub.bundles.archive import Member, member, member_of, read
from hub.bundles.names import simple
from hub.version import VERSION
from models.clock import rfc3339
from models.errors import NotFound
from models.posts.content import content_digest
from models.posts.views import PROOF_PARTS, MediaUse
from models.proof_files import ProofFiles
from models.queries.bundles import LedgerEntry, LookFacts, PostFacts, RunFacts, TargetFacts
from models.views import ProofView

SUFFIXES: Final = {
    "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif",
    "video/mp4": "mp4", "video/webm": "webm", "text/html": "html",
    "multipart/related": "mhtml", "text/plain": "txt", "application/json": "json",
}  # fmt: skip
PAGES: Final = frozenset({"text/html", "multipart/related", "text/plain"})
"""What shows a whole page as text, and cannot be blacked out."""


@dataclass(frozen=True, slots=True)
class Order:
    """What kind of bundle is wanted."""

    language: str = "en"
    redacted: bool = False
    """Redacted copies in place of the originals they were made of."""
    made_at: int = 0


@dataclass
class Contents:
    """What was gathered: `files` and `members` in the same order."""

    files: list[m.FileInfo] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    left_out: list[m.LeftOut] = field(default_factory=list)
    targets: list[m.TargetInfo] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of a file of the bundle lie on this disk."""

    def add(self, info: m.FileInfo, content: bytes) -> None:
        """A file that is made here; size and hash are filled in."""
        digest = hashlib.sha256(content).hexdigest()
        self.files.append(msgspec.structs.replace(info, sha256=digest, size_bytes=len(content)))
        self.members.append(member(info.path, content))

    def add_stored(self, info: m.FileInfo, path: Path, crc: int) -> None:
        """A file of the data folder, byte for byte."""
        self.files.append(info)
        self.members.append(member_of(info.path, path, info.size_bytes, crc))
        self.paths[info.path] = path


Tell = Callable[[int, int], None]
"""How far it is: files measured, files in all."""


class Gathering:
    """Gathers the files of one post; reads every one of them once, to check and measure it."""

    def __init__(self, facts: PostFacts, files: ProofFiles, order: Order, tell: Tell) -> None:
        self._facts = facts
        self._files = files
        self._order = order
        self._tell = tell
        self._all = sum(len(list(_proofs_of(one.run))) for one in facts.targets) + len(facts.media)
        self._read = 0
        self._stored = {
            entry.subject_id: entry.seq
            for entry in facts.ledger
            if entry.action in ("proof.stored", "proof.redacted")
        }
        self.contents = Contents()

    def gather(self) -> Contents:
        """Ledger first, then the media, then target by target."""
        into = self.contents
        into.add(_made(m.LEDGER, "application/x-ndjson", "ledger"), ledger_lines(self._facts))
        self._media()
        for number, target in enumerate(self._facts.targets, start=1):
            named = (simple(part, "account") for part in (target.platform, target.handle))
            folder = "-".join([str(number), *named])
            key = f"{target.platform}:{target.handle}"
            found = self._target(target, f"files/{folder}", key)
            into.targets.append(_target_info(target, key, found, self._facts))
        return into

    def _media(self) -> None:
        used = {use.id: use for target in self._facts.targets for use in target.media}
        for number, media_id in enumerate(used, start=1):
            media = self._facts.media.get(media_id)
            if media is None:
                continue
            stem = simple(media.name.rpartition(".")[0] or media.name, "file")
            path = f"files/media/{number}-{stem}.{SUFFIXES.get(media.mime, 'bin')}"
            info = _made(path, media.mime, "media")
            info = msgspec.structs.replace(info, width=media.width, height=media.height)
            self._store(info, media.sha256, media_id, "media", "")

    def _target(self, target: TargetFacts, folder: str, key: str) -> set[str]:
        """The parts whose files are there and intact."""
        run = target.run
        if run is None:
            return set()
        names = Counter[str]()
        found = {"account"} if run.account_seen else set()
        found |= self._captures(run.proofs, run.id, folder, "", key, names)
        for number, look in enumerate(run.looks, start=1):
            prefix = f"look-{number}-"
            kinds = self._captures(look.proofs, run.id, folder, prefix, key, names)
            if look.outcome == "found":
                found |= kinds & {"permalink", "page"}
        if "log" not in found and run.log:
            info = _made(f"{folder}/log.jsonl", "application/x-ndjson", "proof")
            info = msgspec.structs.replace(info, kind="log", account=key, run_id=run.id)
            self.contents.add(info, _log_lines(run))
            found.add("log")
        return found

    def _captures(
        self,
        proofs: list[ProofView],
        run_id: str,
        folder: str,
        prefix: str,
        key: str,
        names: Counter[str],
    ) -> set[str]:
        """The kinds of which an intact file is there (its copy counts for the original)."""
        copies = {proof.parent_id: proof for proof in proofs if proof.parent_id}
        hiding = self._order.redacted and bool(copies)
        found = set[str]()
        for proof in proofs:
            if proof.parent_id is not None:
                continue
            shown = copies.get(proof.id, proof) if hiding else proof
            stem = prefix + simple(proof.kind, "capture")
            if shown is not proof:
                stem += ".redacted"
            names[stem] += 1
            stem += f"-{names[stem]}" if names[stem] > 1 else ""
            path = f"{folder}/{stem}.{SUFFIXES.get(shown.mime, 'bin')}"
            info = self._proof_info(shown, proof, path, key, run_id, later=bool(prefix))
            if hiding and proof.mime in PAGES:
                if self._whole(proof, key):
                    found.add(proof.kind)
                    self._leave_out(proof.id, proof.kind, key, proof.sha256, "redacted")
                continue
            if shown is not proof and not self._whole(proof, key):
                continue
            if self._store(info, shown.sha256, shown.id, proof.kind, key):
                found.add(proof.kind)
        return found

    def _proof_info(
        self,
        shown: ProofView,
        original: ProofView,
        path: str,
        key: str,
        run_id: str,
        *,
        later: bool,
    ) -> m.FileInfo:
        skew = original.clock_skew_ms
        copied = shown is not original
        return m.FileInfo(
            path=path,
            sha256=shown.sha256,
            size_bytes=shown.size_bytes,
            mime=shown.mime,
            role="proof",
            kind=original.kind,
            account=key,
            proof_id=shown.id,
            run_id=run_id,
            captured_at=rfc3339(original.captured_at),
            hub_clock_at=None if skew is None else rfc3339(original.captured_at + skew),
            received_at=_time(original.received_at),
            clock_skew_ms=skew,
            page_url=original.page_url,
            width=shown.width,
            height=shown.height,
            late=original.late,
            taken_later=later,
            ledger_seq=self._stored.get(shown.id),
            parent=m.Parent(proof_id=original.id, sha256=original.sha256) if copied else None,
            redaction=shown.redaction if copied else None,
        )

    def _store(self, info: m.FileInfo, sha256: str, id: str, kind: str, key: str) -> bool:
        """Put a stored file in, or say why it is left out."""
        found = self._measured(sha256)
        if isinstance(found, str):
            self._leave_out(id, kind, key, sha256, found)
            return False
        size, crc = found
        info = msgspec.structs.replace(info, sha256=sha256, size_bytes=size)
        self.contents.add_stored(info, self._files.path(sha256), crc)
        return True

    def _whole(self, proof: ProofView, key: str) -> bool:
        """Whether a file that is not put in is at least what was captured."""
        found = self._measured(proof.sha256)
        if isinstance(found, str):
            self._leave_out(proof.id, proof.kind, key, proof.sha256, found)
            return False
        return True

    def _measured(self, sha256: str) -> tuple[int, int] | str:
        """Size and CRC, or what is wrong with the file: missing | changed."""
        self._read += 1
        self._tell(self._read, max(self._all, self._read))
        digest, size, crc = hashlib.sha256(), 0, 0
        try:
            for chunk in read(self._files.path(sha256)):
                digest.update(chunk)
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        except (NotFound, FileNotFoundError):
            return "missing"
        except OSError:
            return "changed"
        return (size, crc) if digest.hexdigest() == sha256 else "changed"

    def _leave_out(self, id: str, kind: str, key: str, sha256: str, reason: str) -> None:
        self.contents.left_out.append(
            m.LeftOut(proof_id=id, kind=kind, account=key, sha256=sha256, reason=reason)
        )


def manifest_of(facts: PostFacts, contents: Contents, order: Order, fingerprint: str) -> m.Manifest:
    """The manifest of what is gathered so far."""
    return m.Manifest(
        format=m.FORMAT,
        version=m.VERSION,
        bundle_id=m.bundle_id_of(contents.files),
        made_at=rfc3339(order.made_at),
        language=order.language,
        redacted=order.redacted,
        hub=m.HubInfo(
            id=facts.hub.hub_id, epoch=facts.hub.hub_epoch, software=f"Proofdesk {VERSION}"
        ),
        post=m.PostInfo(
            id=facts.id,
            title=facts.title,
            workspace_id=facts.workspace_id,
            workspace=facts.workspace,
            wall=facts.wall,
            zone=facts.zone,
            scheduled_at=_time(facts.at),
        ),
        targets=contents.targets,
        files=contents.files,
        left_out=contents.left_out,
        ledger=m.LedgerInfo(
            entries=facts.head_entries, head=facts.head_hash, extract_entries=len(facts.ledger)
        ),
        key=m.KeyInfo(fingerprint=fingerprint),
    )


def ledger_lines(facts: PostFacts) -> bytes:
    """`ledger.jsonl`."""
    return b"".join(msgspec.json.encode(_ledger_line(entry)) + b"\n" for entry in facts.ledger)


def _ledger_line(entry: LedgerEntry) -> m.LedgerLine:
    return m.LedgerLine(**msgspec.structs.asdict(entry))


def _log_lines(run: RunFacts) -> bytes:
    lines = (
        {"at": rfc3339(line.at), "level": line.level, "message": line.message} for line in run.log
    )
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def _target_info(
    target: TargetFacts, key: str, found: Iterable[str], facts: PostFacts
) -> m.TargetInfo:
    there = set(found)
    return m.TargetInfo(
        variant_id=target.variant_id,
        account=key,
        platform=target.platform,
        handle=target.handle,
        display_name=target.display_name,
        text=target.text,
        link=target.link,
        media=[one for use in target.media for one in _media_info(use, facts)],
        first_comment=target.first_comment,
        parts=[part for part in PROOF_PARTS if part in there],
        missing=[part for part in PROOF_PARTS if part not in there] if target.run else [],
        run=None if target.run is None else _run_info(target.run),
    )


def _media_info(use: MediaUse, facts: PostFacts) -> Iterator[m.MediaInfo]:
    media = facts.media.get(use.id)
    if media is not None:
        yield m.MediaInfo(
            media_id=use.id, sha256=media.sha256, name=media.name, mime=media.mime, alt=use.alt
        )


def _run_info(run: RunFacts) -> m.RunInfo:
    permit = None
    if run.permit is not None and run.permitted_at is not None:
        permit = m.Permit(
            id=run.permit, given_at=rfc3339(run.permitted_at), number=run.permit_count
        )
    return m.RunInfo(
        id=run.id,
        job_id=run.job_id,
        attempt=run.attempt,
        state=run.state,
        device_id=run.device_id,
        device=run.device_name,
        browser=run.browser,
        pressed_by=run.commit_by,
        account_seen=run.account_seen,
        content_digest=run.content_digest,
        digest_seen=run.digest_seen,
        permit=permit,
        pressed_at=_time(run.pressed_at),
        submitted_at=_time(run.submitted_at),
        published_at=_time(run.published_at),
        permalink=run.permalink,
        platform_post_id=run.platform_post_id,
        unknown_at=_time(run.unknown_at),
        recovered=run.recovered,
        resolved_at=_time(run.resolved_at),
        resolved_by=run.resolved_by,
        looks=[_look_info(look) for look in run.looks],
    )


def _look_info(look: LookFacts) -> m.LookInfo:
    return m.LookInfo(
        at=rfc3339(look.at), outcome=look.outcome, device=look.device_name, permalink=look.permalink
    )


def digest_of(target: m.TargetInfo) -> str:
    """The content digest that this target's text, link and media have."""
    return content_digest(target.text, target.link, [one.sha256 for one in target.media])


def _made(path: str, mime: str, role: str) -> m.FileInfo:
    """A file whose hash and size are not known yet."""
    return m.FileInfo(path=path, sha256="", size_bytes=0, mime=mime, role=role)


def _proofs_of(run: RunFacts | None) -> Iterator[ProofView]:
    if run is not None:
        yield from run.proofs
        for look in run.looks:
            yield from look.proofs


def _time(ms: int | None) -> str | None:
    return None if ms is None else rfc3339(ms)
