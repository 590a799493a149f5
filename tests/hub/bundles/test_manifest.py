"""The manifest's form."""

import hashlib

import msgspec
import pytest

from hub.bundles import manifest as m
from hub.bundles.manifest import FileInfo
from tests.support.bundles import Office


def info(path: str, role: str, sha256: str = "ab" * 32) -> FileInfo:
    return FileInfo(path=path, sha256=sha256, size_bytes=1, mime="image/png", role=role)


def test_it_comes_back_as_it_went(office: Office, post: str) -> None:
    manifest = office.bundle(post).manifest
    raw = m.encode(manifest)
    assert m.decode(raw) == manifest
    assert m.head_of(raw) == ("proofdesk-bundle", 1)
    assert b'"madeAt"' in raw


def test_the_bundle_id_is_of_proofs_media_and_ledger_alone() -> None:
    files = [info("b", "proof"), info("a", "ledger"), info("c", "media")]
    lines = "".join(f"{'ab' * 32}  {name}\n" for name in "abc")
    expected = hashlib.sha256(lines.encode()).hexdigest()
    assert m.bundle_id_of(files) == expected
    assert m.bundle_id_of([*files, info("report.html", "report")]) == expected
    assert m.bundle_id_of([*files, info("d", "proof")]) != expected


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"format": 1}', b"\xff", b"null"])
def test_what_is_no_manifest(raw: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        m.decode(raw)
