"""Banners above the pages: the hub is down, the disk is full, everything is paused."""

from collections.abc import Callable

from desktop.i18n import digits, t, tn
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.window import MainWindow
from hub.errors import PortTaken
from hub.events import StorageState

Make = Callable[[], Banner]


class NoticeBoard:
    """Shows the gravest of what is wrong: the hub, then the disk, then a pause."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._standing: dict[str, Make | None] = {"hub": None, "storage": None, "pause": None}
        self._shown: tuple[str, object] = ("", None)

    def set(self, what: str, make: Make | None, said: object = None) -> None:
        """Something is wrong (or not any more); `said` tells one wording from another."""
        self._standing[what] = make
        gravest = next((key for key, made in self._standing.items() if made is not None), "")
        wanted = (gravest, said if gravest == what else self._shown[1])
        if wanted == self._shown:
            return
        self._shown = wanted
        make_it = self._standing.get(gravest)
        self._window.set_notice(make_it() if make_it is not None else None)


def hub_failed(
    error: BaseException,
    words: str,
    *,
    next_port: int,
    use_next: Callable[[], object],
    again: Callable[[], object],
) -> Banner:
    """The hub could not start; what to do about it."""
    retry = Button(t("Try again"), icon="refresh-cw", bar=True, on_click=again)
    if isinstance(error, PortTaken):
        text = t("Port {port} is in use by another program.", port=digits(str(error.port)))
        words_of_other = t("Use {port}", port=digits(str(next_port)))
        other = Button(words_of_other, bar=True, on_click=use_next)
        buttons: tuple[Button, ...] = (other, retry)
    else:
        text, buttons = plain(words, longest=300), (retry,)
    return Banner(
        t("The hub could not start."), text, tone=Tone.DANGER, icon="plug-zap", buttons=buttons
    )


def storage_bad(state: StorageState) -> Banner:
    """Nothing can be written."""
    if state.state == "full":
        title = t("The disk is full.")
        text = t("Devices keep what they found and send it when there is space again.")
    else:
        title = t("The data folder cannot be written.")
        text = plain(state.message, longest=300)
    return Banner(title, text, tone=Tone.DANGER, icon="hard-drive")


def paused(waiting: int, resume: Callable[[], object]) -> Banner:
    """Everything is paused."""
    button = Button(t("Resume"), icon="play", bar=True, on_click=resume)
    jobs = tn("{n} job waits.", "{n} jobs wait.", waiting)
    title = t("Everything is paused.")
    text = t("Nothing is pressed any more: no post goes out on any device until you resume.")
    return Banner(f"{title} {jobs}", text, icon="circle-pause", buttons=(button,))
