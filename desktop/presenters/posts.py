"""A post and its targets in words: states, times, accounts, how whole the proof is."""

from desktop.i18n import digits, mark, t, tn
from desktop.presenters import phases, platforms, times
from desktop.presenters.phases import State
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.posts.views import PROOF_PARTS, PostView, TargetView

_DRAFT = State(mark("Draft"), Tone.NEUTRAL, "pencil")
_NOT_PUBLISHED = State(mark("Not published"), Tone.MUTED, "ban")
_NOT_FOUND = phases.NOT_FOUND_TWICE
_PUBLISHING = State(mark("Publishing"), Tone.ACCENT, "loader-circle")
_COUNTED = phases.PUBLISHING
_PARTLY = State(mark("Published {n} of {m}"), Tone.SUCCESS, "circle-check")

STATES = {
    "draft": _DRAFT,
    "scheduled": phases.PHASES["scheduled"],
    "waiting": phases.PHASES["waiting"],
    "publishing": _PUBLISHING,
    "needs_user": phases.PHASES["needs_user"],
    "unknown": phases.PHASES["unknown"],
    "verifying": phases.PHASES["verifying"],
    "not_found": _NOT_FOUND,
    "held": phases.PHASES["held"],
    "missed": phases.PHASES["missed"],
    "published": phases.PHASES["published"],
    "partly_published": _PARTLY,
    "not_published": _NOT_PUBLISHED,
    "failed": phases.PHASES["failed"],
    "cancelled": phases.PHASES["cancelled"],
}
"""Of posts and of targets, in the words of the vocabulary of states."""

PARTS = {
    "account": mark("Account seen"),
    "before": mark("Before"),
    "after": mark("After"),
    "permalink": mark("Permalink"),
    "page": mark("Page text"),
    "log": mark("Log"),
}
"""The six parts of a publication's proof."""

MISSING = {
    "account": mark("account seen"),
    "before": mark("before"),
    "after": mark("after"),
    "permalink": mark("permalink"),
    "page": mark("page text"),
    "log": mark("log"),
}
"""The same inside a sentence."""

OVER = frozenset({"published", "failed", "cancelled", "not_published", "missed"})


def title(post: PostView) -> str:
    """The title as it may be shown."""
    return plain(post.title, longest=200).strip() or t("Untitled")


def account(target: TargetView) -> str:
    """The account of a target."""
    return platforms.account(target.display_name, target.handle)


def accounts(post: PostView) -> str:
    """ "@cairocoffeehs and 2 more"."""
    if not post.targets:
        return t("No account yet")
    first = isolate(account(post.targets[0]))
    rest = len(post.targets) - 1
    return tn("{first} and {n} more", "{first} and {n} more", rest, first=first) if rest else first


def marks(post: PostView) -> tuple[str, ...]:
    """The platforms of a post, each once, in the order of its targets."""
    return tuple(dict.fromkeys(target.platform for target in post.targets))


def devices(post: PostView) -> str:
    """Where it goes out: the device, or how many, or that none could."""
    names = {target.device_name for target in post.targets if target.device_name}
    if len(names) == 1:
        return plain(names.pop(), longest=120)
    if names:
        return tn("{n} device", "{n} devices", len(names))
    return t("No device yet") if post.targets else ""


def of_post(post: PostView, now: int, *, timed: bool = True) -> State:
    """The chip of a post; `timed` says when it is due."""
    targets, status = post.targets, post.status
    out = sum(target.status == "published" for target in targets)
    if status == "publishing" and len(targets) > 1:
        return _filled(_COUNTED, n=out, m=len(targets))
    if status == "partly_published" or (status == "published" and len(targets) > 1):
        return _filled(_PARTLY, n=out, m=len(targets))
    if status == "unknown":
        in_doubt = {target.status for target in targets}
        if in_doubt & {"not_found"}:
            return _filled(_NOT_FOUND)
        if in_doubt & {"verifying"} and "unknown" not in in_doubt:
            return _filled(phases.PHASES["verifying"])
    why = next((target.reason for target in targets if target.status == "needs_user"), None)
    return _state(status, post.at if timed else None, why, now)


def of_target(target: TargetView, now: int, *, at: int | None = None) -> State:
    """The chip of a target; `at` is when its post is due."""
    return _state(target.status, at, target.reason, now)


def _state(status: str, at: int | None, why: str | None, now: int) -> State:
    known = STATES.get(status)
    if known is None:
        return State(plain(status, longest=40), Tone.NEUTRAL, "circle-dashed")
    time = times.clock(at, now) if at is not None else ""
    filled = _filled(known, time=time, reason=phases.reason(why))
    return State(filled.word.strip(), filled.tone, filled.icon)


def _filled(state: State, **values: object) -> State:
    return State(t(state.word, **values), state.tone, state.icon)


def due(post: PostView, now: int) -> str:
    """When it is due, by the clock of this machine: "14:30", "Tue 10:00"."""
    return times.clock(post.at, now) if post.at is not None else t("no time")


def left(at: int, now: int) -> str:
    """How long until then: "in 4:38", "in 2 h 10 min"; "now" when it has come."""
    rest = at - now
    if rest <= 0:
        return t("now")
    if rest < times.HOUR:
        return t("in {time}", time=isolate(times.countdown(rest)))
    if rest < times.DAY:
        return t("in {time}", time=times.span(rest))
    return tn("in {n} day", "in {n} days", rest // times.DAY)


def day_of(at: int, now: int) -> str:
    """The heading of a day ahead: "Today", "Tomorrow", "Wednesday 25 November"."""
    today = times.start_of_day(now)
    if at < times.start_of_day(today + 36 * times.HOUR):
        return t("Today")
    if at < times.start_of_day(today + 60 * times.HOUR):
        return t("Tomorrow")
    return times.long_day(at)


def zone(name: str | None) -> str:
    """A zone as a place: "Amman"."""
    return plain((name or "").rsplit("/", 1)[-1].replace("_", " "), longest=40)


def proof(have: int, of: int) -> State:
    """How whole the proof of a post is: "16 of 18"."""
    words = t("{n} of {m}", n=have, m=of)
    if have >= of:
        return State(words, Tone.SUCCESS, "shield-check")
    return State(words, Tone.WARNING, "shield-alert")


def missing(target: TargetView) -> list[str]:
    """The parts of the proof that are not there."""
    return [part for part in PROOF_PARTS if part not in target.proof_parts]


def missing_words(target: TargetView) -> str:
    """ "Missing: permalink, page text", or "complete"."""
    gone = missing(target)
    if not gone:
        return t("complete")
    return t("Missing: {parts}", parts=t(", ").join(t(MISSING[part]) for part in gone))


def out_of(target: TargetView) -> str:
    """ "4/6"."""
    return digits(f"{target.proof_completeness}/{len(PROOF_PARTS)}")


def link(address: str | None) -> str:
    """An address without what every address begins with."""
    return plain(address, longest=400).removeprefix("https://").removeprefix("www.")


def content(post: PostView) -> str:
    """ "74 characters, 1 picture, no link. X has its own text."."""
    parts = [
        tn("{n} character", "{n} characters", len(post.text)),
        tn("{n} picture", "{n} pictures", len(post.media)) if post.media else t("no picture"),
        isolate(link(post.link)) if post.link else t("no link"),
    ]
    words = t(", ").join(parts) + "."
    own = [target for target in post.targets if target.own_text]
    if len(own) == 1:
        name = platforms.name(own[0].platform)
        words += " " + t("{platform} has its own text.", platform=isolate(name))
    elif own:
        words += " " + tn(
            "{n} account has its own text.", "{n} accounts have their own text.", len(own)
        )
    return words


def sentence(post: PostView, now: int) -> str:
    """The post in one sentence, for those who listen instead of looking."""
    parts = [title(post), of_post(post, now).word]
    if post.at is not None:
        parts.append(times.clock(post.at, now))
    parts += [f"{platforms.name(one.platform)} {account(one)}" for one in post.targets]
    if post.proof_of:
        parts.append(t("proof {n} of {m}", n=post.proof_have, m=post.proof_of))
    return t(", ").join(part for part in parts if part)


def target_sentence(target: TargetView, now: int) -> str:
    """A target in one sentence."""
    parts = [
        platforms.name(target.platform),
        account(target),
        of_target(target, now).word,
        plain(target.device_name, longest=120),
    ]
    if target.status == "published":
        have = t("proof {n} of {m}", n=target.proof_completeness, m=len(PROOF_PARTS))
        parts += [have, missing_words(target)]
    return t(", ").join(part for part in parts if part)
