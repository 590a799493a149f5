"""The data folder: where everything lives, private to its owner, locked by one process."""

import errno
import os
import secrets
from pathlib import Path

from models.errors import FolderTaken, FolderUnwritable, StorageFull
from models.lock import FileLock, Locked

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_FOUNDED = b"proofdesk\n"
_PARTS = ("proofs", "thumbnails", "backups", "logs")


class DataFolder:
    """One data folder and the paths in it. `open` to write, `read_only` beside a running hub."""

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self.database = path / "proofdesk.sqlite3"
        self.proofs = path / "proofs"
        self.thumbnails = path / "thumbnails"
        self.backups = path / "backups"
        self.logs = path / "logs"
        self.api_token_file = path / "api-token"
        self.hub_key_file = path / "hub-key"
        self.signing_key_file = path / "signing-key"
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> "DataFolder":
        """Make the folder (0700), take its exclusive lock, then nothing else.

        Raises FolderTaken when another process holds the lock, FolderUnwritable when the folder
        cannot be made or written. Sets the umask of this process to 077.
        """
        os.umask(0o077)
        path = path.absolute()
        try:
            path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            path.chmod(_PRIVATE_FOLDER)
            lock = FileLock(path / "lock")
        except Locked:
            raise FolderTaken(
                path,
                f"Another Proofdesk is using the data folder {path}. Close it first, or start "
                "this one with another --data-dir.",
            ) from None
        except OSError as error:
            raise _unusable(path, error) from error
        folder = cls(path, lock)
        try:
            for name in _PARTS:
                (path / name).mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            folder.close()
            raise _unusable(path, error) from error
        return folder

    @classmethod
    def read_only(cls, path: Path) -> "DataFolder":
        """The same paths without the lock, for readers beside a running hub."""
        return cls(path.absolute(), None)

    @property
    def writable(self) -> bool:
        """Whether this process holds the lock."""
        return self._lock is not None

    @property
    def founded(self) -> bool:
        """Whether a database was made here once (the lock file remembers it)."""
        return self._lock is not None and self._lock.note() == _FOUNDED

    def mark_founded(self) -> None:
        """From now on a missing database is a loss, not a beginning."""
        if self._lock is not None and not self.founded:
            self._lock.write_note(_FOUNDED)

    def close(self) -> None:
        """Release the lock; a second call does nothing."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def api_token(self) -> str:
        """The operator API's token, made at first use (0600)."""
        try:
            token = self.api_token_file.read_text("ascii").strip()
            if token:
                return token
        except FileNotFoundError:
            pass
        except (OSError, UnicodeDecodeError) as error:
            raise FolderUnwritable(
                self.path,
                f"The file {self.api_token_file} cannot be read ({error}). Delete it, a new one "
                "is made at the next start.",
            ) from error
        token = secrets.token_urlsafe(32)
        try:
            write_private(self.api_token_file, token.encode())
        except OSError as error:
            raise _unusable(self.path, error) from error
        return token


def write_private(path: Path, content: bytes) -> None:
    """Replace a file of the folder by this content, whole or not at all, 0600."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _unusable(path: Path, error: OSError) -> FolderUnwritable | StorageFull:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(f"The disk of {path} is full. Free some space, then start again.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return FolderUnwritable(path, f"{path} is a file, no folder. Choose another --data-dir.")
    return FolderUnwritable(
        path,
        f"The data folder {path} cannot be written ({error.strerror}). Give this user leave to "
        "write there, or choose another --data-dir.",
    )
