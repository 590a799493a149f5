"""A device in words: its state, what it is doing, its machine."""

from dataclasses import dataclass

from desktop.i18n import mark_in, percent, t, tc, tn
from desktop.presenters import phases, platforms, times
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.accounts import keys as account_keys
from models.views import BindingView, DeviceView, JobView

STATES = {
    "online": (mark_in("device", "Online"), Tone.SUCCESS),
    "busy": (mark_in("device", "Busy"), Tone.ACCENT),
    "needs_you": (mark_in("device", "Needs you"), Tone.WARNING),
    "draining": (mark_in("device", "Draining"), Tone.INFO),
    "offline": (mark_in("device", "Offline"), Tone.MUTED),
    "revoked": (mark_in("device", "Revoked"), Tone.DANGER),
}
LOOPBACK = ("127.", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class DeviceState:
    """The dot and the word of a device; an offline one is a ring."""

    key: str
    word: str
    tone: Tone

    @property
    def ring(self) -> bool:
        """Whether the dot is hollow."""
        return self.key == "offline"


def state(device: DeviceView, *, online: bool, job: JobView | None = None) -> DeviceState:
    """The state of a device, given whether it is connected and what it works on."""
    if device.status == "revoked":
        key = "revoked"
    elif not online:
        key = "offline"
    elif job is not None and job.needs_user_action:
        key = "needs_you"
    elif device.draining:
        key = "draining"
    elif job is not None:
        key = "busy"
    else:
        key = "online"
    word, tone = STATES[key]
    return DeviceState(key, tc("device", word), tone)


def state_word(key: str) -> str:
    """The word of a state."""
    return tc("device", STATES[key][0])


def name(device: DeviceView) -> str:
    """The name as it may be shown."""
    return plain(device.name, longest=120)


def icon(device: DeviceView) -> str:
    """Laptop for a browser, a robot for a program."""
    return "bot" if device.channel == "json" else "laptop"


def where(device: DeviceView) -> str:
    """The line under the name: browser and place."""
    parts = [isolate(plain(device.browser, longest=60))]
    if not device.address or device.address.startswith(LOOPBACK):
        parts.append(t("this computer"))
    else:
        parts.append(isolate(plain(device.address, longest=60)))
    return " · ".join(part for part in parts if part)


def doing(device: DeviceView, shown: DeviceState, job: JobView | None) -> str:
    """What the device does, for the second line of a list."""
    if shown.key == "needs_you" and job is not None:
        return t("needs you: {reason}", reason=phases.reason(job.needs_user_reason))
    if shown.key == "busy" and job is not None:
        title = isolate(plain(job.title, longest=200))
        return t("busy: {job}, {percent}", job=title, percent=percent(job.progress))
    if shown.key == "draining":
        return t("draining, finishes its job") if job else t("draining, takes no new job")
    return {"online": t("idle"), "offline": t("offline"), "revoked": t("revoked")}[shown.key]


def seen(device: DeviceView, *, online: bool, now: int) -> str:
    """When it was last here."""
    if online:
        return t("now")
    return times.clock(device.last_seen_at, now) if device.last_seen_at else t("never")


def account(binding: BindingView) -> str:
    """An account of a profile, as it is shown. Not isolated."""
    return platforms.account(binding.display_name, binding.handle)


def checked(binding: BindingView, job: JobView | None, now: int) -> tuple[str, Tone]:
    """What is known of an account in the profile: signed out, checked when, or not yet.

    `job` is what the device works on.
    """
    key = account_keys.key_of(binding.platform, binding.handle)
    if job is not None and job.account == key and job.needs_user_action:
        if job.needs_user_reason == "login":
            return t("signed out"), Tone.WARNING
        if job.needs_user_reason == "wrong_account":
            return t("another account is logged in"), Tone.WARNING
    if binding.checked_at is None:
        return t("not checked yet"), Tone.MUTED
    return t("checked {time}", time=times.clock(binding.checked_at, now)), Tone.MUTED


def jobs_today(device: DeviceView) -> str:
    """ "14 jobs today"."""
    return tn("{n} job today", "{n} jobs today", device.jobs_today)
