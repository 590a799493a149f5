"""`manifest.json`: what a bundle says of itself. The hub signs its bytes.

Times are RFC 3339 in UTC, hashes are SHA-256 in hex, digests as in the protocol's section 5.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, Final

import msgspec

FORMAT: Final = "proofdesk-bundle"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
PUBLIC_KEY: Final = "signing-key.pub"
SUMS: Final = "SHA256SUMS"
LEDGER: Final = "ledger.jsonl"
README: Final = "README.txt"
HTML: Final = "report.html"
PDF: Final = "report.pdf"
UNLISTED: Final = frozenset({MANIFEST, SIGNATURE, SUMS})
"""Files that the manifest cannot list: itself and what is made of it."""

IDENTIFYING: Final = frozenset({"proof", "media", "ledger"})
"""Roles of files that are the same in every report made of them."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Base; a field that does not apply is left out."""


class HubInfo(Shape, frozen=True, kw_only=True):
    """Who made the bundle."""

    id: str
    epoch: int
    software: str


class Parent(Shape, frozen=True, kw_only=True):
    """The original of a redacted copy; it is not in the bundle."""

    proof_id: str
    sha256: str


class FileInfo(Shape, frozen=True, kw_only=True):
    """A file of the bundle."""

    path: str
    sha256: str
    size_bytes: int
    mime: str
    role: str
    """proof | media | report | ledger | key | readme"""
    kind: str | None = None
    """Of a proof: before, after, permalink, page, log, look…"""
    account: str | None = None
    """`platform:handle` of the target it belongs to."""
    proof_id: str | None = None
    run_id: str | None = None
    captured_at: str | None = None
    """By the device's clock."""
    hub_clock_at: str | None = None
    """What the hub's clock showed when the capture was announced to it."""
    received_at: str | None = None
    """When the file was whole on the hub's disk, by the hub's clock."""
    clock_skew_ms: int | None = None
    page_url: str | None = None
    width: int | None = None
    height: int | None = None
    late: bool = False
    """It came after the run had lost its lease."""
    taken_later: bool = False
    """A look after the fact took it, not the run itself."""
    ledger_seq: int | None = None
    """The entry that says it was stored."""
    parent: Parent | None = None
    redaction: list[tuple[int, int, int, int]] | None = None
    """Blacked out: left, top, width, height in pixels."""


class LeftOut(Shape, frozen=True, kw_only=True):
    """A proof that belongs here and is not in the bundle."""

    proof_id: str
    kind: str
    account: str
    sha256: str
    reason: str
    """missing | changed: the file on the hub's disk; redacted: pages are left out of redacted
    bundles, since they would show what the pictures hide"""


class MediaInfo(Shape, frozen=True, kw_only=True):
    """A picture or film of the post, as approved."""

    media_id: str
    sha256: str
    name: str
    mime: str
    alt: str = ""


class Permit(Shape, frozen=True, kw_only=True):
    """The hub's single-use leave to press the button."""

    id: str
    given_at: str
    number: int
    """Which permit of the run it was; the others were returned unpressed."""


class LookInfo(Shape, frozen=True, kw_only=True):
    """A read-only look at the account after the outcome was in doubt."""

    at: str
    outcome: str
    device: str
    permalink: str | None = None


class RunInfo(Shape, frozen=True, kw_only=True):
    """The attempt that counts."""

    id: str
    job_id: str
    attempt: int
    state: str
    device_id: str
    device: str | None = None
    browser: str | None = None
    pressed_by: str
    """agent | operator"""
    account_seen: str | None = None
    content_digest: str
    digest_seen: str | None = None
    """What stood in the composer when the permit was asked for."""
    permit: Permit | None = None
    pressed_at: str | None = None
    """By the device's clock."""
    submitted_at: str | None = None
    """When the hub heard of the press."""
    published_at: str | None = None
    permalink: str | None = None
    platform_post_id: str | None = None
    unknown_at: str | None = None
    recovered: bool = False
    """A look found the post; the run itself did not report it."""
    resolved_at: str | None = None
    resolved_by: str | None = None
    """The operator who said what became of it."""
    looks: list[LookInfo] = []


class TargetInfo(Shape, frozen=True, kw_only=True):
    """One account that the post was for."""

    variant_id: str
    account: str
    platform: str
    handle: str
    display_name: str | None = None
    text: str
    link: str | None = None
    media: list[MediaInfo] = []
    first_comment: str | None = None
    parts: list[str] = []
    """Which of the six parts of a proof were stored and intact."""
    missing: list[str] = []
    run: RunInfo | None = None


class PostInfo(Shape, frozen=True, kw_only=True):
    """The post."""

    id: str
    title: str
    workspace_id: str
    workspace: str
    wall: str | None = None
    zone: str | None = None
    scheduled_at: str | None = None


class LedgerInfo(Shape, frozen=True, kw_only=True):
    """The hub's hash chain when the bundle was made, and what of it is in the extract."""

    entries: int
    head: str | None = None
    """The hash of the newest entry."""
    extract: str = LEDGER
    extract_entries: int


class KeyInfo(Shape, frozen=True, kw_only=True):
    """What `manifest.sig` was made with."""

    algorithm: str = "Ed25519"
    fingerprint: str
    file: str = PUBLIC_KEY


class Manifest(Shape, frozen=True, kw_only=True):
    """The whole of it."""

    format: str
    version: int
    bundle_id: str
    """Names the proof files and the ledger extract, see `bundle_id_of`."""
    made_at: str
    language: str
    redacted: bool
    hub: HubInfo
    post: PostInfo
    targets: list[TargetInfo]
    files: list[FileInfo]
    left_out: list[LeftOut]
    ledger: LedgerInfo
    key: KeyInfo


class LedgerLine(Shape, frozen=True, kw_only=True):
    """A line of `ledger.jsonl`: `detail` is text, as it went into the hash."""

    seq: int
    at: int
    actor: str
    action: str
    subject_type: str | None
    subject_id: str | None
    detail: str
    previous_hash: str
    hash: str


def encode(manifest: Manifest) -> bytes:
    """As it is signed: indented, for people too."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def decode(raw: bytes) -> Manifest:
    """Raises msgspec.DecodeError for what is no manifest."""
    return msgspec.json.decode(raw, type=Manifest)


def bundle_id_of(files: Iterable[FileInfo]) -> str:
    """SHA-256 of the lines of SHA256SUMS that belong to proofs, media and ledger, by path."""
    named = sorted((one for one in files if one.role in IDENTIFYING), key=lambda one: one.path)
    return hashlib.sha256("".join(map(sum_line, named)).encode()).hexdigest()


def sum_line(file: FileInfo) -> str:
    """A line as `sha256sum` writes and reads it."""
    return f"{file.sha256}  {file.path}\n"


def head_of(raw: bytes) -> tuple[Any, Any]:
    """Format and version, to tell a newer bundle from a damaged one."""
    told = msgspec.json.decode(raw)
    return (told.get("format"), told.get("version")) if isinstance(told, dict) else (None, None)
