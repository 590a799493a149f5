"""A bundle as a whole, and as ordinary tools see it."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hub.bundles import verify
from tests.support import bundles
from tests.support.bundles import Office
from tests.support.stores import NOW


@pytest.fixture
def unpacked(office: Office, post: str, tmp_path: Path) -> Path:
    """A bundle in a folder."""
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(office.zip(tmp_path / "bundle.zip", post, "ar")) as zipped:
        zipped.extractall(folder)
    return folder


def said(folder: Path, *command: str) -> str:
    """What an ordinary tool says; it is content."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_same_content_and_moment_give_the_same_bytes(
    office: Office, post: str, tmp_path: Path
) -> None:
    for language in ("en", "ar"):
        first = office.zip(tmp_path / "1.zip", post, language).read_bytes()
        assert office.zip(tmp_path / "2.zip", post, language).read_bytes() == first


def test_sha256sum_finds_every_file_whole(unpacked: Path) -> None:
    lines = said(unpacked, "sha256sum", "-c", "SHA256SUMS").splitlines()
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert len(lines) == len(files) - 1
    assert all(line.endswith(": OK") for line in lines)


def test_openssl_knows_the_signature_and_the_fingerprint(unpacked: Path, office: Office) -> None:
    said(unpacked, "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "signing-key.pub", "-rawin",
         "-in", "manifest.json", "-sigfile", "manifest.sig")  # fmt: skip
    said(unpacked, "openssl", "pkey", "-pubin", "-in", "signing-key.pub", "-outform", "DER",
         "-out", "key.der")  # fmt: skip
    assert office.key.fingerprint in said(unpacked, "openssl", "dgst", "-sha256", "key.der")


def test_unzip_finds_nothing_wrong(unpacked: Path) -> None:
    assert "No errors" in said(unpacked.parent, "unzip", "-t", "bundle.zip")


def test_the_lines_of_the_readme_check_the_ledger(unpacked: Path) -> None:
    readme = (unpacked / "README.txt").read_text("utf-8")
    script = readme.partition('python3 -c "')[2].partition('"\n')[0].replace("\n     ", "\n")
    lines = said(unpacked, sys.executable, "-c", script).splitlines()
    assert len(lines) == len((unpacked / "ledger.jsonl").read_bytes().splitlines())
    assert {line.split()[1] for line in lines} == {"True"}


def test_what_ledger_texts_may_hold_is_hashed_alike_everywhere(
    office: Office, tmp_path: Path
) -> None:
    """Python's own JSON writes every character as ours does, so that anybody can compute it."""
    from models import audit

    odd = 'عيادة 😀 \\ " / \x1f \x7f \u2028 \r\n\t'
    post = bundles.a_post(office, odd)
    audit.append(office.db, actor=odd, action="a", subject_id=post, detail={odd: odd}, now=NOW)
    path = office.zip(tmp_path / "b.zip", post)
    assert verify.check(path).whole
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(tmp_path / "unpacked")
    test_the_lines_of_the_readme_check_the_ledger(tmp_path / "unpacked")
