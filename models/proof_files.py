"""Proof files, named by their content: nothing counts as stored before the disk has it."""

from pathlib import Path
from typing import BinaryIO

from models.folder import DataFolder


class Upload:
    """One proof file on its way in. Not for two threads at once."""

    asset_id: str
    size_bytes: int
    offset: int
    """How many bytes are there; the agent goes on from here."""

    @property
    def complete(self) -> bool:
        """All bytes are there (not yet checked, not yet durable)."""
        raise NotImplementedError

    def write(self, offset: int, data: bytes) -> None:
        """Append bytes at `offset`; what is there already is skipped.

        Raises RuleRefused("INVALID") for a gap, "TOO_LARGE" past the declared size; StorageFull,
        StorageFailing.
        """
        raise NotImplementedError

    def finish(self) -> None:
        """Check size, hash and form; sync, rename, sync the folder. Then the file is durable.

        Raises RuleRefused HASH_MISMATCH, UNSUPPORTED_MEDIA (the upload starts anew); StorageFull,
        StorageFailing (nothing is acknowledged; try again).
        """
        raise NotImplementedError

    def pause(self) -> None:
        """Close the file, keep what is there for a later `begin`."""
        raise NotImplementedError


class ProofFiles:
    """`proofs/ab/abcdef…` and the temporary files beside them. Safe for several threads."""

    def __init__(self, folder: DataFolder, *, max_bytes: int = 50 * 1024 * 1024) -> None:
        raise NotImplementedError

    def begin(self, asset_id: str, *, size_bytes: int, sha256: str, mime: str) -> Upload:
        """Begin or resume. Raises RuleRefused TOO_LARGE or UNSUPPORTED_MEDIA at once."""
        raise NotImplementedError

    def discard(self, asset_id: str) -> None:
        """Forget a begun upload."""
        raise NotImplementedError

    def path(self, sha256: str) -> Path: raise NotImplementedError

    def open(self, sha256: str) -> BinaryIO:
        """Raises NotFound("proof file", sha256)."""
        raise NotImplementedError

    def check(self, sha256: str) -> str:
        """intact | changed | missing; reads the whole file."""
        raise NotImplementedError
