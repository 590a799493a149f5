"""An entry of the ledger in words: what happened, to what, by whom."""

from collections.abc import Mapping

from desktop.i18n import mark, t
from desktop.presenters.text import plain
from desktop.theme.tones import Tone
from models.views import AuditView

ACTIONS = {
    "account.added": (mark("Account added"), "users", Tone.NEUTRAL),
    "account.changed": (mark("Account set up"), "users", Tone.NEUTRAL),
    "account.parked": (mark("A site asked for a pause"), "clock-alert", Tone.WARNING),
    "account.unparked": (mark("Pause of a site cut short"), "circle-play", Tone.WARNING),
    "bundle.made": (mark("Proof bundle made"), "package-check", Tone.NEUTRAL),
    "connector.installed": (mark("Connector installed"), "puzzle", Tone.NEUTRAL),
    "connector.saved": (mark("Connector saved"), "puzzle", Tone.NEUTRAL),
    "connector.enabled": (mark("Connector switched on"), "puzzle", Tone.NEUTRAL),
    "connector.disabled": (mark("Connector switched off"), "puzzle", Tone.WARNING),
    "connector.press": (mark("Who presses"), "hand", Tone.NEUTRAL),
    "connector.hosts": (mark("Hosts of a connector"), "globe", Tone.NEUTRAL),
    "device.paired": (mark("Device paired"), "link", Tone.NEUTRAL),
    "device.confirmed": (mark("Device confirmed"), "link", Tone.NEUTRAL),
    "device.renamed": (mark("Device renamed"), "pencil", Tone.NEUTRAL),
    "device.draining": (mark("Device draining"), "hourglass", Tone.INFO),
    "device.bindings": (mark("Accounts of a device"), "users", Tone.NEUTRAL),
    "device.revoked": (mark("Device revoked"), "unplug", Tone.DANGER),
    "hub.founded": (mark("Data folder made"), "hard-drive", Tone.NEUTRAL),
    "hub.held": (mark("Publications held"), "lock", Tone.WARNING),
    "hub.restored": (mark("Backup restored"), "archive-restore", Tone.WARNING),
    "media.added": (mark("File added"), "image", Tone.NEUTRAL),
    "operator.renamed": (mark("Operator renamed"), "pencil", Tone.NEUTRAL),
    "pairing.offered": (mark("Pairing link made"), "key-round", Tone.NEUTRAL),
    "pairing.refused": (mark("Pairing refused"), "circle-x", Tone.DANGER),
    "pairing.expired": (mark("Pairing link expired"), "key-round", Tone.NEUTRAL),
    "pairing.burnt": (mark("Pairing link used up"), "key-round", Tone.WARNING),
    "post.created": (mark("Post written"), "send", Tone.NEUTRAL),
    "post.changed": (mark("Post changed"), "pencil", Tone.NEUTRAL),
    "post.scheduled": (mark("Post planned"), "calendar-clock", Tone.NEUTRAL),
    "post.unscheduled": (mark("Post moved to unscheduled"), "calendar-x", Tone.NEUTRAL),
    "post.removed": (mark("Post removed"), "trash-2", Tone.WARNING),
    "post.duplicate_allowed": (mark("The same post once more, meant"), "copy", Tone.WARNING),
    "series.ended": (mark("Series ended"), "calendar-x", Tone.NEUTRAL),
    "setting.changed": (mark("Setting changed"), "settings", Tone.NEUTRAL),
    "work.paused": (mark("Work paused"), "circle-pause", Tone.INFO),
    "work.resumed": (mark("Work resumed"), "circle-play", Tone.NEUTRAL),
    "workspace.created": (mark("Workspace made"), "building-2", Tone.NEUTRAL),
    "workspace.renamed": (mark("Workspace renamed"), "building-2", Tone.NEUTRAL),
}
NOISE = ("job.", "proof.")
"""What agents do all day is told on its own pages."""
FIELDS = {
    "display_name": mark("Shown as"),
    "press": mark("Who presses"),
    "slots": mark("Queue times"),
    "zone": mark("Time zone"),
    "spacing_minutes": mark("At least so far apart"),
    "daily_limit": mark("At most so many"),
    "workspace_id": mark("Workspace"),
}
"""What of an account changed."""
SWITCH = {True: mark("on"), False: mark("off")}


def of_weight(entry: AuditView) -> bool:
    """Whether the entry belongs in a short list of who changed what."""
    return not entry.action.startswith(NOISE)


def title(entry: AuditView, titles: Mapping[str, str]) -> str:
    """What happened; a setting is named by its own title (`titles`, by key)."""
    if entry.action == "setting.changed" and entry.subject_id in titles:
        return titles[entry.subject_id]
    known = ACTIONS.get(entry.action)
    return t(known[0]) if known else plain(entry.action)


def look(entry: AuditView) -> tuple[str, Tone]:
    """Icon and tone."""
    known = ACTIONS.get(entry.action)
    return (known[1], known[2]) if known else ("scroll-text", Tone.NEUTRAL)


def actor(entry: AuditView, names: Mapping[str, str]) -> str:
    """Who did it: an operator by name, a device, or Proofdesk itself."""
    if entry.actor == "system":
        return "Proofdesk"
    if entry.actor.startswith("device:"):
        return t("a device")
    return plain(names.get(entry.actor, ""), longest=80) or t("an operator")


def detail(entry: AuditView, names: Mapping[str, str]) -> str:
    """What exactly, and by whom."""
    said = entry.detail
    if "before" in said and "after" in said:
        what = _changed(said["before"], said["after"])
    else:
        named = (said.get(key) for key in ("name", "title", "handle"))
        what = plain(str(next(filter(None, named), "")), longest=120)
    who = actor(entry, names)
    return f"{what} · {who}" if what else who


def _changed(before: object, after: object) -> str:
    """ "8 → 9"; of several fields the names of those that are known in words."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return f"{_value(before)} → {_value(after)}"
    if len(after) == 1:
        (key,) = after
        value = f"{_value(before.get(key))} → {_value(after[key])}"
        name = t(FIELDS[key]) if key in FIELDS else ""
        return f"{name}: {value}" if name else value
    return t(", ").join(t(FIELDS[key]) if key in FIELDS else plain(key) for key in after)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return t(SWITCH[value])
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    return plain("" if value is None else str(value), longest=60) or "–"
