"""Proof files under a failing disk: never called stored without being durable, always to be mended.

Every call to the disk on the way of a proof fails once, at each place, and for good.
"""

import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import NotFound, StorageFailing, StorageFull
from models.folder import DataFolder
from models.ids import new_id
from models.proof_files import ProofFiles
from tests.support.faults import FaultyDisk
from tests.support.stores import refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SHA = hashlib.sha256(PNG).hexdigest()
ASSET = new_id()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder."""
    opened = DataFolder.open(tmp_path / "data")
    yield opened
    opened.close()


def send(files: ProofFiles, asset_id: str = ASSET, content: bytes = PNG) -> None:
    """As an agent does: begin where the hub says, in three pieces, then the end."""
    upload = files.begin(
        asset_id,
        size_bytes=len(content),
        mime="image/png",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    while not upload.complete:
        upload.write(upload.offset, content[upload.offset : upload.offset + 4_000])
    upload.finish()


def test_a_proof_is_stored_under_its_content(folder: DataFolder) -> None:
    files = ProofFiles(folder)
    send(files)
    assert files.path(SHA) == folder.proofs / SHA[:2] / SHA
    with files.open(SHA) as file:
        assert file.read() == PNG
    assert files.check(SHA) == "intact"
    assert list((folder.proofs / "incoming").iterdir()) == []


def test_the_same_content_may_come_twice(folder: DataFolder) -> None:
    files = ProofFiles(folder)
    send(files)
    send(files, new_id())
    assert files.check(SHA) == "intact"


def test_damage_is_noticed_and_mended_by_a_new_upload(folder: DataFolder) -> None:
    files = ProofFiles(folder)
    send(files)
    files.path(SHA).write_bytes(PNG[:-1] + b"?")
    assert files.check(SHA) == "changed"
    files.path(SHA).unlink()
    assert files.check(SHA) == "missing"
    with pytest.raises(NotFound):
        files.open(SHA)
    send(files)
    assert files.check(SHA) == "intact"


def test_a_file_that_cannot_be_read_is_not_called_intact(folder: DataFolder) -> None:
    files = ProofFiles(folder)
    files.path(SHA).mkdir(parents=True)
    assert files.check(SHA) == "changed"


def test_an_upload_goes_on_in_another_process(folder: DataFolder) -> None:
    first = ProofFiles(folder).begin(ASSET, size_bytes=len(PNG), sha256=SHA, mime="image/png")
    first.write(0, PNG[:5_000])
    first.pause()
    second = ProofFiles(folder).begin(ASSET, size_bytes=len(PNG), sha256=SHA, mime="image/png")
    assert second.offset == 5_000
    second.write(5_000, PNG[5_000:])
    second.finish()
    assert ProofFiles(folder).check(SHA) == "intact"


def test_what_can_be_refused_is_refused_before_a_byte_comes(folder: DataFolder) -> None:
    files = ProofFiles(folder, max_bytes=1_000)
    with refused("TOO_LARGE"):
        files.begin(ASSET, size_bytes=1_001, sha256=SHA, mime="image/png")
    with refused("UNSUPPORTED_MEDIA"):
        files.begin(ASSET, size_bytes=10, sha256=SHA, mime="image/svg+xml")
    with refused("INVALID"):
        files.begin("../../etc/passwd", size_bytes=10, sha256=SHA, mime="image/png")
    with pytest.raises(NotFound):
        files.begin(ASSET, size_bytes=10, sha256="../" * 21 + "x", mime="image/png")
    assert not (folder.proofs / "incoming").exists() or not any(
        (folder.proofs / "incoming").iterdir()
    )


@pytest.mark.parametrize("sha256", ["", "ab", "../" * 21 + "x", SHA.upper(), SHA + "\n"])
def test_only_a_digest_is_a_name(folder: DataFolder, sha256: str) -> None:
    with pytest.raises(NotFound):
        ProofFiles(folder).path(sha256)


def test_uploads_that_nobody_waits_for_are_swept(folder: DataFolder) -> None:
    files = ProofFiles(folder)
    assert files.sweep([]) == 0
    other = new_id()
    for asset in (ASSET, other):
        upload = files.begin(asset, size_bytes=len(PNG), sha256=SHA, mime="image/png")
        upload.write(0, PNG[:10])
        upload.pause()
    assert files.sweep([ASSET]) == 1
    assert [path.stem for path in (folder.proofs / "incoming").iterdir()] == [ASSET]
    files.discard(ASSET)
    files.discard(ASSET)
    assert files.sweep([]) == 0


def calls_of_one_proof(tmp_path: Path) -> int:
    """How many calls a proof needs when nothing fails."""
    counting = FaultyDisk(10**9)
    folder = DataFolder.open(tmp_path / "count")
    send(ProofFiles(folder, disk=counting))
    folder.close()
    assert {"open", "write", "sync", "close", "rename", "make_folder", "sync_folder"} == set(
        counting.calls
    )
    return len(counting.calls)


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_whatever_call_fails_nothing_is_called_stored_that_is_not(
    tmp_path: Path, lasting: bool, code: int
) -> None:
    expected = StorageFull if code == errno.ENOSPC else StorageFailing
    for at in range(1, calls_of_one_proof(tmp_path) + 1):
        folder = DataFolder.open(tmp_path / f"{at}")
        disk = FaultyDisk(at, lasting=lasting, code=code)
        files = ProofFiles(folder, disk=disk)
        with pytest.raises(expected):
            send(files)
        assert disk.struck
        left = {path.name for path in (folder.proofs / "incoming").glob("*")}
        assert left <= {f"{ASSET}.part"}, "nothing but what can be resumed is left"

        disk.heal()
        send(files)
        assert files.path(SHA) in disk.durable
        assert files.check(SHA) == "intact"
        assert list((folder.proofs / "incoming").iterdir()) == []
        folder.close()


def test_after_a_failed_sync_the_bytes_are_not_trusted(folder: DataFolder) -> None:
    disk = FaultyDisk(10**9)
    files = ProofFiles(folder, disk=disk)
    upload = files.begin(ASSET, size_bytes=len(PNG), sha256=SHA, mime="image/png")
    upload.write(0, PNG)
    disk.at = len(disk.calls) + 1
    with pytest.raises(StorageFailing):
        upload.finish()
    assert disk.calls[-2] == "sync"
    again = files.begin(ASSET, size_bytes=len(PNG), sha256=SHA, mime="image/png")
    assert again.offset == 0, "the system may have forgotten what it failed to write"


def test_a_folder_is_synced_once_and_again_when_it_vanished(folder: DataFolder) -> None:
    disk = FaultyDisk(10**9)
    files = ProofFiles(folder, disk=disk)
    send(files)
    first = disk.calls.count("sync_folder")
    send(files, new_id())
    assert disk.calls.count("sync_folder") == first + 1
    files.path(SHA).unlink()
    files.path(SHA).parent.rmdir()
    send(files, new_id())
    assert disk.calls.count("sync_folder") == first + 3
