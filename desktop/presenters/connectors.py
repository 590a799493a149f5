"""Connectors in words: how they fare, where they were tried, who presses; recordings."""

from dataclasses import dataclass

from desktop.i18n import language, mark, t, tn
from desktop.presenters import platforms, times
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from hub.recorder.check import Found, Marks
from models.connector_views import ConnectorHealth, DeviceCheckView, FieldHealth, PressChoice
from models.views import ConnectorView

FEW_RUNS = 5
FIELDS = {
    "title": mark("Name"),
    "url": mark("Web site"),
    "website": mark("Web site"),
    "address": mark("Address"),
    "phone": mark("Phone"),
    "rating": mark("Rating"),
    "reviews": mark("Reviews"),
    "category": mark("Category"),
    "hours": mark("Hours"),
    "placeId": mark("Place id"),
    "snippet": mark("Snippet"),
}
KINDS = {
    "search": mark("search"),
    "publish": mark("publish"),
    "account": mark("account"),
}
ICONS = {"search": "search", "publish": "send", "account": "contact"}
CHECKS = {
    "verified": (mark("verified, {time}"), Tone.TEXT2, "shield-check"),
    "older": (mark("verified for an older version"), Tone.WARNING, "shield-question-mark"),
    "failed": (mark("did not work, {time}"), Tone.DANGER, "shield-x"),
    "never": (mark("not yet verified"), Tone.WARNING, "shield-question-mark"),
}
PRESSES = {"agent": (mark("Agent"), "bot"), "operator": (mark("You press"), "hand")}
HONEST = mark(
    "Some platforms forbid automated posting or reading in their terms, and may lock an account"
    " for it. “You” is the careful choice. Whether this use is allowed is for you and your client"
    " to decide."
)
LEVELS = {
    "ok": ("circle-check", Tone.SUCCESS),
    "note": ("info", Tone.INFO),
    "warning": ("triangle-alert", Tone.WARNING),
    "error": ("circle-x", Tone.DANGER),
}
SAID = {
    "within": (mark("Every address is within {what}"), ""),
    "no_address": (mark("No step opens an address"), mark("nobody knows where it begins")),
    "foreign": (mark("Step {step} opens {what}"), mark("another site than the first")),
    "insecure": (mark("Step {step} opens {what}"), mark("without https")),
    "code": (mark("Step {step} runs code"), mark("record it again without it")),
    "password": (mark("Step {step} fills a password field"), mark("log in before recording")),
    "secret": (mark("Step {step} holds a password, key or token"), mark("record it without")),
    "frame": (mark("Step {step} is inside another page"), mark("where no recipe can go")),
    "text": (
        mark("Step {step} held typed text"),
        mark("now the text slot, so it is never posted as recorded"),
    ),
    "typed": (mark("Step {step} types what was recorded"), mark("in every post again")),
    "one_way": (mark("Step {step} is found in one way only"), mark("record it for a second")),
    "brittle": (
        mark("Step {step} is found by names that change"),
        mark("the site makes them anew with each build"),
    ),
    "ignored": (mark("Step {step} is ignored"), mark("the window keeps its own size")),
    "keys": (mark("Step {step} is left out"), mark("a key after the text could send it")),
    "after": (mark("Step {step} is left out"), mark("it comes after the last button")),
    "clean": (mark("No password, no code"), mark("nothing secret, nothing to run")),
}


@dataclass(frozen=True, slots=True)
class Health:
    """A line with its words."""

    line: tuple[float | None, ...]
    words: str
    tone: Tone
    needs_look: bool = False


def name(view: ConnectorView) -> str:
    """What it is called in the language in force."""
    return plain(view.name.get(language()) or view.name.get("en") or view.id, longest=80)


def icon(view: ConnectorView) -> str:
    """The drawing of its kind."""
    if view.kind == "search" and "maps" in view.id:
        return "map-pin"
    return ICONS.get(view.kind, "puzzle")


def second_line(view: ConnectorView) -> str:
    """Kind and version, and whether it is the operator's own: "search · version 7"."""
    kind = t(KINDS.get(view.kind, view.kind))
    if view.shipped:
        return t("{kind} · version {n}", kind=kind, n=view.version)
    return t("{kind} · version {n}, yours", kind=kind, n=view.version)


def health(view: ConnectorView, seen: ConnectorHealth | None) -> Health:
    """How it fared in fourteen days."""
    if seen is None or not (seen.runs or seen.pressed):
        return Health((), t("no runs yet"), Tone.MUTED)
    if view.kind == "publish" and seen.pressed:
        words = t("{seen} of {n} posts seen", seen=seen.seen, n=seen.pressed)
        short = seen.seen < seen.pressed
        return Health(seen.line, words, Tone.WARNING if short else Tone.SUCCESS, short)
    if seen.weak is not None:
        return Health(seen.line, found_on(seen.weak), Tone.WARNING, needs_look=True)
    if seen.runs < FEW_RUNS:
        return Health(seen.line, t("few runs yet: {n}", n=seen.runs), Tone.INFO)
    if seen.fields:
        return Health(seen.line, t("all fields well"), Tone.SUCCESS)
    return Health(seen.line, tn("{n} good run", "{n} good runs", seen.runs), Tone.SUCCESS)


def field(key: str) -> str:
    """A field as people call it."""
    return t(FIELDS[key]) if key in FIELDS else plain(key, longest=40)


def found_on(weak: FieldHealth) -> str:
    """ "Phone found on 3 of 120"."""
    return t("{field} found on {n} of {of}", field=field(weak.name), n=weak.filled, of=weak.of)


def weak_title(weak: FieldHealth) -> str:
    """The heading of the banner."""
    usual = round(weak.usual * weak.of)
    return t(
        "{field} was found on {n} of {of} rows, usually on {usual}",
        field=field(weak.name),
        n=weak.filled,
        of=weak.of,
        usual=usual,
    )


def verified(checks: list[DeviceCheckView]) -> tuple[str, Tone]:
    """ "2 of 4 devices"."""
    good = sum(one.state == "verified" for one in checks)
    if not checks:
        return t("no device has it"), Tone.MUTED
    if not good:
        return t("not yet verified"), Tone.WARNING
    words = tn("{good} of {n} device", "{good} of {n} devices", len(checks), good=good)
    return words, Tone.TEXT2 if good == len(checks) else Tone.WARNING


def check(one: DeviceCheckView, now: int) -> tuple[str, Tone, str]:
    """What is known of a device: words, tone, drawing."""
    words, tone, drawing = CHECKS[one.state]
    time = times.clock(one.at, now) if one.at is not None else ""
    return t(words, time=time), tone, drawing


def press(view: ConnectorView) -> tuple[str, str]:
    """Who presses: words and drawing."""
    if view.press is None:
        return t("reads only"), ""
    words, drawing = PRESSES[view.press]
    return t(words), drawing


def press_line(view: ConnectorView, choice: PressChoice | None, now: int) -> str:
    """What it means, and since when."""
    if view.press == "operator":
        return t("the agent fills, you press the button on the page")
    if view.press_chosen and choice is not None:
        when = times.clock(choice.at, now)
        return t("the agent fills and presses; chosen {time}", time=when)
    return t("the agent fills and presses")


def platform_name(view: ConnectorView) -> str:
    """The platform that it publishes on; one's own is called by its name."""
    return platforms.name(view.platform) if view.platform in platforms.NAMES else name(view)


def terms(view: ConnectorView) -> str:
    """What the site's terms say."""
    said = view.recipe.get("terms")
    if not isinstance(said, dict):
        return ""
    return plain(said.get(language()) or said.get("en"), longest=600)


def count(shown: int, to_look_at: int) -> str:
    """The quiet fact of the page: "6, one needs a look"."""
    number = tn("{n} connector", "{n} connectors", shown)
    if not to_look_at:
        return number
    look = tn("{n} needs a look", "{n} need a look", to_look_at)
    return t("{number}, {look}", number=number, look=look)


def finding(one: Found) -> tuple[str, str]:
    """What is said of a recording: the fact, and quietly what it means."""
    fact, meaning = SAID[one.code]
    step = "" if one.step is None else one.step + 1
    what = isolate(plain(one.what, longest=80))
    return t(fact, step=step, what=what), t(meaning) if meaning else ""


def to_solve(found: list[Found]) -> str:
    """ "nothing to solve, 2 to know"."""
    errors = sum(one.level == "error" for one in found)
    others = sum(one.level in ("warning", "note") for one in found)
    solve = tn("{n} to solve", "{n} to solve", errors) if errors else t("nothing to solve")
    if not others:
        return solve
    return t("{solve}, {know}", solve=solve, know=tn("{n} to know", "{n} to know", others))


def step_words(step: dict[str, object]) -> str:
    """What a recorded step does, in short."""
    kind = step.get("type")
    if kind == "navigate":
        return plain(str(step.get("url", "")).partition("://")[2], longest=120)
    if kind == "setViewport":
        return f"{step.get('width')} × {step.get('height')}"
    if kind == "change":
        return f"“{plain(str(step.get('value', '')), longest=120)}”"
    if kind in ("keyDown", "keyUp"):
        return plain(str(step.get("key", "")), longest=20)
    selectors = step.get("selectors")
    if isinstance(selectors, list) and selectors:
        first = selectors[0]
        parts = first if isinstance(first, list) else [first]
        return plain(" » ".join(str(part) for part in parts), longest=120)
    return ""


def marked(marks: Marks, index: int) -> str:
    """Which slot a step is: text | media | commit | ""."""
    slots = {marks.text: "text", marks.media: "media", marks.commit: "commit"}
    return slots.get(index, "")
