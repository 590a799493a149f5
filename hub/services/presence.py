"""Connected devices, as far as nobody needs the database to know them."""


class Presence:
    """What is known of connected devices without asking the database."""

    def __init__(self) -> None:
        self.boots: dict[str, str] = {}
        """The last `bootId` of each device: another one means that it forgot its runs."""
        self.online: set[str] = set()
        self._seen: dict[str, int] = {}

    def saw(self, device_id: str, now: int) -> None:
        """A heartbeat; kept until somebody writes it down."""
        self._seen[device_id] = now

    def take_seen(self) -> dict[str, int]:
        """What is not written down yet."""
        seen, self._seen = self._seen, {}
        return seen
