"""One window for each data folder: a second start raises the first window and ends."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000
RAISE = b"raise\n"


def seat_name(folder: Path) -> str:
    """A name that only this user's windows on this folder share."""
    said = f"{getpass.getuser()}\0{folder.absolute()}".encode()
    return f"proofdesk-{hashlib.sha256(said).hexdigest()[:24]}"


class Seat(QObject):
    """The one seat at a data folder; `wanted` fires when somebody else came for it."""

    wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = seat_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._somebody)

    def take(self) -> bool:
        """Sit down; False when somebody sits there already (who is told to raise his window)."""
        caller = QLocalSocket()
        caller.connectToServer(self._name)
        if caller.waitForConnected(WAIT_MS):
            caller.write(RAISE)
            caller.waitForBytesWritten(WAIT_MS)
            caller.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def leave(self) -> None:
        """Stand up."""
        self._server.close()

    def _somebody(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.wanted.emit()
