"""How a command says that it did not work."""


class CommandFailed(Exception):
    """One line for the person, and the exit code: 1 failure, 2 wrong use."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        super().__init__(message)
        self.code = code
