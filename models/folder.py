"""The data folder: where everything lives, private to its owner, locked by one process."""

from pathlib import Path


class DataFolder:
    """One data folder and the paths in it. `open` to write, `read_only` beside a running hub."""

    path: Path
    writable: bool

    @classmethod
    def open(cls, path: Path) -> "DataFolder":
        """Make the folder (0700), take its exclusive lock, then nothing else.

        Raises FolderTaken when another process holds the lock, FolderUnwritable when the folder
        cannot be made or written. Sets the umask of this process to 077.
        """
        raise NotImplementedError

    @classmethod
    def read_only(cls, path: Path) -> "DataFolder":
        """The same paths without the lock, for readers beside a running hub."""
        raise NotImplementedError

    def close(self) -> None:
        """Release the lock; a second call does nothing."""
        raise NotImplementedError

    @property
    def database(self) -> Path: raise NotImplementedError
    @property
    def proofs(self) -> Path: raise NotImplementedError
    @property
    def thumbnails(self) -> Path: raise NotImplementedError
    @property
    def backups(self) -> Path: raise NotImplementedError
    @property
    def logs(self) -> Path: raise NotImplementedError
    @property
    def api_token_file(self) -> Path: raise NotImplementedError
    @property
    def hub_key_file(self) -> Path: raise NotImplementedError

    def api_token(self) -> str:
        """The operator API's token, made at first use (0600)."""
        raise NotImplementedError
