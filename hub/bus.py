"""Where services say what happened and everybody else listens.

Publishing is a plain call on the hub's thread; listeners must be quick and never raise. One that
does is logged and the others still hear the event.
"""

import logging
from collections.abc import Callable

from hub.events import Event

Listener = Callable[[Event], None]

log = logging.getLogger(__name__)


class Bus:
    """Hands every event to every listener, in the order of subscription."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear every event from now on; the returned function ends it."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(known for known in self._listeners if known is not listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell all listeners; a failing one is logged and skipped."""
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                log.exception("A listener failed on %s.", type(event).__name__)
