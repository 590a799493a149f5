"""Accounts in words: queue times, who presses, what holds them back, where they are signed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.i18n import digits, mark, t, tn
from desktop.presenters import connectors, platforms, spans, times
from desktop.presenters import devices as devices_words
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.accounts.keys import key_of
from models.accounts.views import AccountView
from models.posts.slots import DAYS
from models.views import ConnectorView, DeviceView

DEFAULT_PRESS = {
    "agent": mark("As the connector says: the agent"),
    "operator": mark("As the connector says: you"),
}
MOST_NAMED = 2
"""Devices that a line names."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account, as it is named in the store or by a browser that is signed in to it."""

    platform: str
    handle: str
    display_name: str | None
    view: AccountView | None
    """None: nobody set it up yet."""

    @property
    def key(self) -> str:
        """What names it everywhere."""
        return key_of(self.platform, self.handle)

    @property
    def name(self) -> str:
        """As it is shown. Not isolated."""
        return platforms.account(self.display_name, self.handle)


@dataclass(frozen=True, slots=True)
class Holder:
    """A browser that is signed in to an account."""

    name: str
    checked: str
    tone: Tone
    online: bool


def known_of(view: AccountView) -> Known:
    """An account of the store."""
    return Known(view.platform, view.handle, view.display_name, view)


def every(accounts: Sequence[AccountView], devices: Iterable[DeviceView]) -> list[Known]:
    """Those of the store, then those that only a browser knows; each once."""
    found = {view.key: known_of(view) for view in accounts}
    for device in devices:
        for one in device.bindings:
            found.setdefault(
                key_of(one.platform, one.handle),
                Known(one.platform, one.handle, one.display_name, None),
            )
    return list(found.values())


def handle(known: Known) -> str:
    """ "X · @ammandental"."""
    platform = platforms.name(known.platform)
    return f"{isolate(platform)} · {isolate(plain(known.handle, longest=120))}"


def week() -> list[tuple[str, str]]:
    """The code and the name of each day, from the first of the week here."""
    first = spans.custom().first - 1
    order = [(first + place) % len(DAYS) for place in range(len(DAYS))]
    return [(DAYS[day], spans.weekday_name(day + 1)) for day in order]


def slots_by_day(slots: Iterable[str]) -> list[tuple[str, str, list[str]]]:
    """Code, name and times of the days that have any, in the order of the week here."""
    there: dict[str, list[str]] = {}
    for slot in slots:
        code, _, time = slot.partition(" ")
        there.setdefault(code, []).append(time)
    return [(code, name, sorted(there[code])) for code, name in week() if code in there]


def time_words(time: str) -> str:
    """ "09:30", in the digits in force."""
    return digits(time)


def slot_words(name: str, time: str) -> str:
    """ "Monday 09:30"."""
    return t("{day} {time}", day=name, time=isolate(digits(time)))


def press_choices(connector: ConnectorView | None) -> list[tuple[str, str | None]]:
    """Who may press: words and value."""
    usual = DEFAULT_PRESS.get(connector.press or "") if connector is not None else None
    return [
        (t(usual) if usual else t("As the connector says"), None),
        (t("The agent presses"), "agent"),
        (t("You press, in the browser"), "operator"),
    ]


def terms(connector: ConnectorView | None) -> str:
    """What the platform's terms say; the general sentence where its recipe says nothing."""
    own = connectors.terms(connector) if connector is not None else ""
    return own or t(connectors.HONEST)


def holders(key: str, devices: Iterable[DeviceView], online: set[str], now: int) -> list[Holder]:
    """The browsers that are signed in to it, those that are here first."""
    found = []
    for device in devices:
        for one in device.bindings:
            if key_of(one.platform, one.handle) == key:
                said, tone = devices_words.checked(one, None, now)
                found.append(Holder(devices_words.name(device), said, tone, device.id in online))
    return sorted(found, key=lambda holder: not holder.online)


def where(holders: Sequence[Holder]) -> tuple[str, Tone]:
    """Where it is signed in, for a line of a list."""
    if not holders:
        return t("No browser is signed in to it"), Tone.WARNING
    names = t(", ").join(isolate(holder.name) for holder in holders[:MOST_NAMED])
    more = len(holders) - MOST_NAMED
    if more > 0:
        names = tn("{names} and {n} more", "{names} and {n} more", more, names=names)
    return names, Tone.MUTED


def pace(view: AccountView | None) -> str:
    """ "30 min apart, 3 a day, 10 queue times"; "" without a rule."""
    if view is None:
        return ""
    parts = []
    if view.spacing_minutes:
        parts.append(t("{span} apart", span=times.span(view.spacing_minutes * times.MINUTE)))
    if view.daily_limit is not None:
        parts.append(tn("{n} a day", "{n} a day", view.daily_limit))
    if view.slots:
        parts.append(tn("{n} queue time", "{n} queue times", len(view.slots)))
    return t(", ").join(parts)


def is_parked(view: AccountView | None, now: int) -> bool:
    """Whether the site asked for a pause that is not over."""
    return view is not None and view.parked_until is not None and view.parked_until > now


def parked(view: AccountView, now: int) -> str:
    """The time until which the site asked us to wait."""
    return times.clock(view.parked_until or 0, now)
