"""Whole, damaged and hostile bundles."""

import contextlib
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub import keys
from hub.bundles import archive, verify
from hub.bundles import manifest as m
from hub.bundles.archive import member
from hub.bundles.verify import Unusable
from tests.support import bundles
from tests.support.bundles import Office
from tests.support.publications import TEXT


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle; beside it the fingerprint of its key."""
    folder = tmp_path_factory.mktemp("whole")
    with bundles.office(folder / "data") as desk:
        desk.zip(folder / "bundle.zip", bundles.a_post(desk))
        (folder / "fingerprint").write_text(desk.key.fingerprint)
    return folder / "bundle.zip"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """The same, unpacked."""
    with zipfile.ZipFile(whole) as zipped:
        zipped.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def problems(path: Path) -> list[str]:
    return verify.check(path).problems


def spans(path: Path) -> dict[str, tuple[int, int]]:
    """Where the bytes of each file of a zip lie."""
    with zipfile.ZipFile(path) as zipped:
        return {
            one.filename: (start, start + one.file_size)
            for one in zipped.infolist()
            for start in [one.header_offset + 30 + len(one.filename)]
        }


def test_a_whole_bundle(whole: Path, folder: Path) -> None:
    for path in (whole, folder):
        checked = verify.check(path)
        assert (checked.whole, checked.problems) == (True, [])
        assert checked.files == len(list(p for p in folder.rglob("*") if p.is_file())) - 3
        assert checked.entries > 10
        assert checked.title == TEXT[:40]


def test_the_key_is_compared_with_what_the_hub_said(whole: Path) -> None:
    said = whole.with_name("fingerprint").read_text()
    assert verify.check(whole, said).whole
    assert verify.check(whole).fingerprint == said
    (problem,) = verify.check(whole, "0" * 64).problems
    assert problem.startswith("signing-key.pub: its fingerprint is")


def test_a_flipped_byte_in_any_file_names_that_file(whole: Path, tmp_path: Path) -> None:
    chance, raw = random.Random(1), bytearray(whole.read_bytes())
    for name, (start, end) in spans(whole).items():
        for at in {start, end - 1, *(chance.randrange(start, end) for _ in range(3))}:
            copy = bytearray(raw)
            copy[at] ^= 1 << chance.randrange(8)
            (tmp_path / "flipped.zip").write_bytes(copy)
            found = problems(tmp_path / "flipped.zip")
            assert any(name in problem for problem in found), (name, at, found)


def test_a_flipped_byte_anywhere_else_is_noticed_too(whole: Path, tmp_path: Path) -> None:
    raw = whole.read_bytes()
    inside = sorted(spans(whole).values())
    between = [
        at
        for (_, start), (end, _) in zip([(0, 0), *inside], [*inside, (len(raw), 0)], strict=True)
        for at in range(start, end)
    ]
    for at in random.Random(2).sample(between, 300) + between[:40] + between[-40:]:
        copy = bytearray(raw)
        copy[at] ^= 1
        (tmp_path / "flipped.zip").write_bytes(copy)
        assert problems(tmp_path / "flipped.zip"), at


@pytest.mark.parametrize("cut", [1, 22, 100, 5_000])
def test_a_bundle_that_was_cut_off(whole: Path, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(whole.read_bytes()[:-cut])
    assert any("end" in problem for problem in problems(path))


def test_bytes_that_were_put_in_or_behind(whole: Path, tmp_path: Path) -> None:
    path, raw = tmp_path / "more.zip", whole.read_bytes()
    for changed in (raw + b"x", raw[:-22] + b"x" + raw[-22:], b"x" + raw):
        path.write_bytes(changed)
        try:
            assert problems(path)
        except Unusable:
            assert changed.startswith(b"x")


def replaced(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(change((folder / name).read_bytes()))


CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda f: (f / "report.pdf").unlink(), "report.pdf: missing"),
    (lambda f: (f / "manifest.json").unlink(), "manifest.json: missing"),
    (lambda f: (f / "manifest.sig").unlink(), "manifest.sig: missing"),
    (lambda f: (f / "signing-key.pub").unlink(), "signing-key.pub: missing"),
    (lambda f: (f / "SHA256SUMS").unlink(), "SHA256SUMS: missing"),
    (lambda f: (f / "ledger.jsonl").unlink(), "ledger.jsonl: missing"),
    (lambda f: (f / "stranger.png").write_bytes(b"x"), "stranger.png: not in the manifest"),
    (lambda f: (f / "a b.png").write_bytes(b"x"), "a b.png: no file of a bundle"),
    (lambda f: replaced(f, "SHA256SUMS", lambda raw: raw[1:]), "SHA256SUMS: it does not agree"),
    (
        lambda f: replaced(f, "manifest.json", lambda raw: raw.replace(b"Amman", b"Irbid")),
        "manifest.sig: it does not fit",
    ),
    (
        lambda f: replaced(f, "ledger.jsonl", lambda raw: raw.replace(b"device:", b"person:", 1)),
        "does not match its own hash",
    ),
    (
        lambda f: replaced(f, "ledger.jsonl", lambda raw: b"{}\n" + raw),
        "ledger.jsonl: changed; line 1",
    ),
    (
        lambda f: replaced(f, "signing-key.pub", lambda raw: b"no key"),
        "signing-key.pub: it is no Ed25519 key",
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=[words for _, words in CHANGES])
def test_a_damaged_folder(folder: Path, change: Callable[[Path], object], words: str) -> None:
    change(folder)
    assert any(words in problem for problem in problems(folder))


def test_a_link_in_a_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.pdf").write_bytes((folder / "report.pdf").read_bytes())
    (folder / "report.pdf").unlink()
    (folder / "report.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    assert "report.pdf: it is no file of its own but a link or a device" in problems(folder)


def resigned(
    folder: Path, key: keys.SigningKey, change: Callable[[dict[str, Any]], object]
) -> None:
    """As a hub with another key, or a careless one, would sign a changed manifest."""
    told = json.loads((folder / m.MANIFEST).read_bytes())
    change(told)
    raw = json.dumps(told).encode()
    (folder / m.MANIFEST).write_bytes(raw)
    (folder / m.SIGNATURE).write_bytes(key.sign(raw))


def test_what_somebody_else_signed_has_another_fingerprint(
    whole: Path, folder: Path, tmp_path: Path
) -> None:
    """Everything else fits; so the fingerprint is what it comes to."""
    from hub.bundles.make import public_key_file

    key = keys.load_signing(tmp_path / "key", "other")
    (folder / m.PUBLIC_KEY).write_bytes(public_key_file(key))
    resigned(folder, key, lambda told: None)
    checked = verify.check(folder, whole.with_name("fingerprint").read_text())
    assert checked.fingerprint == key.fingerprint
    assert any("not the one that you gave" in problem for problem in checked.problems)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["targets"][0].update(text="Another text"), "content digest"),
        (lambda told: told.update(bundleId="0" * 64), "bundle id"),
        (lambda told: told["key"].update(fingerprint="0" * 64), "another key"),
        (lambda told: told["ledger"].update(extractEntries=3), "the manifest says 3"),
        (lambda told: told["ledger"].update(entries=2), "ledger's end"),
        (lambda told: told["files"].append(told["files"][0]), "lists it twice"),
    ],
)
def test_a_signed_manifest_must_agree_with_itself(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    with bundles.office(tmp_path / "data") as desk:
        path = desk.zip(tmp_path / "b.zip", bundles.a_post(desk))
        with zipfile.ZipFile(path) as zipped:
            zipped.extractall(tmp_path / "f")
        resigned(tmp_path / "f", desk.key, change)
    assert any(words in problem for problem in problems(tmp_path / "f"))


def test_a_newer_bundle_is_said_to_be_newer(tmp_path: Path) -> None:
    with bundles.office(tmp_path / "data") as desk:
        path = desk.zip(tmp_path / "b.zip", bundles.a_post(desk))
        with zipfile.ZipFile(path) as zipped:
            zipped.extractall(tmp_path / "f")
        resigned(tmp_path / "f", desk.key, lambda told: told.update(version=2))
    with pytest.raises(Unusable, match="newer Proofdesk"):
        verify.check(tmp_path / "f")


def test_what_is_no_bundle(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        verify.check(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_bytes(b"just a text")
    (tmp_path / "empty.zip").write_bytes(b"")
    for name in ("text.zip", "empty.zip"):
        with pytest.raises(Unusable, match="no zip file"):
            verify.check(tmp_path / name)
    other = tmp_path / "other.zip"
    other.write_bytes(b"".join(archive.write([member("a.txt", b"a")])))
    with pytest.raises(Unusable, match="no proof bundle"):
        verify.check(other)
    shutil.make_archive(str(tmp_path / "again"), "zip", folder)
    with pytest.raises(Unusable, match="packed anew"):
        verify.check(tmp_path / "again.zip")


def hostile(tmp_path: Path, name: str, **facts: int) -> Path:
    """A zip of one file with this name, as a library writes it."""
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        info = zipfile.ZipInfo(name)
        for key, value in facts.items():
            setattr(info, key, value)
        zipped.writestr(info, b"0" * 1_000_000)
    return path


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("../../manifest.json", {}),
        ("/etc/passwd", {}),
        ("manifest.json", {"compress_type": zipfile.ZIP_DEFLATED}),
        ("manifest.json", {"external_attr": 0o120777 << 16}),
        ("C:\\manifest.json", {}),
    ],
)
def test_hostile_archives_are_refused_and_nothing_is_written(
    tmp_path: Path, name: str, facts: dict[str, int]
) -> None:
    path = hostile(tmp_path, name, **facts)
    with contextlib.suppress(Unusable):
        assert problems(path)
    assert list(tmp_path.iterdir()) == [path]


def test_two_files_of_one_name_and_endless_lists(whole: Path, tmp_path: Path) -> None:
    raw = whole.read_bytes()
    path = tmp_path / "b.zip"
    name = b"signing-key.pub"
    assert raw.count(name) >= 2
    path.write_bytes(raw.replace(b"README.txt", b"report.pdf"))
    assert any("report.pdf" in problem for problem in problems(path))
    path.write_bytes(raw[:-22] + archive.end(60_000, 90_000_000, 5))
    assert any("more files than" in problem for problem in problems(path))


def test_a_manifest_of_endless_depth(office: Office, post: str, folder: Path) -> None:
    (folder / m.MANIFEST).write_bytes(b"[" * 100_000)
    assert any("manifest.json: changed" in problem for problem in problems(folder))
