"""Proof files, named by their content: nothing counts as stored before the disk has it."""

import hashlib
from collections.abc import Collection
from io import BufferedReader
from pathlib import Path
from typing import Final

from models import media
from models.disk import Disk
from models.errors import NotFound, RuleRefused
from models.folder import DataFolder
from models.ids import is_id
from models.uploads import Upload, storage_error

__all__ = ["ProofFiles", "Upload"]

MOST_BYTES: Final = 50 * 1024 * 1024
_PART: Final = ".part"


class ProofFiles:
    """`proofs/ab/abcdef…` and the files that are still coming in. Safe for several threads."""

    def __init__(
        self, folder: DataFolder, *, max_bytes: int = MOST_BYTES, disk: Disk | None = None
    ) -> None:
        self._root = folder.proofs
        self._incoming = folder.proofs / "incoming"
        self._max_bytes = max_bytes
        self._disk = disk or Disk()
        self._settled: set[Path] = set()

    def begin(
        self, asset_id: str, *, size_bytes: int, sha256: str, mime: str, postable: bool = False
    ) -> Upload:
        """Begin or resume a proof, or a `postable` file of posts.

        Raises RuleRefused TOO_LARGE or UNSUPPORTED_MEDIA at once; StorageFull, StorageFailing.
        """
        (media.refuse_unpostable if postable else media.refuse_unsupported)(mime)
        if size_bytes > self._max_bytes:
            raise RuleRefused(
                "TOO_LARGE", f"A file has at most {self._max_bytes} bytes; this has {size_bytes}."
            )
        part = self._part(asset_id)
        try:
            self._disk.make_folder(self._incoming)
        except OSError as error:
            raise storage_error(error) from error
        return Upload(
            self._disk,
            part,
            self.path(sha256),
            self._settle,
            asset_id=asset_id,
            size_bytes=size_bytes,
            sha256=sha256,
            mime=mime,
        )

    def discard(self, asset_id: str) -> None:
        """Forget what came of an upload."""
        self._part(asset_id).unlink(missing_ok=True)

    def sweep(self, awaited: Collection[str]) -> int:
        """Remove what came of uploads that nobody waits for any more; how many."""
        left = [part for part in self._incoming.glob(f"*{_PART}") if part.stem not in awaited]
        for part in left:
            part.unlink(missing_ok=True)
        return len(left)

    def path(self, sha256: str) -> Path:
        """Where the file of this content is. Raises NotFound for what is no SHA-256."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound("proof file", sha256)
        return self._root / sha256[:2] / sha256

    def open(self, sha256: str) -> BufferedReader:
        """The bytes. Raises NotFound("proof file", sha256)."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound("proof file", sha256) from None

    def check(self, sha256: str) -> str:
        """intact | changed | missing; reads the whole file."""
        try:
            with self.open(sha256) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except NotFound:
            return "missing"
        except OSError:
            return "changed"
        return "intact" if digest == sha256 else "changed"

    def _settle(self, folder: Path) -> None:
        """Make a folder of `proofs` durable, once in the life of this object."""
        if folder not in self._settled or not folder.is_dir():
            self._disk.make_folder(folder)
            self._disk.sync_folder(self._root)
            self._settled.add(folder)

    def _part(self, asset_id: str) -> Path:
        """The id becomes a file name: nothing but an id will do."""
        if not is_id(asset_id):
            raise RuleRefused("INVALID", "An asset id is a lower-case UUID.")
        return self._incoming / f"{asset_id}{_PART}"
